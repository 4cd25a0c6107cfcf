from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from operations.original import PASSPHRASE, Original, make_original
from regie.core.settings import Settings
from regie.operations.backup import BackupReport, backup
from regie.operations.restored_databases import stop_embedded


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A short path, for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="regie-ops-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def original(place: Path) -> Original:
    return make_original(place / "original")


@pytest.fixture(scope="session")
def backed_up(original: Original, place: Path) -> BackupReport:
    return backup(original.settings, place)


@pytest.fixture(scope="session")
def sealed(original: Original, place: Path) -> BackupReport:
    return backup(original.settings, place, passphrase=PASSPHRASE)


@pytest.fixture
def empty(place: Path) -> Iterator[Settings]:
    """A home that does not exist; all that is made for it is removed."""
    folder = Path(tempfile.mkdtemp(dir=place))
    yield Settings(env="demo", home=folder / "home")
    for draft in folder.glob(".*.regie-draft"):
        stop_embedded(draft / "home")
    shutil.rmtree(folder)


@pytest.fixture
def mounted(place: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a file system in memory of the size; skips where that is not allowed."""
    mounts: list[Path] = []

    def mount(size: str) -> Path:
        folder = Path(tempfile.mkdtemp(dir=place))
        command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
        try:
            subprocess.run(command, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("this user may not mount a file system")
        mounts.append(folder)
        return folder

    yield mount
    for folder in mounts:
        subprocess.run(["umount", str(folder)], check=True)
