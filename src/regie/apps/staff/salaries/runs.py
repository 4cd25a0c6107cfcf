"""Statements about runs, from their start to their release."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.acted import name_of
from regie.apps.staff.people.repository import REACHED
from regie.core.access import Reach
from regie.core.db import After, Sort
from regie.identity.places.repository import below

from .domain import RunKind, RunState

NEWEST_FIRST: Final = Sort("salary_run.month", "date", id="salary_run.id", descending=True)

_TOTALS: Final = """
    CAST(coalesce(sum(total.people), 0) AS bigint) AS people,
    CAST(coalesce(sum(gross_cents), 0) AS bigint) AS gross_cents,
    CAST(coalesce(sum(contributions_cents), 0) AS bigint) AS contributions_cents,
    CAST(coalesce(sum(deductions_cents), 0) AS bigint) AS deductions_cents,
    CAST(coalesce(sum(net_cents), 0) AS bigint) AS net_cents
"""
_RUN: Final = f"""
    salary_run.id, salary_run.month, salary_run.kind, salary_run.state, salary_run.version,
    salary_run.engine, CAST(salary_run.rules AS text) AS rules, salary_run.job_id,
    salary_run.through, salary_run.started_by, salary_run.started_at, salary_run.computed_at,
    salary_run.released_by, salary_run.released_at, salary_run.inputs_hash, salary_run.lines_hash,
    {name_of("salary_run.started_by", "salary_run.tenant")} AS started_by_name,
    {name_of("salary_run.released_by", "salary_run.tenant")} AS released_by_name,
    totals.*
"""
_FROM: Final = f"""
    FROM staff.salary_run CROSS JOIN LATERAL (
        SELECT {_TOTALS}
        FROM staff.salary_total AS total JOIN identity.place ON place.id = total.place_id
        WHERE total.run_id = salary_run.id AND {REACHED}
    ) AS totals
    WHERE salary_run.tenant = :tenant
"""
_FIND: Final = text(f"SELECT {_RUN} {_FROM} AND salary_run.id = :id")
_LIST: Final = text(
    f"""
    SELECT {_RUN}, {NEWEST_FIRST.column} {_FROM} AND {NEWEST_FIRST.where}
    ORDER BY {NEWEST_FIRST.order} LIMIT :limit
    """
)
_ADD: Final = text(
    """
    INSERT INTO staff.salary_run (tenant, month, kind, engine, rules, started_by)
    VALUES (:tenant, :month, :kind, :engine, CAST(:rules AS json), :by)
    ON CONFLICT (tenant, month, kind) DO NOTHING
    RETURNING id
    """
)
_ID_OF: Final = text(
    "SELECT id FROM staff.salary_run WHERE tenant = :tenant AND month = :month AND kind = :kind"
)
_LOCK: Final = text(
    """
    SELECT id, month, kind, state, version, job_id, started_by FROM staff.salary_run
    WHERE tenant = :tenant AND id = :id FOR UPDATE
    """
)
_SET_JOB: Final = text("UPDATE staff.salary_run SET job_id = :job_id WHERE id = :id")
_AGAIN: Final = text(
    """
    UPDATE staff.salary_run
    SET state = 'draft', through = 0, computed_at = NULL, inputs_hash = NULL, lines_hash = NULL,
        engine = :engine, rules = CAST(:rules AS json), started_by = :by, started_at = now(),
        version = version + 1
    WHERE id = :id
    """
)
_EMPTY: Final = (
    text("DELETE FROM staff.payslip WHERE run_id = :id"),
    text("DELETE FROM staff.salary_total WHERE run_id = :id"),
)
_REMOVE: Final = text("DELETE FROM staff.salary_run WHERE id = :id")
_RELEASE: Final = text(
    """
    UPDATE staff.salary_run
    SET state = 'released', released_by = :by, released_at = now(), version = version + 1
    WHERE id = :id
    """
)
_BEFORE: Final = text(
    """
    SELECT id FROM staff.salary_run
    WHERE tenant = :tenant AND month = :month AND kind = 'regular' AND state <> 'draft'
    """
)
_SITES: Final = text(
    f"""
    WITH now AS (SELECT * FROM staff.salary_total WHERE run_id = :run),
        before AS (SELECT * FROM staff.salary_total WHERE run_id = :before)
    SELECT place.id, place.name,
        now.people, now.gross_cents, now.contributions_cents, now.deductions_cents, now.net_cents,
        before.people AS before_people, before.gross_cents AS before_gross_cents,
        before.contributions_cents AS before_contributions_cents,
        before.deductions_cents AS before_deductions_cents,
        before.net_cents AS before_net_cents
    FROM now FULL JOIN before USING (place_id)
    JOIN identity.place ON place.id = place_id
    WHERE {REACHED} ORDER BY core.sort_key(place.name), place.id
    """
)
_UNPAID: Final = text(
    f"""
    SELECT count(*) FROM staff.employee JOIN identity.place ON place.id = employee.place_id
    WHERE employee.tenant = :tenant AND {REACHED} AND employee.hired_on <= :last
        AND (employee.left_on IS NULL OR employee.left_on >= :month)
        AND NOT EXISTS (
            SELECT FROM staff.salary WHERE employee_id = employee.id AND valid_from <= :last
        )
    """
)


@dataclass(frozen=True, slots=True)
class Sums:
    people: int
    gross_cents: int
    contributions_cents: int
    deductions_cents: int
    net_cents: int


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    month: date
    kind: RunKind
    state: RunState
    version: int
    engine: str
    rules: str
    job_id: int | None
    through: int
    started_by: str
    started_at: datetime
    computed_at: datetime | None
    released_by: str | None
    released_at: datetime | None
    inputs_hash: bytes | None
    lines_hash: bytes | None
    started_by_name: str | None
    released_by_name: str | None
    totals: Sums
    """Of the payslips within the reader's reach."""


@dataclass(frozen=True, slots=True)
class LockedRun:
    id: int
    month: date
    kind: RunKind
    state: RunState
    version: int
    job_id: int | None
    started_by: str


@dataclass(frozen=True, slots=True)
class Site:
    id: int
    name: str
    now: Sums
    before: Sums | None


_NOTHING: Final = Sums(0, 0, 0, 0, 0)
_SUMS: Final = tuple(Sums.__dataclass_fields__)


async def find_run(
    connection: AsyncConnection, tenant: str, run_id: int, reach: Reach
) -> Run | None:
    values = {"tenant": tenant, "id": run_id, "paths": below(reach)}
    row = (await connection.execute(_FIND, values)).one_or_none()
    return None if row is None else _as_run(row)


async def list_runs(
    connection: AsyncConnection, tenant: str, reach: Reach, *, after: After | None, limit: int
) -> list[Run]:
    """The newest month first."""
    values = {"tenant": tenant, "paths": below(reach), "limit": limit}
    rows = await connection.execute(_LIST, values | Sort.parameters(after))
    return [_as_run(row) for row in rows]


async def add_run(
    connection: AsyncConnection,
    tenant: str,
    *,
    month: date,
    kind: RunKind,
    engine: str,
    rules: str,
    by: str,
) -> int | None:
    """Its number; None when there is one. Of two transactions the second waits for the first."""
    values = {
        "tenant": tenant,
        "month": month,
        "kind": kind,
        "engine": engine,
        "rules": rules,
        "by": by,
    }
    return (await connection.execute(_ADD, values)).scalar_one_or_none()


async def id_of(connection: AsyncConnection, tenant: str, month: date, kind: RunKind) -> int | None:
    values = {"tenant": tenant, "month": month, "kind": kind}
    return (await connection.execute(_ID_OF, values)).scalar_one_or_none()


async def lock_run(connection: AsyncConnection, tenant: str, run_id: int) -> LockedRun | None:
    """Until the COMMIT nobody else changes it, the job that computes it neither."""
    row = (await connection.execute(_LOCK, {"tenant": tenant, "id": run_id})).one_or_none()
    return None if row is None else LockedRun(**row._mapping)


async def set_job(connection: AsyncConnection, run_id: int, job_id: int) -> None:
    await connection.execute(_SET_JOB, {"id": run_id, "job_id": job_id})


async def begin_again(
    connection: AsyncConnection, run_id: int, *, engine: str, rules: str, by: str
) -> None:
    """Without any payslip."""
    await _empty(connection, run_id)
    values = {"id": run_id, "engine": engine, "rules": rules, "by": by}
    await connection.execute(_AGAIN, values)


async def remove_run(connection: AsyncConnection, run_id: int) -> None:
    await _empty(connection, run_id)
    await connection.execute(_REMOVE, {"id": run_id})


async def _empty(connection: AsyncConnection, run_id: int) -> None:
    for statement in _EMPTY:
        await connection.execute(statement, {"id": run_id})


async def release_run(connection: AsyncConnection, run_id: int, *, by: str) -> None:
    await connection.execute(_RELEASE, {"id": run_id, "by": by})


async def regular_run(connection: AsyncConnection, tenant: str, month: date) -> int | None:
    """The one of that month, once it is computed."""
    return (
        await connection.execute(_BEFORE, {"tenant": tenant, "month": month})
    ).scalar_one_or_none()


async def totals_by_site(
    connection: AsyncConnection, run_id: int, before_id: int | None, reach: Reach
) -> list[Site]:
    """By name, with those where nobody is left."""
    values = {"run": run_id, "before": before_id, "paths": below(reach)}
    rows = await connection.execute(_SITES, values)
    return [_as_site(row._mapping, has_before=before_id is not None) for row in rows]


async def count_without_salary(
    connection: AsyncConnection, tenant: str, month: date, last: date, reach: Reach
) -> int:
    values = {"tenant": tenant, "month": month, "last": last, "paths": below(reach)}
    return (await connection.execute(_UNPAID, values)).scalar_one()


def _as_run(row: Any) -> Run:
    columns = dict(row._mapping)
    columns.pop("sort_value", None)
    sums = Sums(**{name: columns.pop(name) for name in _SUMS})
    return Run(**columns, totals=sums)


def _as_site(columns: Any, *, has_before: bool) -> Site:
    now, before = (
        Sums(**{name: columns[f"{prefix}{name}"] or 0 for name in _SUMS})
        for prefix in ("", "before_")
    )
    return Site(columns["id"], columns["name"], now, before if has_before else None)
