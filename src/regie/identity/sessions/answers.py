"""Asking PostgreSQL about sessions: many questions in one statement, few statements at a time.

When Valkey has forgotten everything, a thousand people come with sessions that must be read: that
is ten statements, not a thousand connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import islice
from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.db import Database
from regie.core.errors import RegieError, Unavailable
from regie.core.observe import get_logger

from .copies import Copy
from .reading import Key, read_copies

_log = get_logger(__name__)

AT_ONCE: Final = 2
"""Statements: they take connections of the pool from the work itself."""
MOST_TOGETHER: Final = 100
MOST_WAITING: Final = 2_000
WAIT_S: Final = 2.0
RETRY_S: Final = 2
_STATEMENT_S: Final = 5.0
"""Longer than anybody waits; a connection that says nothing is then given up."""

_Answer = asyncio.Future[Copy | None]


class SessionAnswers:
    """Whoever asks joins a statement that has not left: no answer is older than its question."""

    def __init__(self, database: Database):
        self._database = database
        self._waiting: dict[Key, _Answer] = {}
        self._asking: set[asyncio.Task[None]] = set()

    async def ask(self, key: Key) -> Copy | None:
        """By digest or number. None: it is over, or nobody's. Raises Unavailable when PostgreSQL
        is away, hangs, or has too much to answer already."""
        answer = self._waiting.get(key)
        if answer is None:
            if len(self._waiting) >= MOST_WAITING:
                raise Unavailable("too many sessions are to be read", retry_after_s=RETRY_S)
            answer = self._waiting[key] = asyncio.get_running_loop().create_future()
            answer.add_done_callback(_retrieved)
            if len(self._asking) < AT_ONCE:
                task = asyncio.create_task(self._ask_all())
                self._asking.add(task)
                task.add_done_callback(self._asking.discard)
        try:
            async with asyncio.timeout(WAIT_S):
                return await asyncio.shield(answer)
        except TimeoutError as silence:
            raise Unavailable("no answer about a session", retry_after_s=RETRY_S) from silence

    async def close(self) -> None:
        for task in self._asking:
            task.cancel()
        if self._asking:
            await asyncio.wait(self._asking)

    async def _ask_all(self) -> None:
        while self._waiting:
            keys = list(islice(self._waiting, MOST_TOGETHER))
            answers = [self._waiting.pop(key) for key in keys]
            try:
                found = await self._read(keys)
            except (RegieError, DBAPIError) as error:
                _log.warning("sessions_not_read", count=len(keys), error=type(error).__name__)
                for answer in answers:
                    answer.set_exception(error)
            else:
                for key, answer in zip(keys, answers, strict=True):
                    answer.set_result(found.get(key))

    async def _read(self, keys: Sequence[Key]) -> dict[Key, Copy]:
        try:
            async with asyncio.timeout(_STATEMENT_S), self._database.single() as connection:
                return await read_copies(connection, keys)
        except TimeoutError as silence:
            raise Unavailable("PostgreSQL says nothing", retry_after_s=RETRY_S) from silence


def _retrieved(answer: _Answer) -> None:
    """Or asyncio would report a failure that nobody waits for any more."""
    if not answer.cancelled():
        answer.exception()
