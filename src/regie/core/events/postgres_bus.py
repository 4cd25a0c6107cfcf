"""Over PostgreSQL's NOTIFY, for an installation without Redis.

PostgreSQL repeats nothing to a connection that was lost: its readers look anew then. Each send is a
small transaction that does not wait for the disk, for what it says is worth nothing after a crash.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl, listen
from regie.core.ending import end
from regie.core.errors import RegieError, Unavailable

from .bus import Inbox
from .event import seal_mark

CHANNEL: Final = "regie_events"
FIRST_CONNECTION_S: Final = 2.0
SILENCE_S: Final = 5.0
"""Then the connection is asked whether it lives."""

_TELL: Final = text(
    """
    SELECT set_config('synchronous_commit', 'off', true), count(pg_notify(:channel, payload))
    FROM unnest(CAST(:payloads AS text[])) AS payload
    """
)


class PostgresBus:
    """Holds one connection of its own, outside the pool; `url` leads to the same database."""

    def __init__(self, database: Database, url: DatabaseUrl):
        self._database = database
        self._url = url
        self._hears = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._marking: asyncio.Task[None] | None = None

    def attach(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def open(self) -> None:
        self._listening = asyncio.create_task(
            listen(
                self._url,
                CHANNEL,
                heard=self._inbox.receive,
                connected=self._connected,
                lost=self._hears.clear,
                silence_s=SILENCE_S,
            )
        )
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_CONNECTION_S):
                await self._hears.wait()

    async def close(self) -> None:
        await end(self._listening, self._marking)

    async def ping(self) -> None:
        if not self._hears.is_set():
            raise Unavailable("the events' channel is not listened to")

    async def send(self, payloads: Sequence[bytes]) -> None:
        told = {"channel": CHANNEL, "payloads": [payload.decode() for payload in payloads]}
        async with self._database.begin() as connection:
            await connection.execute(_TELL, told)

    def _connected(self) -> None:
        self._inbox.begin_anew()
        self._hears.set()
        self._marking = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        """A position that all processes know, so that readers may change over."""
        with suppress(RegieError):
            await self.send([seal_mark()])
