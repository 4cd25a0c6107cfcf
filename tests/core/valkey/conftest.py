"""A link to a server that a test may kill, hang or cut off."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from regie.core.embedded import EmbeddedHome, EmbeddedValkey, open_home
from regie.core.valkey import ValkeyLink, WireLimits

NewLink = Callable[..., ValkeyLink]


@pytest.fixture(scope="module")
def doomed_home() -> Iterator[EmbeddedHome]:
    folder = Path(tempfile.mkdtemp(prefix="regie-link-"))
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
async def new_link() -> AsyncIterator[NewLink]:
    """Makes links that are closed after the test."""
    made: list[ValkeyLink] = []

    def make(server: EmbeddedValkey | str, **options: object) -> ValkeyLink:
        url = server if isinstance(server, str) else server.url
        made.append(ValkeyLink("shared", url, **options))
        return made[-1]

    yield make
    for link in made:
        await link.close()


@pytest.fixture
async def link(new_link: NewLink, valkey: EmbeddedValkey) -> ValkeyLink:
    link = new_link(valkey, limits=WireLimits(answer_s=2))
    await link.open()
    await link.send("FLUSHDB")
    return link
