"""Caches of several processes, as far as one process can play them, on a Valkey of their own."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from cacheplay import Installation
from regie.core.embedded import EmbeddedHome, EmbeddedValkey, open_home


@pytest.fixture(scope="module")
def cache_home() -> Iterator[EmbeddedHome]:
    folder = Path(tempfile.mkdtemp(prefix="regie-cache-"))
    home = open_home(folder / "home", state_memory_mb=16)
    yield home
    home.cache.stop(quick=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def server(cache_home: EmbeddedHome) -> EmbeddedValkey:
    """Runs at the beginning of each test; a test may do with it what it likes."""
    if not cache_home.cache.alive():
        await asyncio.to_thread(cache_home.cache.start)
    return cache_home.cache


@pytest.fixture
async def state_server(cache_home: EmbeddedHome) -> AsyncIterator[EmbeddedValkey]:
    await asyncio.to_thread(cache_home.state.start)
    yield cache_home.state
    await asyncio.to_thread(lambda: cache_home.state.stop(quick=True))


@pytest.fixture
async def installation(server: EmbeddedValkey) -> AsyncIterator[Installation]:
    made = Installation(server.url)
    yield made
    await made.close()
