"""One installation for all cells of the table."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .capabilities import all_kept, job
from .site import Site, running

DISK_MB = 900


@pytest.fixture(scope="session")
def disk() -> Iterator[Path]:
    """A folder with a disk of its own where one can be mounted, which wants root."""
    folder = Path(tempfile.mkdtemp(prefix="regie-degraded-"))
    folder.chmod(0o711)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=711", "tmpfs", str(folder)]
    mounted = shutil.which("mount") and subprocess.run(mount, check=False).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def site(disk: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running(disk, port) as site:
        job(site)
        assert all_kept(site), site.log.read_text()[-3000:]  # job workers come up after the others
        yield site
