"""Where the requests of one process reserve and settle: those of a moment in one round trip.

While one statement is under way what comes meanwhile waits for the next: with few requests each has
a statement of its own, with many a statement has many of them, and one commit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

import msgspec

from regie.core.db import DirectConnection, StatementRefusedError
from regie.core.ending import end
from regie.core.errors import RegieError, Unavailable
from regie.core.observe import get_logger

from . import repository
from .domain import Count, Reserve, Settle
from .repository import Booked

_log = get_logger(__name__)

MOST_TOGETHER: Final = 100
MOST_LATE: Final = 10_000
"""Settlements that wait for the database: those of requests under way when it went, and answers
from the cache since. Of the latter what is above it is not counted."""
WAIT_S: Final = 5.0
_RETRY_S: Final = (0.25, 5.0)
_LAST_S: Final = 5.0


@dataclass(slots=True, eq=False)
class _Entry:
    op: Reserve | Settle
    answer: asyncio.Future[Booked] | None = field(default=None)


class Till:
    """Settlements are not waited for, and tried until they are booked: booking one twice changes
    nothing. What this process could not book when it ends expires, and has cost its reservation.

    No check: without PostgreSQL nothing can be reserved, which the database's own check tells.
    """

    name = "gateway_ledger"

    def __init__(self, connection: DirectConnection, zone: str, on_due: Callable[[], None]):
        self._connection = connection
        self._zone = zone
        self._on_due = on_due
        self._waiting: deque[_Entry] = deque()
        self._late: deque[_Entry] = deque()
        self._working: asyncio.Task[None] | None = None
        self._retrying: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Asks at first use only."""

    async def close(self) -> None:
        """What waits has a few seconds."""
        if self._late:
            self._waiting.extend(self._late)
            self._late.clear()
            self._begin()
        if self._working is not None:
            await asyncio.wait([self._working], timeout=_LAST_S)
        await end(*(task for task in (self._working, self._retrying) if task is not None))
        if self._waiting or self._late:
            _log.warning("settlements_left", count=len(self._waiting) + len(self._late))
        await self._connection.close()

    async def reserve(self, wanted: Reserve) -> Booked:
        """Raises Unavailable when PostgreSQL is away or silent; nothing was reserved then, or it
        is given back."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Booked] = loop.create_future()
        self._put(_Entry(wanted, answer))
        patience = loop.call_later(WAIT_S, _end_wait, answer)
        try:
            return await answer
        finally:
            patience.cancel()

    def settle(self, op: Settle) -> None:
        self._put(_Entry(op))

    def _put(self, entry: _Entry) -> None:
        self._waiting.append(entry)
        self._begin()

    def _begin(self) -> None:
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())

    async def _work(self) -> None:
        await asyncio.sleep(0)  # what comes in this turn of the loop comes along
        while self._waiting:
            count = min(len(self._waiting), MOST_TOGETHER)
            await self._book([self._waiting.popleft() for _ in range(count)])

    async def _book(self, entries: Sequence[_Entry]) -> None:
        ops = [msgspec.structs.replace(entry.op, n=n) for n, entry in enumerate(entries)]
        try:
            async with asyncio.timeout(WAIT_S):
                booked = await repository.book(self._connection, ops, self._zone)
        except (RegieError, TimeoutError) as error:
            self._unbooked(entries, error)
        except StatementRefusedError as error:
            await self._one_by_one(entries, error)
        else:
            for answer in booked:
                self._answer(entries[answer.n], answer)
            if any(answer.is_due for answer in booked):
                self._on_due()

    async def _one_by_one(self, entries: Sequence[_Entry], error: StatementRefusedError) -> None:
        """So that one which the database refuses does not hold up the others."""
        if len(entries) > 1:
            for entry in entries:
                await self._book([entry])
            return
        entry = entries[0]
        _log.error("booking_refused", op=type(entry.op).__name__, exc_info=error)
        if entry.answer is not None and not entry.answer.done():
            entry.answer.set_exception(Unavailable("the ledger refused"))

    def _answer(self, entry: _Entry, booked: Booked) -> None:
        if entry.answer is None:
            return
        if not entry.answer.done():
            entry.answer.set_result(booked)
        elif booked.answer == "reserved":
            self._give_back(entry)

    def _unbooked(self, entries: Sequence[_Entry], error: Exception) -> None:
        """Of a COMMIT whose answer was lost nobody knows, so what it may have reserved goes back
        as soon as it can."""
        _log.warning("ledger_away", count=len(entries), reason=type(error).__name__)
        for entry in entries:
            if entry.answer is None:
                self._keep_late(entry)
                continue
            if not entry.answer.done():
                entry.answer.set_exception(Unavailable("the ledger is away", retry_after_s=2))
            self._keep_late(_Entry(released(entry.op)))
        if self._retrying is None or self._retrying.done():
            self._retrying = asyncio.create_task(self._retry())

    def _keep_late(self, entry: _Entry) -> None:
        if len(self._late) < MOST_LATE or not isinstance(entry.op, Count):
            self._late.append(entry)

    async def _retry(self) -> None:
        pause_s, longest_s = _RETRY_S
        while self._late:
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, longest_s)
            tried = [self._late.popleft() for _ in range(min(len(self._late), MOST_TOGETHER))]
            await self._book(tried)

    def _give_back(self, entry: _Entry) -> None:
        self.settle(released(entry.op))


def _end_wait(answer: asyncio.Future[Booked]) -> None:
    if not answer.done():
        answer.set_exception(Unavailable("the ledger says nothing", retry_after_s=2))


def released(op: Reserve | Settle) -> Settle:
    """Nothing was asked of anybody: it costs nothing."""
    return Settle(
        tenant=op.tenant,
        key_id=op.key_id,
        id=op.id,
        amount=0,
        model=op.model,
        price_in=op.price_in,
        price_out=op.price_out,
        provider=None,
        outcome="left",
        tokens_in=0,
        tokens_out=0,
        estimated=False,
    )


def new_id() -> str:
    """As PostgreSQL reads a uuid: two thirds less work than making one here."""
    return token_hex(16)
