"""Asking PostgreSQL who somebody is: many questions in one statement, few statements at a time.

When Valkey has forgotten everything, a thousand people come with sessions that must be read: that
is ten statements, not a thousand connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import Final, Generic, TypeVar, cast

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.ending import end
from regie.core.errors import RegieError, Unavailable
from regie.core.observe import get_logger

_log = get_logger(__name__)

AT_ONCE: Final = 2
"""Statements: they take connections of the pool from the work itself."""
MOST_TOGETHER: Final = 100
MOST_WAITING: Final = 2_000
WAIT_S: Final = 2.0
RETRY_S: Final = 2
_STATEMENT_S: Final = 5.0
"""Longer than anybody waits; a connection that says nothing is then given up."""

K = TypeVar("K")
C = TypeVar("C")
Read = Callable[[AsyncConnection, Sequence[K]], Awaitable[dict[K, C]]]
"""What is over, or nobody's, is not in the answer."""


class Answers(Generic[K, C]):
    """Whoever asks joins a statement that has not left: no answer is older than its question."""

    def __init__(self, database: Database, read: Read[K, C]):
        self._database = database
        self._read_all = read
        self._waiting: dict[K, asyncio.Future[C | None]] = {}
        self._asking: set[asyncio.Task[None]] = set()

    async def ask(self, key: K) -> C | None:
        """None: it is over, or nobody's. Raises Unavailable when PostgreSQL
        is away, hangs, or has too much to answer already."""
        answer = self._waiting.get(key)
        if answer is None:
            if len(self._waiting) >= MOST_WAITING:
                raise Unavailable("too much is to be read", retry_after_s=RETRY_S)
            answer = self._waiting[key] = asyncio.get_running_loop().create_future()
            answer.add_done_callback(_retrieved)
            if len(self._asking) < AT_ONCE:
                self._asking.add(asyncio.create_task(self._ask_all()))
        try:
            async with asyncio.timeout(WAIT_S):
                return await asyncio.shield(answer)
        except TimeoutError as silence:
            raise Unavailable("no answer about who this is", retry_after_s=RETRY_S) from silence

    async def open(self) -> None:
        """Asks at first use only."""

    async def close(self) -> None:
        await end(*self._asking)

    async def _ask_all(self) -> None:
        try:
            while self._waiting:
                await self._ask_together()
        finally:  # at once, not when the loop gets to it: who asks meanwhile would wait for nobody
            self._asking.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _ask_together(self) -> None:
        keys = list(islice(self._waiting, MOST_TOGETHER))
        answers = [self._waiting.pop(key) for key in keys]
        try:
            found = await self._read(keys)
        except (RegieError, DBAPIError) as error:
            _log.warning("identities_not_read", count=len(keys), error=type(error).__name__)
            for answer in answers:
                answer.set_exception(error)
        else:
            for key, answer in zip(keys, answers, strict=True):
                answer.set_result(found.get(key))

    async def _read(self, keys: Sequence[K]) -> dict[K, C]:
        try:
            async with asyncio.timeout(_STATEMENT_S), self._database.single() as connection:
                return await self._read_all(connection, keys)
        except TimeoutError as silence:
            raise Unavailable("PostgreSQL says nothing", retry_after_s=RETRY_S) from silence


def _retrieved(answer: asyncio.Future[C | None]) -> None:
    """Or asyncio would report a failure that nobody waits for any more."""
    if not answer.cancelled():
        answer.exception()
