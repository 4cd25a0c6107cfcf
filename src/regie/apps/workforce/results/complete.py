"""The figures of some centres as arrays: read once, computed once, remembered."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from regie.apps.workforce.reference.referentiel import Referentiel
from regie.apps.workforce.reference.repository import read_referentiel
from regie.apps.workforce.remembered import cache_referentiel
from regie.core.cache import Cache, Region, Scope
from regie.core.db import Database
from regie.core.threads import in_thread

from .repository import read_volumes
from .window import Months

TTL_S: Final = 7200


class CompleteData(msgspec.Struct, frozen=True, array_like=True):
    """Arrays as bytes, which are shared and cannot be spoiled."""

    referentiel: Referentiel
    volumes: bytes
    """[centre, task], per working day, the mean of the window."""
    known: bytes
    """[centre, task]: how many months were counted."""
    hours: bytes
    """[post, centre, month], per working day."""


def packed_ids(centres: Iterable[int]) -> bytes:
    """As part of a key: an answer for these very centres is nobody's who sees others."""
    return array("q", centres).tobytes()


class CompleteFigures:
    def __init__(self, database: Database, cache: Cache):
        self._database = database
        self.cache = cache
        self.regions: dict[str, Region[Any]] = {}

    @cache_referentiel(ttl=TTL_S)
    async def get_referentiel_taches(self, scope: Scope, day: str) -> Referentiel:
        """Posts, tasks with the times that hold on that day, rules."""
        async with self._database.begin() as connection:
            return await read_referentiel(connection, scope.tenant, date.fromisoformat(day))

    @cache_referentiel(ttl=TTL_S)
    async def get_direction_complete_data(
        self, scope: Scope, centres: bytes, until: str, months: int
    ) -> CompleteData:
        """Of a direction's centres, or of any others (`packed_ids`)."""
        window = Months(date.fromisoformat(until), months)
        ids = array("q", centres)
        referentiel = await self.get_referentiel_taches(scope, window.last_day.isoformat())
        async with self._database.begin() as connection:
            since = window.first.replace(month=1)  # where the volumes of a whole year stand
            rows = await read_volumes(connection, scope.tenant, ids, since, window.until)
        return await in_thread(lambda: _computed(referentiel, ids, rows, window))


def _computed(
    referentiel: Referentiel, centres: Sequence[int], rows: Sequence[Any], window: Months
) -> CompleteData:
    from .cube import computed  # noqa: PLC0415 - numpy, loaded by the thread that computes

    return CompleteData(referentiel, *computed(referentiel, centres, rows, window))
