"""The days to come, made in time: a mail whose day has no partition finds no place."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.db import Database, ensure_days
from regie.core.errors import RegieError
from regie.core.observe import get_logger

from .tables import mail

_log = get_logger(__name__)

LOOK_S: Final = 3600.0
"""There is room for two weeks, so that many looks may fail."""


class Room:
    def __init__(self, database: Database):
        self._database = database
        self._upkeep: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Tries at once, for a mail may be written at once; the database may be away, though."""
        made = await self._tried()
        self._upkeep = asyncio.create_task(self._keep_making(made=made))

    async def close(self) -> None:
        if self._upkeep is not None:
            self._upkeep.cancel()
            with suppress(asyncio.CancelledError):
                await self._upkeep
            self._upkeep = None

    async def make(self) -> None:
        async with self._database.begin() as connection:
            await ensure_days(connection, mail)

    async def _keep_making(self, *, made: bool) -> None:
        while True:
            await asyncio.sleep(LOOK_S if made else 1)
            made = await self._tried()

    async def _tried(self) -> bool:
        try:
            await self.make()
        except (RegieError, DBAPIError) as error:
            _log.warning("mail_room_not_made", error=type(error).__name__)
            return False
        return True
