"""Jobs that run by the clock: once for all processes and machines, whoever fires first.

Missed firings, of an installation that stood still, are one: the latest, and only when it is less
than `late_s` ago. A firing while the job of the one before waits or runs joins it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .enqueue import enqueue
from .job import Call

DAY_S: Final = 86_400.0

_NOW: Final = text("SELECT now()")
_REGISTER: Final = text(
    """
    INSERT INTO core.job_schedules AS s (name, cron, zone, next_at)
    VALUES (:name, :cron, :zone, :next_at)
    ON CONFLICT (name) DO UPDATE SET cron = :cron, zone = :zone, next_at = :next_at
    WHERE (s.cron, s.zone) <> (:cron, :zone)
    """
)
_DUE: Final = text(
    """
    SELECT name, now() AS now FROM core.job_schedules
    WHERE next_at <= now() AND name = ANY(:names) FOR UPDATE SKIP LOCKED
    """
)
_FIRED: Final = text(
    """
    UPDATE core.job_schedules
    SET next_at = :next_at, last_at = coalesce(:last_at, last_at),
        last_job = coalesce(:last_job, last_job)
    WHERE name = :name
    """
)


@dataclass(frozen=True, slots=True)
class Schedule:
    name: str
    cron: str
    """Five fields: minute, hour, day of the month, month, day of the week. Across a change of the
    clock as Debian's cron does it: what is skipped runs at once, what is repeated runs once."""
    call: Call
    zone: str | None = None
    """None: the installation's."""
    late_s: float = DAY_S

    def __post_init__(self) -> None:
        try:
            CronSim(self.cron, datetime.now(UTC))
        except CronSimError as error:
            raise ValueError(f"schedule {self.name}: {self.cron!r} is no cron: {error}") from error

    def in_zone(self, default: str) -> ZoneInfo:
        return ZoneInfo(self.zone or default)


def next_firing(schedule: Schedule, zone: ZoneInfo, after: datetime) -> datetime:
    return next(CronSim(schedule.cron, after.astimezone(zone))).astimezone(UTC)


def latest_firing(schedule: Schedule, zone: ZoneInfo, now: datetime) -> datetime:
    return next(CronSim(schedule.cron, now.astimezone(zone), reverse=True)).astimezone(UTC)


async def register(
    connection: AsyncConnection, schedules: Sequence[Schedule], default_zone: str
) -> None:
    """Makes known what is declared; one whose time was changed begins anew."""
    now = (await connection.execute(_NOW)).scalar_one()
    for schedule in schedules:
        zone = schedule.in_zone(default_zone)
        values = {
            "name": schedule.name,
            "cron": schedule.cron,
            "zone": zone.key,
            "next_at": next_firing(schedule, zone, now),
        }
        await connection.execute(_REGISTER, values)


async def fire(
    connection: AsyncConnection, schedules: Sequence[Schedule], default_zone: str
) -> list[str]:
    """Makes the jobs of those that are due; returns their names. The row that says when is locked
    meanwhile, and moved on in the transaction that makes the job."""
    declared = {schedule.name: schedule for schedule in schedules}
    due = await connection.execute(_DUE, {"names": list(declared)})
    fired: list[str] = []
    for name, now in due.all():
        schedule = declared[name]
        zone = schedule.in_zone(default_zone)
        moment = latest_firing(schedule, zone, now)
        job = None
        if (now - moment).total_seconds() <= schedule.late_s:
            job = await enqueue(
                connection, schedule.call, key=f"schedule:{name}", scheduled_for=moment
            )
            fired.append(name)
        values = {
            "name": name,
            "next_at": next_firing(schedule, zone, now),
            "last_at": moment if job is not None else None,
            "last_job": job,
        }
        await connection.execute(_FIRED, values)
    return fired
