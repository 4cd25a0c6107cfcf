"""Under which account the servers run, for PostgreSQL refuses root.

Root gets a user namespace in which it looks like an ordinary user, so that every file stays
root's. Where namespaces are forbidden (Docker's default, some kernels), a service account takes
over and owns the servers' folders. An ordinary user runs them as is.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from regie.core.embedded.errors import FolderRefused

SERVICE_ACCOUNTS = ("regie", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """`uid` and `gid` as seen from outside; `prefix` goes before every command."""

    name: str
    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    @property
    def is_other(self) -> bool:
        """Whether the servers run under another uid than Régie itself."""
        return self.uid != os.geteuid()

    def start(
        self,
        command: Sequence[str | Path],
        folder: Path,
        *,
        stdin: int = subprocess.DEVNULL,
        output: int | IO[bytes] = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        """Start one of our own programs in the folder, with next to no environment.

        It has a session of its own, so that Ctrl-C on a terminal does not reach it.
        """
        other = self.is_other
        return subprocess.Popen(  # noqa: S603 - the caller's own command, no shell
            [*self.prefix, *map(str, command)],
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
            user=self.uid if other else None,
            group=self.gid if other else None,
            extra_groups=() if other else None,
        )

    def own(self, folder: Path) -> None:
        """Make the folder and all in it this account's; only root can, others are told."""
        if folder.stat().st_uid == self.uid:
            return
        if os.geteuid() != 0:
            raise FolderRefused(
                f"{folder} belongs to another user: run `sudo chown -R {self.name} {folder}`"
            )
        for parent, folders, files in os.walk(folder):
            for entry in (*folders, *files):
                os.chown(Path(parent, entry), self.uid, self.gid, follow_symlinks=False)
        os.chown(folder, self.uid, self.gid)  # last: a killed run starts over

    def require_reach(self, *paths: Path) -> None:
        """Refuse paths that the account cannot enter or execute, naming the folder at fault.

        Root in a namespace or under a service account has lost its right to walk everywhere.
        """
        if not self.prefix and not self.is_other:
            return
        for path in paths:
            if self._may_enter(path):
                continue
            fault = next(p for p in (*reversed(path.parents), path) if not self._may_enter(p))
            raise FolderRefused(
                f"the account {self.name}, which runs the servers, cannot enter {fault}: "
                f"run `chmod o+x {fault}` or choose another place than {path}"
            )

    def _may_enter(self, path: Path) -> bool:
        return self.start(("test", "-x", path), Path("/")).wait() == 0


def choose_account(
    service_accounts: Sequence[str] = SERVICE_ACCOUNTS, *, namespaces: bool = True
) -> Account:
    """The account for this process: itself, itself in a namespace, or a service account.

    A user without an entry in the password file (`docker run --user 12345`) needs the namespace
    too, since `initdb` looks its own name up.
    """
    uid, gid = os.geteuid(), os.getegid()
    known = _name_of(uid)
    if uid != 0 and known:
        return Account(known, uid, gid)
    if namespaces and (prefix := _namespace_prefix()):
        return Account(known or str(uid), uid, gid, prefix)
    if uid != 0:
        raise FolderRefused(
            f"the user {uid} has no entry in the password file and user namespaces are "
            "forbidden: run Régie as a named user"
        )
    for name in service_accounts:
        if entry := _entry(name):
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise FolderRefused(
        "PostgreSQL refuses root, user namespaces are forbidden and none of the accounts "
        f"{', '.join(service_accounts)} exists: run `useradd --system regie`"
    )


def _namespace_prefix() -> tuple[str, ...]:
    """The `unshare` command that works here, or nothing.

    The mapped user must have an entry in the password file, because `initdb` looks it up.
    """
    unshare = shutil.which("unshare")
    stand_in = _entry("nobody") or next((e for e in pwd.getpwall() if e.pw_uid != 0), None)
    if unshare is None or stand_in is None:
        return ()
    users = (f"--map-user={stand_in.pw_uid}", f"--map-group={stand_in.pw_gid}")
    prefix = (unshare, "--user", *users, "--")
    probe = Account("root", os.geteuid(), os.getegid(), prefix)
    return prefix if probe.start(("true",), Path("/")).wait() == 0 else ()


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None
