"""A peer lives in a virtual environment of its own, with the versions of its lock and no other."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

_PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def environment_python(lock: Path) -> Path:
    """The interpreter for that lock; the environment is made at its first use, and again after
    the lock has changed. Needs a package index then, and nothing later."""
    folder = lock.parent / ".venv" / lock.stem
    python = folder / "bin" / "python"
    mark = folder / "installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == digest:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    for command in _commands(folder, python, lock):
        subprocess.run(command, check=True)
    mark.write_text(digest)
    return python


def locked_versions(lock: Path, names: Iterable[str]) -> dict[str, str]:
    pinned = dict(_PINNED.findall(lock.read_text(encoding="utf-8")))
    return {name: pinned[name] for name in names}


def _commands(folder: Path, python: Path, lock: Path) -> tuple[tuple[str, ...], ...]:
    hashed = ("--quiet", "--require-hashes", "-r", str(lock))
    uv = shutil.which("uv")
    if uv is not None:
        return (
            (uv, "venv", "--quiet", "--python", sys.executable, str(folder)),
            (uv, "pip", "install", "--python", str(python), *hashed),
        )
    return (
        (sys.executable, "-m", "venv", str(folder)),
        (str(python), "-m", "pip", "install", "--disable-pip-version-check", *hashed),
    )
