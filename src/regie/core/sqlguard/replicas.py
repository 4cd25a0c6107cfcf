"""Copies of a source that are read in its place while they are fresh enough."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

from regie.core.errors import RegieError
from regie.core.observe import get_logger

from .errors import SourceRefused, SourceTimeout, SourceUnavailable
from .proof import Proof
from .reader import GuardedReader
from .source import CatalogueTable, Engine, Relation, Row, SortKey

_log = get_logger(__name__)

_LOOK_AGAIN_S: Final = 3.0
"""How old what is known of a lag may be: a copy that stops is read for so long, and a look costs
one small statement per copy and process."""
_KNOWN_S: Final = 10.0
"""What was known of a lag before nobody read for so long says nothing of now."""
_ASK_AGAIN_S: Final = 60.0


class ReplicatedSource:
    """Reads from the first copy whose lag is within the limit, else from the primary.

    The lag is looked at every few seconds while there is something to read, and never awaited by
    a reader. A copy that cannot be reached, or refuses what the primary may answer (a conflict
    with what it replays, a right that has not arrived), is left at once, for the primary, in what
    remains of the time for an answer. One whose lag nobody tells us is never read. The proof and
    the catalogue are the primary's.
    """

    def __init__(
        self,
        primary: GuardedReader,
        replicas: Sequence[GuardedReader],
        *,
        max_lag_s: float,
        now: Callable[[], float] = monotonic,
    ):
        self.name = primary.name
        self._primary = primary
        self._replicas = replicas
        self._max_lag_s = max_lag_s
        self._now = now
        self._reading = primary
        self._looked_at: float | None = None
        self._known_at = 0.0
        self._silent_until: dict[str, float] = {}
        self._looking: asyncio.Task[None] | None = None

    @property
    def engine(self) -> Engine:
        return self._primary.engine

    async def open(self) -> None:
        """Connects to nothing, as the primary."""

    async def close(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait([self._looking])
        await asyncio.gather(*(source.close() for source in (self._primary, *self._replicas)))

    async def ping(self) -> None:
        await self.fetch("SELECT 1 AS answer")

    async def prove(self, relations: Sequence[Relation]) -> Proof:
        return await self._primary.prove(relations)

    async def catalogue(self) -> Sequence[CatalogueTable]:
        return await self._primary.catalogue()

    async def fetch(
        self, sql: str, *parameters: object, order: Sequence[SortKey] = ()
    ) -> Sequence[Row]:
        now = self._now()
        self._look_if_due(now)
        chosen = self._reading
        if chosen is self._primary or now - self._known_at > _KNOWN_S:
            return await self._primary.fetch(sql, *parameters, order=order)
        limit_s = self._primary.limits.answer_s
        ends = asyncio.get_running_loop().time() + limit_s
        try:
            return await chosen.fetch(sql, *parameters, order=order)
        except SourceTimeout:
            self._read_from(self._primary)
            raise
        except (SourceUnavailable, SourceRefused):
            self._read_from(self._primary)
        try:
            async with asyncio.timeout_at(ends):
                return await self._primary.fetch(sql, *parameters, order=order)
        except TimeoutError:
            raise SourceTimeout(f"no answer within {limit_s:g} s", retry_after_s=2) from None

    def _look_if_due(self, now: float) -> None:
        if self._looking is not None and not self._looking.done():
            return
        if self._looked_at is None or now - self._looked_at >= _LOOK_AGAIN_S:
            self._looked_at = now
            apart = contextvars.Context()  # a look is nobody's: no request counts its statements
            self._looking = asyncio.get_running_loop().create_task(self._look(), context=apart)

    async def _look(self) -> None:
        for replica in self._replicas:
            lag_s = await self._lag(replica)
            if lag_s is not None and lag_s <= self._max_lag_s:
                self._known_at = self._now()
                self._read_from(replica)
                return
        self._read_from(self._primary)

    async def _lag(self, replica: GuardedReader) -> float | None:
        """A server that refuses to tell is not asked again at every look."""
        if self._now() < self._silent_until.get(replica.name, 0):
            return None
        try:
            return await replica.lag()
        except SourceRefused:
            self._silent_until[replica.name] = self._now() + _ASK_AGAIN_S
        except RegieError:
            pass
        return None

    def _read_from(self, source: GuardedReader) -> None:
        if source is not self._reading:
            self._reading = source
            _log.info("source_read_from", source=self.name, server=source.name)
