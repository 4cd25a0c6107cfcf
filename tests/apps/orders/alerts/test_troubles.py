"""What is a trouble, and what is none."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from regie.apps.orders.alerts.troubles import (
    ENOUGH,
    FROM_CACHE,
    FROM_DATABASE,
    Expected,
    Trouble,
    of_cache,
    of_source,
)
from regie.apps.orders.errors import SourceMissing
from regie.core.counters import Counters, MemoryLedger
from regie.core.sqlguard import SourceTimeout

from ..conftest import in_memory

TENANT = "main"


async def test_a_source_that_does_not_answer_is_one() -> None:
    source, memory = in_memory(lambda *_: ())
    memory.failure = lambda: SourceTimeout("silent")
    assert await of_source(source, Expected()) == Trouble("away", source.name, "source.timeout")


async def test_a_source_that_nobody_has_connected_is_none() -> None:
    source, memory = in_memory(lambda *_: ())
    memory.failure = SourceMissing
    assert await of_source(source, Expected()) is None


async def test_a_source_that_answers_is_none() -> None:
    source, _ = in_memory(lambda *_: ())
    assert await of_source(source, Expected(answer_s=60)) is None


async def test_a_source_that_takes_longer_than_expected_is_one() -> None:
    source, _ = in_memory(lambda *_: ())
    found = await of_source(source, Expected(answer_s=0))
    assert found is not None
    assert found.kind == "slow"


@pytest.mark.parametrize(
    ("hits", "misses", "told"),
    [
        (ENOUGH // 10, ENOUGH, "9 %"),
        (ENOUGH, ENOUGH, None),
        (1, ENOUGH // 2, None),
        (0, 0, None),
    ],
    ids=["few", "many", "too early to say", "nobody asked"],
)
async def test_a_cache_that_answers_little_is_one(hits: int, misses: int, told: str | None) -> None:
    counters = Counters(MemoryLedger(), ZoneInfo("Europe/Paris"))
    counters.count(TENANT, FROM_CACHE, hits)
    counters.count(TENANT, FROM_DATABASE, misses)
    await counters.flush()
    found = await of_cache(counters, TENANT, Expected(hit_rate=0.2))
    assert (found and found.figure) == told
