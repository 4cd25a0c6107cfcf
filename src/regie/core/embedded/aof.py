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

FOLDER = "appendonlydir"
MANIFEST = "appendonly.aof.manifest"
LONGEST_S = 300
COPY = f"{FOLDER}.before-repair"


def repair(program: Path, data: Path, account: Account) -> bool:
    """Cut the damaged end off, keeping one copy of the folder; False when nothing is damaged.

    The checker is asked, not the server's log: on some damage the server says what is wrong, on
    other it crashes. Raises ServerFailed when the damage is where it cannot be cut; the server's
    state can then only be given up, which is for the operator to decide.
    """
    folder, copy = data / FOLDER, data / COPY
    if not (folder / MANIFEST).exists():
        return False
    growing = folder / _growing_file(folder)
    if _check(program, growing, account):
        return False
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    account.own(copy)
    if not _check(program, growing, account, "--fix"):
        raise ServerFailed(
            f"{folder} is damaged beyond repair (a copy is in {copy}): "
            f"remove {folder} to start without what it held"
        )
    return True


def _check(program: Path, file: Path, account: Account, *options: str) -> bool:
    """Whether valkey-check-aof is content; valkey-server is it too, when called by that name."""
    checker = file.parent.parent / "valkey-check-aof"
    checker.unlink(missing_ok=True)
    checker.symlink_to(program)
    running = account.start((checker, *options, file), file.parent, stdin=subprocess.PIPE)
    running.communicate(b"y\n", timeout=LONGEST_S)
    checker.unlink()
    return running.returncode == 0


def _growing_file(folder: Path) -> str:
    """The file that was appended to, the only one that a kill can tear.

    Given the whole manifest, the checker of Valkey 9.1 takes the base file for damaged: it does
    not know the VALKEY header that the server writes.
    """
    lines = (folder / MANIFEST).read_text(errors="replace").splitlines()
    growing = [line.split()[1] for line in lines if line.endswith(" type i")]
    return growing[-1] if growing else MANIFEST
