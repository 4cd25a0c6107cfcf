"""Limiters on a server that a test may kill, hang or cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from regie.core.embedded import EmbeddedValkey
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
