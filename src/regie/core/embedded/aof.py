"""Repair of an append-only file that Valkey refuses to load.

A cut tail needs no repair, Valkey drops it by itself. Bytes that are no command (a disk that was
full, zeros after a power cut) make it refuse: what follows them is cut off, after a copy is kept.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from regie.core.embedded.account import Account
from regie.core.embedded.errors import ServerFailed
from regie.core.embedded.files import tail

FOLDER = "appendonlydir"
MANIFEST = "appendonly.aof.manifest"
LONGEST_S = 300
COPY = f"{FOLDER}.before-repair"


def says_torn(log: Path) -> bool:
    """Whether the server's last words are about a damaged append-only file."""
    return any("Bad file format reading the append only file" in line for line in tail(log, 8))


def repair(program: Path, data: Path, account: Account) -> None:
    """Cut the damaged end off, keeping one copy of the folder as it was.

    Raises ServerFailed when the damage is in the part that cannot be cut; the server's state can
    then only be given up, which is for the operator to decide.
    """
    folder, copy = data / FOLDER, data / COPY
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    account.own(copy)
    # valkey-server is several programs; the name by which it is called chooses.
    checker = data / "valkey-check-aof"
    checker.unlink(missing_ok=True)
    checker.symlink_to(program)
    command = (checker, "--fix", folder / MANIFEST)
    fix = account.start(command, folder, stdin=subprocess.PIPE)
    fix.communicate(b"y\n" * 8, timeout=LONGEST_S)
    checker.unlink()
    if fix.returncode != 0:
        raise ServerFailed(
            f"{folder} is damaged beyond repair (a copy is in {copy}): "
            f"remove {folder} to start without what it held"
        )
