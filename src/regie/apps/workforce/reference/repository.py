"""Every statement about posts, tasks, unit times, rules and centres, but for the list of tasks."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.core.db import After, Sort
from regie.core.web import ChangedMeanwhile
from regie.identity.places.repository import below

from .errors import CodeTaken, LeavesNoTime
from .referentiel import KeptRules, Referentiel
from .schemas import CentreRules, Rules, TaskDraft, TimeDraft

DEFAULTS: Final = Rules()

_RULES: Final = """
    coalesce(max(days_per_year), :days_per_year), coalesce(max(days_per_month), :days_per_month),
    coalesce(max(standard_hours), :standard_hours), coalesce(max(idle_hours), :idle_hours),
    coalesce(max(rounding), :rounding), coalesce(max(minimum_crew), :minimum_crew),
    coalesce(max(version), 0)
"""
# One text, read by msgspec: a row per task would cost ten times as much to take apart.
_REFERENTIEL: Final = text(
    f"""
    SELECT CAST(json_build_array(
        (SELECT json_build_array({_RULES}) FROM workforce.rules WHERE tenant = :tenant),
        (SELECT coalesce(json_agg(json_build_array(id, code, name)
                ORDER BY core.sort_key(name), id), '[]')
            FROM workforce.post WHERE tenant = :tenant),
        (SELECT coalesce(json_agg(json_build_array(
                task.id, post_id, task.code, task.name, unit, rhythm, number, minutes, complexity,
                productivity, method, source, author, sample, spread, measured_on,
                valid_to IS NOT NULL AND valid_to < CAST(:day AS date)
            ) ORDER BY core.sort_key(post.name), post.id, task.code), '[]')
            FROM workforce.task JOIN workforce.post ON post.id = post_id
            CROSS JOIN LATERAL (
                SELECT * FROM workforce.unit_time
                WHERE task_id = task.id AND valid_from <= CAST(:day AS date)
                ORDER BY valid_to IS NULL OR valid_to >= CAST(:day AS date) DESC, number DESC
                LIMIT 1
            ) AS used
            WHERE task.tenant = :tenant)
    ) AS text)
    """
)
_SEEN_RULES: Final = text(
    f"SELECT CAST(json_build_array({_RULES}) AS text) FROM workforce.rules WHERE tenant = :tenant"
)
_FIRST_RULES: Final = text(
    """
    INSERT INTO workforce.rules
    VALUES (:tenant, :days_per_year, :days_per_month, :standard_hours, :idle_hours, :rounding,
        :minimum_crew)
    ON CONFLICT DO NOTHING
    """
)
_NEXT_RULES: Final = text(
    """
    UPDATE workforce.rules SET days_per_year = :days_per_year, days_per_month = :days_per_month,
        standard_hours = :standard_hours, idle_hours = :idle_hours, rounding = :rounding,
        minimum_crew = :minimum_crew, version = version + 1
    WHERE tenant = :tenant AND version = :version
    """
)
# An organisation's day is changed one at a time: of two edits that each leave time to a centre,
# both together might not.
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('workforce ' || :tenant, 0))")
_TIMELESS: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM workforce.centre WHERE tenant = :tenant
            AND coalesce(idle_hours, :idle_hours) >= coalesce(standard_hours, :standard_hours)
    )
    """
)

_POSTS: Final = """
    SELECT id, code, name, version,
        (SELECT count(*) FROM workforce.task WHERE post_id = post.id) AS tasks
    FROM workforce.post WHERE tenant = :tenant
"""
_POST_LIST: Final = text(f"{_POSTS} ORDER BY core.sort_key(name), id")
_POST: Final = text(f"{_POSTS} AND id = :id")
_ADD_POST: Final = text(
    "INSERT INTO workforce.post (tenant, code, name) VALUES (:tenant, :code, :name) RETURNING id"
)
_RENAME_POST: Final = text(
    """
    UPDATE workforce.post SET name = :name, version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)

_ADD_TASK: Final = text(
    """
    INSERT INTO workforce.task (tenant, post_id, code, name, unit, rhythm)
    VALUES (:tenant, :post_id, :code, :name, :unit, :rhythm) RETURNING id
    """
)
_CHANGE_TASK: Final = text(
    """
    UPDATE workforce.task SET name = coalesce(:name, name), unit = coalesce(:unit, unit),
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)
_ADD_TIME: Final = text(
    """
    INSERT INTO workforce.unit_time (tenant, task_id, number, minutes, complexity, productivity,
        method, source, author, sample, spread, measured_on, valid_from, valid_to, recorded_by)
    SELECT :tenant, :task_id, coalesce(max(number), 0) + 1, :minutes, :complexity, :productivity,
        :method, :source, :author, :sample, :spread, :measured_on, :valid_from, :valid_to,
        :recorded_by
    FROM workforce.unit_time WHERE task_id = :task_id
    """
)

CENTRE_SORTS: Final = {"name": "core.sort_key(place.name)", "code": "place.code"}
_CENTRE_COLUMNS: Final = """
    place.id AS place_id, place.code, place.name, path, standard_hours, idle_hours,
    minimum_crew, coalesce(version, 0) AS version
"""
_CENTRES: Final = """
    FROM identity.place LEFT JOIN workforce.centre ON place_id = place.id
    WHERE place.tenant = :tenant AND kind = 'centre' AND closed_at IS NULL
        AND (CAST(:paths AS text[]) IS NULL OR path LIKE ANY(CAST(:paths AS text[])))
"""
_CENTRE: Final = text(f"SELECT {_CENTRE_COLUMNS} {_CENTRES} AND place.id = :id")
_FIRST_CENTRE: Final = text(
    """
    INSERT INTO workforce.centre (place_id, tenant, standard_hours, idle_hours, minimum_crew)
    VALUES (:place_id, :tenant, :standard_hours, :idle_hours, :minimum_crew)
    ON CONFLICT DO NOTHING
    """
)
_NEXT_CENTRE: Final = text(
    """
    UPDATE workforce.centre SET standard_hours = :standard_hours, idle_hours = :idle_hours,
        minimum_crew = :minimum_crew, version = version + 1
    WHERE tenant = :tenant AND place_id = :place_id AND version = :version
    """
)

_read_referentiel = msgspec.json.Decoder(Referentiel).decode
_read_rules = msgspec.json.Decoder(KeptRules).decode


async def read_referentiel(connection: AsyncConnection, tenant: str, day: date) -> Referentiel:
    """As of that day; one statement."""
    values = {"tenant": tenant, "day": day, **DEFAULTS.model_dump()}
    return _read_referentiel((await connection.execute(_REFERENTIEL, values)).scalar_one())


async def read_rules(connection: AsyncConnection, tenant: str) -> KeptRules:
    values = {"tenant": tenant, **DEFAULTS.model_dump()}
    return _read_rules((await connection.execute(_SEEN_RULES, values)).scalar_one())


async def change_rules(
    connection: AsyncConnection, tenant: str, wanted: Rules, version: int
) -> None:
    """Version 0 is that of an organisation which has none of its own yet. Raises ChangedMeanwhile,
    LeavesNoTime."""
    values = {"tenant": tenant, **wanted.model_dump()}
    await connection.execute(_LOCK, {"tenant": tenant})
    if (await connection.execute(_TIMELESS, values)).scalar_one():
        raise LeavesNoTime
    await _first_or_next(connection, _FIRST_RULES, _NEXT_RULES, values, version)


async def list_posts(connection: AsyncConnection, tenant: str) -> list[Row[Any]]:
    return [*await connection.execute(_POST_LIST, {"tenant": tenant})]


async def find_post(connection: AsyncConnection, tenant: str, id_: int) -> Row[Any] | None:
    return (await connection.execute(_POST, {"tenant": tenant, "id": id_})).one_or_none()


async def add_post(connection: AsyncConnection, tenant: str, code: str, name: str) -> int:
    """Raises CodeTaken, which ends the transaction."""
    return await _added(connection, _ADD_POST, {"tenant": tenant, "code": code, "name": name})


async def rename_post(
    connection: AsyncConnection, tenant: str, id_: int, name: str, version: int
) -> None:
    values = {"tenant": tenant, "id": id_, "name": name, "version": version}
    await _changed(connection, _RENAME_POST, values)


async def add_task(connection: AsyncConnection, tenant: str, draft: TaskDraft) -> int:
    """Without its time. Raises CodeTaken, which ends the transaction."""
    values = {"tenant": tenant, **draft.model_dump(exclude={"time"})}
    return await _added(connection, _ADD_TASK, values)


async def change_task(
    connection: AsyncConnection,
    tenant: str,
    id_: int,
    *,
    name: str | None,
    unit: str | None,
    version: int,
) -> None:
    values = {"tenant": tenant, "id": id_, "name": name, "unit": unit, "version": version}
    await _changed(connection, _CHANGE_TASK, values)


async def add_time(
    connection: AsyncConnection, tenant: str, task_id: int, time: TimeDraft, by: str
) -> None:
    """Whoever calls it holds the task's row, or has just made it."""
    values = {"tenant": tenant, "task_id": task_id, "recorded_by": by, **time.model_dump()}
    await connection.execute(_ADD_TIME, values)


async def list_centres(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    *,
    sort: str,
    after: After | None,
    limit: int,
) -> list[Row[Any]]:
    by = Sort(CENTRE_SORTS[sort.removeprefix("-")], id="place.id", descending=sort.startswith("-"))
    statement = text(
        f"SELECT {_CENTRE_COLUMNS}, {by.column} {_CENTRES} AND {by.where}"
        f" ORDER BY {by.order} LIMIT :limit"
    )
    values = {"tenant": tenant, "paths": below(reach), "limit": limit, **by.parameters(after)}
    return [*await connection.execute(statement, values)]


async def find_centre(
    connection: AsyncConnection, tenant: str, reach: Reach, place_id: int
) -> Row[Any] | None:
    values = {"tenant": tenant, "paths": below(reach), "id": place_id}
    return (await connection.execute(_CENTRE, values)).one_or_none()


async def change_centre(
    connection: AsyncConnection, tenant: str, place_id: int, wanted: CentreRules, version: int
) -> None:
    """Raises ChangedMeanwhile, LeavesNoTime."""
    await connection.execute(_LOCK, {"tenant": tenant})
    values = {"tenant": tenant, "place_id": place_id, **wanted.model_dump()}
    await _first_or_next(connection, _FIRST_CENTRE, _NEXT_CENTRE, values, version)
    rules = await read_rules(connection, tenant)
    hours = {"idle_hours": rules.idle_hours, "standard_hours": rules.standard_hours}
    if (await connection.execute(_TIMELESS, {"tenant": tenant, **hours})).scalar_one():
        raise LeavesNoTime


async def _first_or_next(
    connection: AsyncConnection, first: Any, following: Any, values: dict[str, Any], version: int
) -> None:
    if version == 0:
        await _changed(connection, first, values)
    else:
        await _changed(connection, following, {**values, "version": version})


async def _changed(connection: AsyncConnection, statement: Any, values: dict[str, Any]) -> None:
    """Exactly one row, in the state that was read. Raises ChangedMeanwhile."""
    if (await connection.execute(statement, values)).rowcount != 1:
        raise ChangedMeanwhile


async def _added(connection: AsyncConnection, statement: Any, values: dict[str, Any]) -> int:
    try:
        return (await connection.execute(statement, values)).scalar_one()
    except IntegrityError as error:
        if "_tenant_code" in str(error.orig):
            raise CodeTaken from error
        raise
