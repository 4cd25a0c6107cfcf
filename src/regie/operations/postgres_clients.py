"""`pg_dump` and its companions: which ones fit a server, and how they are run.

Those in the wheel cannot speak TLS; for a server that wants it, or for one newer than the wheel,
the machine's own are taken (Debian: postgresql-client).
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from regie.core.embedded import postgres_programs
from regie.core.errors import Misconfigured, RegieError
from regie.operations.supervisor import leash

LOOK_S: Final = 0.1
DEBIAN_PROGRAMS: Final = Path("/usr/lib/postgresql")
PASSED_ON: Final = ("PATH", "HOME", "PGPASSFILE")


class ClientFailed(RegieError):
    """The program's own complaint is in the detail."""


@dataclass(frozen=True, slots=True)
class PostgresClients:
    folder: Path
    major: int

    def run(
        self,
        program: str,
        *arguments: str | Path,
        url: str,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs to its end, calling `meanwhile` ten times a second; dies when Régie does.

        The password travels in the environment, which other users cannot see. Raises ClientFailed
        with the program's first complaint, OSError (ENOSPC) when that is a full disk.
        """
        parts = conninfo_to_dict(url)
        password = str(parts.pop("password", "") or "")
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"LC_ALL": "C", "PGAPPNAME": "regie"}
        if password:
            environment["PGPASSWORD"] = password
        command = [
            *(sys.executable, "-I", "-S", leash.__file__, str(os.getpid())),
            *(str(self.folder / program), "--no-password", "--dbname", make_conninfo("", **parts)),
            *map(str, arguments),
        ]
        with tempfile.TemporaryFile() as complaints:
            _watch(command, environment, complaints.fileno(), meanwhile, program)


def clients_for(server_major: int, *, tls: bool) -> PostgresClients:
    """Programs that can read and write that server. Raises Misconfigured when there are none."""
    found = [] if tls else [postgres_programs()]
    if on_path := shutil.which("pg_dump"):
        found.append(Path(on_path).parent)
    found += sorted((folder / "bin" for folder in DEBIAN_PROGRAMS.glob("*")), reverse=True)
    for folder in found:
        major = _major(folder)
        if major is not None and major >= server_major:
            return PostgresClients(folder, major)
    why = "speaks TLS and " if tls else ""
    raise Misconfigured(
        f"no pg_dump here that {why}knows PostgreSQL {server_major}: "
        f"install postgresql-client-{server_major}"
    )


def _major(folder: Path) -> int | None:
    try:
        command = [folder / "pg_dump", "--version"]
        answer = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - fixed
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(rb"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else None


def _watch(
    command: Sequence[str],
    environment: dict[str, str],
    complaints: int,
    meanwhile: Callable[[], None],
    program: str,
) -> None:
    process = subprocess.Popen(  # noqa: S603 - one of PostgreSQL's programs, no shell
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
    )
    try:
        while process.poll() is None:
            meanwhile()
            time.sleep(LOOK_S)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
    if process.returncode != 0:
        said = os.pread(complaints, 1 << 16, 0).decode(errors="replace")
        if os.strerror(errno.ENOSPC) in said:
            raise OSError(errno.ENOSPC, f"{program}: {os.strerror(errno.ENOSPC)}")
        lines = said.splitlines() or [f"it ended with {process.returncode}"]
        complaint = next((line for line in lines if "error:" in line.lower()), lines[0])
        raise ClientFailed(f"{program} failed: {complaint.removeprefix(f'{program}: ')}")
