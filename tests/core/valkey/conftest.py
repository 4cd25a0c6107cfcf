"""A link to a server that a test may kill, hang or cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from regie.core.embedded import EmbeddedValkey
from regie.core.valkey import ValkeyLink, WireLimits

NewLink = Callable[..., ValkeyLink]


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
