"""What this process knows of the latest changes of people's rights and sessions.

Everything that is remembered of a person carries the version of that person at which it was read.
A process hears of newer versions by NOTIFY, within milliseconds, and because a notification can be
lost it asks as well, twice a second. Who has not been answered for a second knows nothing, and
remembers nothing then: see `fresh`.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any, Final

from regie.core.db import Database, listen
from regie.core.ending import end
from regie.core.observe import get_logger
from regie.identity.people.changes import CHANNEL

_log = get_logger(__name__)

ASK_EVERY_S: Final = 0.5
FRESH_S: Final = 1.0
"""How long after its COMMIT a change may go unnoticed: the answer of then no longer counts."""
SILENT_S: Final = 5.0
"""After that it is told of: a machine that is held up for a moment hears nothing for as long."""
REMEMBERED_S: Final = 1800.0
"""Twice as long as any copy is believed, and more: then none of an older version is left."""
_FIRST_CONNECTION_S: Final = 2.0

# Of transactions that had not ended when the last snapshot was taken, this one's may hold rows that
# were written long ago: they are found by their transaction's number, not by the time.
_SINCE: Final = """
    SELECT extract(epoch FROM clock_timestamp())::float8 AS now,
        pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon,
        coalesce(array_agg(person_id), '{}') AS people,
        coalesce(array_agg(version), '{}') AS versions
    FROM identity.change
    WHERE xact >= $1 AND ($1 > 0 OR at > now() - make_interval(secs => $2))
"""


class ChangeTail:
    """A resource of processes that serve people. Holds one connection of its own, outside the pool:
    where the pool is exhausted it still hears."""

    name = "changes"
    required = False

    def __init__(self, database: Database):
        self._database = database
        self._listening: asyncio.Task[None] | None = None
        self._answered = asyncio.Event()
        self._asked_at = float("-inf")
        self._ahead_s = 0.0
        self._horizon = 0
        self._versions: dict[int, int] = {}
        self._noted_at: dict[int, float] = {}
        self._forget_at = 0.0

    @property
    def fresh(self) -> bool:
        """Whether every change that was committed more than a second ago is known here."""
        return monotonic() - self._asked_at < FRESH_S

    def now(self) -> float:
        """The database's clock, in seconds since 1970; while `fresh` it is right to a few ms."""
        return monotonic() + self._ahead_s

    def knows_newer(self, person_id: int, version: int, /) -> bool:
        return self._versions.get(person_id, 0) > version

    async def ping(self) -> None:
        """Without changes nobody is known but by asking PostgreSQL at each request."""
        if monotonic() - self._asked_at > SILENT_S:
            raise TimeoutError("no changes are heard")

    async def open(self) -> None:
        """Waits for the first answer for two seconds at most."""
        if self._listening is None:
            self._listening = asyncio.create_task(
                listen(
                    self._database.url,
                    CHANNEL,
                    heard=self._heard,
                    connected=self._connected,
                    ask=self._ask,
                    silence_s=ASK_EVERY_S,
                )
            )
        try:
            async with asyncio.timeout(_FIRST_CONNECTION_S):
                await self._answered.wait()
        except TimeoutError:
            _log.warning("changes_not_heard_yet")

    async def close(self) -> None:
        if self._listening is not None:
            await end(self._listening)
            self._listening = None
        self._asked_at = float("-inf")

    def _connected(self) -> None:
        """Perhaps of another server, which counts its transactions anew."""
        self._horizon = 0

    def _heard(self, payload: str) -> None:
        person_id, _, version = payload.partition(" ")
        self._note(int(person_id), int(version))

    async def _ask(self, connection: Any) -> None:
        asked_at = monotonic()
        found = await connection.fetchrow(_SINCE, self._horizon, REMEMBERED_S, timeout=2 * FRESH_S)
        self._ahead_s = found["now"] - (asked_at + monotonic()) / 2
        self._horizon = found["horizon"]
        for person_id, version in zip(found["people"], found["versions"], strict=True):
            self._note(person_id, version)
        self._asked_at = asked_at
        self._answered.set()
        if asked_at > self._forget_at:
            self._forget(asked_at)

    def _note(self, person_id: int, version: int) -> None:
        if version >= self._versions.get(person_id, 0):
            self._versions[person_id] = version
            self._noted_at[person_id] = monotonic()

    def _forget(self, now: float) -> None:
        old = [each for each, at in self._noted_at.items() if now - at > REMEMBERED_S]
        for person_id in old:
            del self._versions[person_id], self._noted_at[person_id]
        self._forget_at = now + REMEMBERED_S / 10
