"""Servers of these tests alone, which they may kill."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from regie.core.embedded import EmbeddedHome, EmbeddedPostgres, EmbeddedValkey, open_home

Server = EmbeddedPostgres | EmbeddedValkey


@pytest.fixture(scope="session")
def lab() -> Iterator[EmbeddedHome]:
    folder = Path(tempfile.mkdtemp(prefix="regie-lab-"))
    home = open_home(folder / "home")
    yield home
    for server in (home.postgres, home.cache, home.state):
        server.stop(quick=True)
    shutil.rmtree(folder)


def kill(server: Server) -> None:
    """All of its processes, at once and without a word."""
    processes = server.processes()
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=10)
