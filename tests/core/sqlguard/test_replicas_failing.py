"""A copy that fails while it is read, and the primary behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from regie.core.errors import RegieError
from regie.core.observe import count_statements
from regie.core.sqlguard import (
    Limits,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
    read_address,
)
from regie.core.sqlguard.address import Address
from regie.core.sqlguard.driver import Driver, Fetch
from regie.core.sqlguard.reader import GuardedReader
from regie.core.sqlguard.replicas import ReplicatedSource
from regie.core.sqlguard.source import Row
from regie.core.sqlguard.threads import Threads

LIMITS = Limits(statement_s=0.2, grace_s=0.1, failures_to_open=99)


class Server:
    """Says who it is; fails as it is told to, after so long."""

    def __init__(self, name: str):
        self.name = name
        self.failure: RegieError | None = None
        self.takes_s = 0.0

    async def fetch(self, query: str, *_: object) -> Sequence[Row]:
        if query == "lag":
            return [{"lag": 0.0}]
        await asyncio.sleep(self.takes_s)
        if self.failure is not None:
            raise self.failure
        return [{"server": self.name}]

    async def cleanse(self) -> bool:
        return True

    async def close(self, timeout_s: float) -> None:
        """Nothing to close."""

    def is_closed(self) -> bool:
        return False


class Pair:
    def __init__(self) -> None:
        self.now = 0.0
        self.primary, self.copy = Server("primary"), Server("copy")
        readers = [_reader(server) for server in (self.primary, self.copy)]
        self.source = ReplicatedSource(readers[0], readers[1:], max_lag_s=30, now=lambda: self.now)

    async def read(self) -> str:
        return (await self.source.fetch("who"))[0]["server"]


def _reader(server: Server) -> GuardedReader:
    async def connect(_: Address, __: Limits, ___: Threads) -> Server:
        return server

    async def lag(fetch: Fetch) -> float:
        return (await fetch("lag"))[0]["lag"]

    async def nothing(*_: object) -> None:
        raise NotImplementedError

    driver = Driver("mysql", connect, lambda sql, *_: sql, nothing, nothing, lag)  # type: ignore[arg-type]
    return GuardedReader(server.name, read_address("mysql://u@localhost/x"), driver, LIMITS)


@pytest.fixture
async def pair() -> Pair:
    pair = Pair()
    while await pair.read() != "copy":  # noqa: ASYNC110 - a few turns of the loop
        await asyncio.sleep(0)
    return pair


@pytest.mark.parametrize("failure", [SourceUnavailable("away"), SourceRefused("a conflict")])
async def test_what_a_copy_cannot_answer_the_primary_does(pair: Pair, failure: RegieError) -> None:
    pair.copy.failure = failure
    assert await pair.read() == "primary"


async def test_a_copy_that_is_silent_keeps_one_reader_waiting_and_not_the_next(pair: Pair) -> None:
    pair.copy.takes_s = 20
    with pytest.raises(SourceTimeout):
        await pair.read()
    assert await pair.read() == "primary"


async def test_both_together_have_the_time_of_one_answer(pair: Pair) -> None:
    pair.copy.failure, pair.copy.takes_s = SourceUnavailable("away"), 0.2
    pair.primary.takes_s = 0.2
    with pytest.raises(SourceTimeout):
        await pair.read()


async def test_after_a_night_in_which_nobody_read_a_copy_is_not_trusted_unseen(pair: Pair) -> None:
    pair.now += 8 * 3600
    assert await pair.read() == "primary"


async def test_looks_at_the_lag_are_no_statements_of_the_request_that_sets_them_off() -> None:
    pair, turns = Pair(), 0
    with count_statements() as counter:
        while await pair.read() != "copy":
            turns += 1
            await asyncio.sleep(0)
    assert counter.count == turns + 1
