"""Reports are written together: while one statement runs, the next ones gather."""

from __future__ import annotations

import asyncio
from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.db import Database, ensure_days
from regie.core.errors import RegieError
from regie.core.observe import get_logger

from .leases import Report, report
from .tables import outbox_ended

_log = get_logger(__name__)

DATABASE_ERRORS: Final = (RegieError, DBAPIError)
PAUSE_S: Final = 0.5


class Reporter:
    """Tries for as long as the database is away. By then a lease may have ended, another relay may
    have the row, and the report is refused: what was done twice is seen in the metrics."""

    def __init__(self, database: Database, writing: asyncio.Lock):
        """`writing` keeps this process's prolongations apart from its reports: both lock several
        rows in no particular order, which PostgreSQL would have to solve as a deadlock."""
        self._database = database
        self._writing = writing
        self._waiting: list[tuple[Report, asyncio.Future[bool]]] = []
        self._wake = asyncio.Event()

    async def write(self, given: Report) -> bool:
        """Whether the database accepted it."""
        accepted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((given, accepted))
        self._wake.set()
        return await accepted

    async def run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            batch, self._waiting = self._waiting, []
            tokens = await self._flush([given for given, _ in batch])
            for given, accepted in batch:
                if not accepted.done():
                    accepted.set_result(given.token in tokens)

    async def _flush(self, reports: list[Report]) -> set[tuple[int, int]]:
        while True:
            try:
                async with self._writing, self._database.begin() as connection:
                    return await report(connection, reports)
            except DATABASE_ERRORS as error:
                _log.warning("outbox_report_delayed", error=type(error).__name__)
            await asyncio.sleep(PAUSE_S)
            await self._make_room()

    async def _make_room(self) -> None:
        """For the one refusal that waiting would not cure: the database's clock leapt to a day
        for which there is no partition."""
        try:
            async with self._database.begin() as connection:
                await ensure_days(connection, outbox_ended)
        except DATABASE_ERRORS:
            return
