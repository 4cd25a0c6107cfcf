"""Limiters on a server that a test may kill, hang or cut off."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from regie.core.embedded import EmbeddedHome, EmbeddedValkey, open_home
from regie.core.limits import Limiter, MemoryBuckets, Names, ValkeyBuckets
from regie.core.valkey import ValkeyLink, WireLimits

NAMES = Names(b"a secret of the tests")


@pytest.fixture
async def link(valkey: EmbeddedValkey) -> AsyncIterator[ValkeyLink]:
    link = ValkeyLink("limits", valkey.url, limits=WireLimits(answer_s=5))
    await link.open()
    await link.send("FLUSHDB")
    yield link
    await link.close()


@pytest.fixture(scope="module")
def doomed_home() -> Iterator[EmbeddedHome]:
    folder = Path(tempfile.mkdtemp(prefix="regie-limits-"))
    home = open_home(folder / "home")
    yield home
    home.cache.stop(quick=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def doomed(doomed_home: EmbeddedHome) -> EmbeddedValkey:
    """A server that runs at the beginning of each test."""
    if not doomed_home.cache.alive():
        await asyncio.to_thread(doomed_home.cache.start)
    return doomed_home.cache


@pytest.fixture
async def doomed_link(doomed: EmbeddedValkey) -> AsyncIterator[ValkeyLink]:
    link = ValkeyLink("limits", doomed.url)
    await link.open()
    await link.send("FLUSHDB")
    yield link
    await link.close()


@pytest.fixture
def limiter(doomed_link: ValkeyLink) -> Limiter:
    """One of four processes."""
    return Limiter(ValkeyBuckets(doomed_link, NAMES), MemoryBuckets(NAMES), processes=4)
