"""Who works, for health to see: a worker that falls silent without a farewell is missed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from sqlalchemy import text

from regie.core.db import Database
from regie.core.errors import Unavailable

from .away import DATABASE_ERRORS

HEARD_EVERY_S: Final = 5.0
SILENT_S: Final = 30.0
FORGOTTEN_S: Final = 600.0
"""So long a worker that fell silent is missed; one that was moved elsewhere is not for ever."""
OVERDUE_S: Final = 120.0

_HEARD: Final = text(
    """
    INSERT INTO core.job_workers (name) VALUES (:name)
    ON CONFLICT (name) DO UPDATE SET heard_at = now()
    """
)
_LEAVE: Final = text("DELETE FROM core.job_workers WHERE name = :name")
_FORGET: Final = text(
    "DELETE FROM core.job_workers WHERE heard_at < now() - make_interval(secs => :forgotten_s)"
)
_STATE: Final = text(
    """
    SELECT
        (SELECT count(*) FROM core.job_workers
            WHERE heard_at >= now() - make_interval(secs => :silent_s)),
        (SELECT count(*) FROM core.job_workers
            WHERE heard_at < now() - make_interval(secs => :silent_s)
            AND heard_at >= now() - make_interval(secs => :forgotten_s)),
        (SELECT CAST(extract(epoch FROM now() - min(due_at)) AS float8) FROM core.jobs
            WHERE state = 'queued')
    """
)


class Presence:
    def __init__(self, database: Database, worker: str):
        self._database = database
        self._worker = worker
        self._heard = asyncio.Event()

    def heard(self) -> None:
        self._heard.set()

    async def run(self) -> None:
        while True:
            await self._heard.wait()
            self._heard.clear()
            with suppress(*DATABASE_ERRORS):
                async with self._database.begin() as connection:
                    await connection.execute(_HEARD, {"name": self._worker})
                    await connection.execute(_FORGET, {"forgotten_s": FORGOTTEN_S})
            await asyncio.sleep(HEARD_EVERY_S)

    async def leave(self) -> None:
        with suppress(*DATABASE_ERRORS):
            async with self._database.begin() as connection:
                await connection.execute(_LEAVE, {"name": self._worker})


class JobsCheck:
    """Not required: an installation whose jobs wait is degraded, and serves.

    Raises when a worker has fallen silent while no other works, and when a job has been due for two
    minutes while no worker is heard of. A long queue before busy workers is no failure.
    """

    name = "jobs"
    required = False

    def __init__(self, database: Database):
        self._database = database

    async def ping(self) -> None:
        asked = {"silent_s": SILENT_S, "forgotten_s": FORGOTTEN_S}
        async with self._database.begin() as connection:
            working, silent, oldest_s = (await connection.execute(_STATE, asked)).one()
        if working:
            return
        if silent:
            raise Unavailable(f"{silent} job workers have fallen silent and none works")
        if oldest_s is not None and oldest_s > OVERDUE_S:
            raise Unavailable(f"no worker takes jobs; one has been due for {oldest_s:.0f} s")
