"""A Valkey that is away fails at once and is asked again at the next call."""

from __future__ import annotations

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from regie.core.embedded import EmbeddedValkey
from regie.core.errors import Timeout, Unavailable
from regie.core.valkey import Valkey


async def test_a_server_that_answers_is_up(valkey: EmbeddedValkey) -> None:
    resource = Valkey("cache", valkey.url)
    await resource.open()
    await resource.ping()
    await resource.close()


async def test_a_server_that_is_away_is_noticed_at_opening_of_the_first_call() -> None:
    resource = Valkey("cache", "unix:///nonexistent/valkey.sock")
    await resource.open()
    with pytest.raises(RedisConnectionError):
        await resource.ping()
    await resource.close()


async def test_a_server_that_says_nothing_is_told_from_one_that_is_away(
    doomed: EmbeddedValkey,
) -> None:
    resource = Valkey("cache", doomed.url)
    await resource.open()
    await resource.ping()
    for process in doomed.processes():
        process.suspend()
    try:
        with pytest.raises(Timeout):
            await resource.ping()
    finally:
        for process in doomed.processes():
            process.resume()
        await resource.close()


def test_before_opening_it_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        _ = Valkey("cache", "redis://h").client
