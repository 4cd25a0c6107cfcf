"""What every worker looks for now and then: jobs whose worker died, jobs that nobody was woken for,
and schedules that are due. Any number may look at once: rows are locked, the others skip them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from random import uniform
from time import monotonic
from typing import Final, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database, ensure_days
from regie.core.observe import get_logger

from .attempt import after_failure
from .away import DATABASE_ERRORS
from .failing import WhenFailed, tell_nobody
from .job import AnyJob
from .rows import Held, Report, report
from .schedule import Schedule, fire, register
from .tables import jobs_ended
from .telling import Tells
from .wake import MOST_WAKES, Wakes, WakesAway

_log = get_logger(__name__)

LAPSES_LIMIT: Final = 10
"""A job that so often ended the process that ran it is given up."""
UNHEARD_S: Final = 2.0
"""A job that has been due for so long was not woken for, or there is much to do."""
UPKEEP_S: Final = 3600.0

_LAPSED: Final = text(
    """
    SELECT id, tenant, name, attempt, worker, failures, lapses,
        coalesce(deadline_at < now(), false) AS too_long
    FROM core.jobs WHERE state = 'running' AND due_at < now() AND name = ANY(:names)
    ORDER BY due_at LIMIT 50 FOR UPDATE SKIP LOCKED
    """
)
_UNHEARD: Final = text(
    """
    SELECT count(*) FROM (
        SELECT FROM core.jobs
        WHERE state = 'queued' AND due_at < now() - make_interval(secs => :unheard_s)
            AND name = ANY(:names) LIMIT :most
    ) AS due
    """
)


class Sweep:
    def __init__(
        self,
        database: Database,
        *,
        jobs: Mapping[str, AnyJob],
        schedules: Sequence[Schedule],
        zone: str,
        wakes: Wakes,
        tells: Tells,
        when_failed: WhenFailed = tell_nobody,
    ):
        self._database = database
        self._jobs = jobs
        self._schedules = schedules
        self._zone = zone
        self._wakes = wakes
        self._tells = tells
        self._when_failed = when_failed
        self._upkept_at: float | None = None

    async def run(self, every_s: float) -> None:
        while True:
            try:
                await self.once()
            except DATABASE_ERRORS as error:
                _log.warning("jobs_sweep_delayed", error=type(error).__name__)
            except WakesAway as away:
                _log.warning("jobs_wakes_away", reason=str(away))
            await asyncio.sleep(every_s * uniform(0.8, 1.2))  # noqa: S311 - not all at once

    async def once(self) -> None:
        """Raises DATABASE_ERRORS, WakesAway."""
        if self._upkept_at is None or monotonic() - self._upkept_at > UPKEEP_S:
            async with self._database.begin() as connection:
                await ensure_days(connection, jobs_ended)
                await register(connection, self._schedules, self._zone)
            self._upkept_at = monotonic()
        async with self._database.begin() as connection:
            await fire(connection, self._schedules, self._zone)
            taken_back = await self._take_back(connection)
            unheard = await self._unheard(connection)
        for held, given in taken_back:
            await self._tells.state(held, given.state, given.reason)
        if unheard:
            missing = unheard - await self._wakes.waiting()
            if missing > 0:
                await self._wakes.wake(missing)

    async def _take_back(self, connection: AsyncConnection) -> list[tuple[Held, Report]]:
        taken_back: list[tuple[Held, Report]] = []
        rows = await connection.execute(_LAPSED, {"names": list(self._jobs)})
        for row in rows.all():
            _log.warning("job_lapsed", job=row.name, id=row.id, too_long=row.too_long)
            if row.too_long:
                given = after_failure(self._jobs[row.name], row.failures, "time_limit")
            elif row.lapses >= LAPSES_LIMIT:
                given = Report("failed", "never_reported", failures=1, lapses=1)
            else:
                given = Report("queued", "worker_lost", lapses=1)
            held = cast("Held", row)
            written = await report(connection, held, given, self._when_failed)
            if written is not None:
                taken_back.append((held, written))
        return taken_back

    async def _unheard(self, connection: AsyncConnection) -> int:
        asked = {"names": list(self._jobs), "unheard_s": UNHEARD_S, "most": MOST_WAKES}
        return (await connection.execute(_UNHEARD, asked)).scalar_one()
