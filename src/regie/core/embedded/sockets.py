"""A folder for Unix sockets that nobody else can enter and whose paths are short enough.

A socket's path holds at most 107 bytes (`sun_path` in unix(7)). A longer home gets a short folder
elsewhere; its place is recorded beside the run folder, and it is used only while it is ours:
a real folder, of our user, with mode 0700.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from regie.core.embedded.account import Account
from regie.core.embedded.errors import FolderRefused
from regie.core.embedded.files import write_atomically

LONGEST_PATH = 107
LONGEST_NAME = ".s.PGSQL.5432"


def socket_folder(run: Path, account: Account, short_bases: Sequence[Path]) -> Path:
    """The folder for the sockets of this home, made when it is missing.

    `short_bases` are tried in order when `run` is too deep: `$XDG_RUNTIME_DIR`, then `/tmp`.
    """
    folder = run / "sockets"
    if _fits(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    else:
        folder = _elsewhere(run, account, short_bases)
        _make_or_verify(folder, account)
    account.own(folder)
    folder.chmod(0o700)
    return folder


def _elsewhere(run: Path, account: Account, short_bases: Sequence[Path]) -> Path:
    record = run / "sockets.path"
    recorded = Path(record.read_text().strip()) if record.exists() else Path()
    if recorded.is_absolute() and _fits(recorded) and recorded.parent.is_dir():
        return recorded
    name = f"regie-{hashlib.sha256(os.fsencode(run)).hexdigest()[:16]}"
    for base in short_bases:
        if base.is_dir() and os.access(base, os.W_OK | os.X_OK) and _fits(base / name):
            account.require_reach(base)
            write_atomically(record, f"{base / name}\n", mode=0o600)
            return base / name
    bases = ", ".join(map(str, short_bases))
    raise FolderRefused(
        f"{run} is too long for a socket, or has a comma, and none of {bases} can be used"
    )


def _fits(folder: Path) -> bool:
    """Short enough, and without the comma at which drivers split a list of hosts."""
    return len(os.fsencode(folder / LONGEST_NAME)) <= LONGEST_PATH and "," not in str(folder)


def _make_or_verify(folder: Path, account: Account) -> None:
    """In a shared place anybody may have taken the name first; a link is never followed."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        ours = found.st_uid in (account.uid, os.geteuid())
        if not ours or not stat.S_ISDIR(found.st_mode) or stat.S_IMODE(found.st_mode) != 0o700:
            raise FolderRefused(
                f"{folder} is not the private folder that Régie made: remove it, then start again"
            ) from None
