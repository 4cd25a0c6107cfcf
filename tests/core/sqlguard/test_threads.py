"""A driver that blocks, and sometimes never comes back, seen through the reader."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence

import pytest
from prometheus_client import CollectorRegistry

from regie.core.sqlguard import (
    Limits,
    Proof,
    SourceMetrics,
    SourceTimeout,
    SourceUnavailable,
    read_address,
)
from regie.core.sqlguard.address import Address
from regie.core.sqlguard.driver import Driver
from regie.core.sqlguard.reader import GuardedReader
from regie.core.sqlguard.source import CatalogueTable
from regie.core.sqlguard.threads import ThreadedConnection, Threads, open_in_thread

QUICK = Limits(
    connections=2,
    connections_lost=1,
    statement_s=0.05,
    grace_s=0.05,
    farewell_s=0.05,
    failures_to_open=99,
)


class Stuck:
    """A database whose driver hangs, until it is let go: at a statement, or at its login."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.heeds_interrupts = False
        self.hangs_at_login = False
        self.sessions: list[Session] = []


class Session:
    def __init__(self, stuck: Stuck):
        self._stuck = stuck
        self._interrupted = threading.Event()
        self.closed = False
        stuck.sessions.append(self)
        if stuck.hangs_at_login:
            stuck.go.wait(20)

    def fetch(self, query: str, _: tuple[object, ...]) -> Sequence[dict[str, object]]:
        if query == "hang":
            (self._interrupted if self._stuck.heeds_interrupts else self._stuck.go).wait(20)
        return [{"thread": threading.get_ident()}]

    def cleanse(self) -> bool:
        return True

    def interrupt(self) -> None:
        self._interrupted.set()

    def close(self) -> None:
        self.closed = True

    def is_closed(self) -> bool:
        return self.closed


@pytest.fixture
def stuck() -> Stuck:
    return Stuck()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


Open = Callable[[Limits], GuardedReader]


@pytest.fixture
async def open_stuck(stuck: Stuck, registry: CollectorRegistry) -> AsyncIterator[Open]:
    async def connect(_: Address, __: Limits, threads: Threads) -> ThreadedConnection[Session]:
        return await open_in_thread(threads, lambda: Session(stuck))

    async def prove(*_: object) -> Proof:
        return Proof(())

    async def catalogue(_: object) -> Sequence[CatalogueTable]:
        return ()

    driver = Driver("mysql", connect, lambda sql, *_: sql, prove, catalogue)
    opened: list[GuardedReader] = []
    metrics = SourceMetrics(registry)

    def make(limits: Limits = QUICK) -> GuardedReader:
        address = read_address("mysql://nobody@localhost/nothing")
        opened.append(GuardedReader("stuck", address, driver, limits, metrics=metrics))
        return opened[-1]

    yield make
    stuck.go.set()
    for source in opened:
        await source.close()


def lost(registry: CollectorRegistry) -> float | None:
    return registry.get_sample_value("regie_source_connections_lost", {"source": "stuck"})


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what a thread did is looked for
            await asyncio.sleep(0.01)


async def test_a_connection_keeps_its_thread(open_stuck: Open) -> None:
    source = open_stuck(Limits(connections=1))
    first, second = [(await source.fetch("x"))[0]["thread"] for _ in range(2)]
    assert first == second != threading.get_ident()


async def test_a_caller_is_answered_while_the_driver_hangs(open_stuck: Open) -> None:
    with pytest.raises(SourceTimeout):
        await open_stuck(QUICK).fetch("hang")


async def test_a_driver_that_heeds_an_interrupt_loses_no_connection(
    open_stuck: Open, stuck: Stuck, registry: CollectorRegistry
) -> None:
    stuck.heeds_interrupts = True
    source = open_stuck(QUICK)
    with pytest.raises(SourceTimeout):
        await source.fetch("hang")
    await until(lambda: stuck.sessions[0].closed)
    assert not lost(registry)


async def test_a_driver_that_hangs_on_is_lost_and_counted(
    open_stuck: Open, registry: CollectorRegistry
) -> None:
    with pytest.raises(SourceTimeout):
        await open_stuck(QUICK).fetch("hang")
    await until(lambda: lost(registry) == 1)


async def test_a_connection_that_was_lost_is_closed_and_forgotten_when_it_comes_back(
    open_stuck: Open, stuck: Stuck, registry: CollectorRegistry
) -> None:
    with pytest.raises(SourceTimeout):
        await open_stuck(QUICK).fetch("hang")
    await until(lambda: lost(registry) == 1)
    stuck.go.set()
    await until(lambda: lost(registry) == 0)
    assert stuck.sessions[0].closed


async def hang_all(source: GuardedReader, registry: CollectorRegistry) -> None:
    for number in range(QUICK.threads):
        with pytest.raises(SourceTimeout):
            await source.fetch("hang")
        await until(lambda: lost(registry) == number + 1)  # noqa: B023 - looked at in the loop


async def test_threads_that_hang_never_become_more_than_agreed(
    open_stuck: Open, stuck: Stuck, registry: CollectorRegistry
) -> None:
    source = open_stuck(QUICK)
    await hang_all(source, registry)
    for _ in range(5):
        with pytest.raises(SourceUnavailable):
            await source.fetch("hang")
    assert len(stuck.sessions) == QUICK.threads


async def test_when_all_hang_a_reader_is_told_so_at_once(
    open_stuck: Open, registry: CollectorRegistry
) -> None:
    source = open_stuck(QUICK)
    await hang_all(source, registry)
    with pytest.raises(SourceUnavailable, match="hang in the driver"):
        await source.fetch("x")


async def test_when_they_come_back_it_is_read_again(
    open_stuck: Open, stuck: Stuck, registry: CollectorRegistry
) -> None:
    source = open_stuck(QUICK)
    await hang_all(source, registry)
    stuck.go.set()
    await until(lambda: lost(registry) == 0)
    assert len(await source.fetch("x")) == 1


async def test_a_login_that_hangs_is_left_too_and_closed_when_it_succeeds(
    open_stuck: Open, stuck: Stuck
) -> None:
    stuck.hangs_at_login = True
    with pytest.raises(SourceTimeout):
        await open_stuck(QUICK).fetch("x")
    stuck.go.set()
    await until(lambda: stuck.sessions[0].closed)


async def test_what_became_of_statements_is_counted(
    open_stuck: Open, registry: CollectorRegistry
) -> None:
    source = open_stuck(QUICK)
    await source.fetch("x")
    with pytest.raises(SourceTimeout):
        await source.fetch("hang")
    counted = {
        outcome: registry.get_sample_value(
            "regie_source_statements_total",
            {"source": "stuck", "engine": "mysql", "outcome": outcome},
        )
        for outcome in ("answered", "timeout")
    }
    assert counted == {"answered": 1, "timeout": 1}
