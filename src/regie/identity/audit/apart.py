"""What is recorded beside the requests that cause it: written together, and never waited for long.

Entries wait in a queue with room for ROOM. Whoever asks waits for their own at most WAIT_S, so
that in ordinary times a refusal is on record before its answer leaves; while the database is away,
or in a flood, requests go on and entries stay in the queue. What finds no room is counted and
logged, and so is what is still there at the end. A process that is killed loses its queue.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Final

from prometheus_client import CollectorRegistry, Counter
from sqlalchemy.exc import DBAPIError

from regie.core.errors import RegieError
from regie.core.observe import get_logger

from .digests import encode_payload
from .drafts import Draft

_log = get_logger(__name__)

ROOM: Final = 5_000
"""At a kilobyte each, five megabytes."""
AT_ONCE: Final = 200
WAIT_S: Final = 0.25
WRITE_S: Final = 5.0
"""So long may one batch take: behind a chain that somebody holds it is tried again."""
PAUSE_S: Final = 1.0
LAST_WORDS_S: Final = 2.0
_AWAY: Final = (RegieError, TimeoutError)


@dataclass(slots=True, eq=False)
class _Waiting:
    draft: Draft
    since: float
    written: asyncio.Event = field(default_factory=asyncio.Event)

    def to_write(self, now: float) -> Draft:
        """An entry has the moment at which it was written; a late one says how late that was."""
        late_s = round(now - self.since)
        if late_s < 1:
            return self.draft
        told = {**json.loads(self.draft.payload), "late_s": late_s}
        return self.draft._replace(payload=encode_payload(told))


class Apart:
    def __init__(
        self,
        write: Callable[[Sequence[Draft]], Awaitable[None]],
        registry: CollectorRegistry,
        *,
        room: int = ROOM,
        wait_s: float = WAIT_S,
        pause_s: float = PAUSE_S,
        last_words_s: float = LAST_WORDS_S,
        clock: Callable[[], float] = monotonic,
    ):
        """`write` is one transaction; after a lost connection it may have happened all the same,
        and what it wrote is then on record twice."""
        self._write = write
        self._room = room
        self._wait_s = wait_s
        self._pause_s = pause_s
        self._last_words_s = last_words_s
        self._clock = clock
        self._queue: deque[_Waiting] = deque()
        self._news = asyncio.Event()
        self._away = False
        self._writing: asyncio.Task[None] | None = None
        self._written = Counter(
            "regie_audit_apart_written",
            "Entries of the record written beside their requests.",
            registry=registry,
        )
        self._lost = Counter(
            "regie_audit_lost",
            "Entries that should be on record and are not; the log has each of them.",
            ("reason",),
            registry=registry,
        )

    def open(self) -> None:
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_forever())

    async def close(self) -> None:
        """Writes what waits, for `last_words_s` at most."""
        if self._writing is None:
            return
        if self._queue:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._last_words_s):
                    await self._queue[-1].written.wait()
        self._writing.cancel()
        await asyncio.wait([self._writing])
        self._writing = None
        while self._queue:
            self._lose(self._queue.popleft(), "stopped")

    async def record(self, draft: Draft) -> None:
        waiting = _Waiting(draft, self._clock())
        if len(self._queue) >= self._room:
            self._lose(waiting, "full")
            return
        self._queue.append(waiting)
        if self._writing is None:
            await self._write_at_once()
            return
        self._news.set()
        if not self._away:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._wait_s):
                    await waiting.written.wait()

    async def _write_at_once(self) -> None:
        """Where nobody opened it: a command that is soon over."""
        if not await self._write_next(AT_ONCE):
            while self._queue:
                self._lose(self._queue.popleft(), "away")

    async def _write_forever(self) -> None:
        while True:
            await self._news.wait()
            self._away = not await self._write_next(AT_ONCE)
            if self._away:
                await asyncio.sleep(self._pause_s)
            elif not self._queue:
                self._news.clear()

    async def _write_next(self, at_most: int) -> bool:
        """False when it is to be tried again. What the database refuses is not: of several that are
        written together the first is then written alone."""
        batch = list(islice(self._queue, at_most))
        try:
            async with asyncio.timeout(WRITE_S):
                now = self._clock()
                await self._write([waiting.to_write(now) for waiting in batch])
        except _AWAY as error:
            _log.warning("audit_waits", count=len(self._queue), error=type(error).__name__)
            return False
        except DBAPIError:
            if len(batch) > 1:
                return await self._write_next(1)
            self._lose(self._queue.popleft(), "refused")
            return True
        for waiting in batch:
            self._queue.popleft()
            waiting.written.set()
        self._written.inc(len(batch))
        return True

    def _lose(self, waiting: _Waiting, reason: str) -> None:
        self._lost.labels(reason).inc()
        draft = waiting.draft
        _log.error(
            "audit_lost",
            reason=reason,
            tenant=draft.tenant,
            actor=draft.actor,
            action=draft.action,
            subject=draft.subject,
            outcome=draft.outcome,
            cause=draft.request_id,
        )
