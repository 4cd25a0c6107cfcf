"""The few connections to a source, without a source."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextvars import ContextVar

import pytest

from regie.core.sqlguard import Limits, SourceUnavailable
from regie.core.sqlguard.pool import Pool

REQUEST: ContextVar[str] = ContextVar("REQUEST", default="nobody's")


class Opened:
    """A connection to nothing, which says in whose context it was closed."""

    def __init__(self) -> None:
        self.closed_by: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def fetch(self, query: str, *args: object) -> Sequence[dict[str, object]]:
        raise NotImplementedError

    async def cleanse(self) -> bool:
        return True

    async def close(self, timeout_s: float) -> None:  # noqa: ARG002 - a protocol's
        self.closed_by.set_result(REQUEST.get())

    def is_closed(self) -> bool:
        return self.closed_by.done()


class Source:
    def __init__(self) -> None:
        self.opened: list[Opened] = []

    async def connect(self) -> Opened:
        self.opened.append(Opened())
        return self.opened[-1]


async def test_who_waits_when_the_pool_closes_gets_no_connection() -> None:
    source = Source()
    pool = Pool(source.connect, Limits(connections=1))
    lease = await pool.borrow()
    waits = asyncio.ensure_future(pool.borrow())
    await asyncio.sleep(0)
    await pool.close()
    pool.give_back(lease)
    with pytest.raises(SourceUnavailable):
        await waits
    assert len(source.opened) == 1


async def test_all_who_wait_when_the_pool_closes_are_told() -> None:
    pool = Pool(Source().connect, Limits(connections=1, waiting=3))
    lease = await pool.borrow()
    wait = [asyncio.ensure_future(pool.borrow()) for _ in range(3)]
    await asyncio.sleep(0)
    await pool.close()
    pool.give_back(lease)
    told = await asyncio.gather(*wait, return_exceptions=True)
    assert [type(each) for each in told] == [SourceUnavailable] * 3


async def test_what_nobody_needs_is_closed_in_no_requests_context() -> None:
    source = Source()
    pool = Pool(source.connect, Limits(idle_s=0.01, connections_kept=0))
    REQUEST.set("the first one's")
    pool.give_back(await pool.borrow())
    assert await source.opened[0].closed_by == "nobody's"
