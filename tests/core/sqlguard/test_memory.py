from __future__ import annotations

import pytest

from regie.core.sqlguard import Limits, MemorySource, ResultTooLarge, SourceTimeout


async def test_it_answers_with_what_it_is_given() -> None:
    source = MemorySource(lambda _, parameters: [{"asked": parameters[0]}])
    assert (await source.fetch("SELECT $1 AS asked", "x"))[0]["asked"] == "x"


async def test_it_has_the_same_cap_as_a_server() -> None:
    source = MemorySource(lambda *_: [{}] * 3, limits=Limits(rows=2))
    with pytest.raises(ResultTooLarge):
        await source.fetch("SELECT")


async def test_it_fails_as_it_is_told() -> None:
    source = MemorySource(lambda *_: [])
    source.failure = SourceTimeout
    with pytest.raises(SourceTimeout):
        await source.ping()
