"""Every statement of an import. They run in a thread, in the transaction of a chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import psycopg
from psycopg.rows import dict_row

from regie.core.tabular import Brought, Delivery

_CENTRES: Final = """
    SELECT code, id FROM identity.place
    WHERE tenant = %(tenant)s AND kind = 'centre' AND closed_at IS NULL
        AND (%(paths)s::text[] IS NULL OR path LIKE ANY(%(paths)s::text[]))
"""
_POSTS: Final = "SELECT code, id FROM workforce.post WHERE tenant = %(tenant)s"
_TASKS: Final = "SELECT code, id, rhythm FROM workforce.task WHERE tenant = %(tenant)s"

_VOLUMES: Final = """
    WITH given AS (
        SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::float8[])
            AS given(place_id, task_id, period, quantity)
    ), written AS (
        INSERT INTO workforce.volume AS v (tenant, place_id, task_id, period, quantity, import_id)
        SELECT %s, place_id, task_id, period, quantity, %s FROM given
        ON CONFLICT (place_id, period, task_id) DO UPDATE
            SET quantity = excluded.quantity, import_id = excluded.import_id,
                version = v.version + 1
            WHERE v.quantity <> excluded.quantity
        RETURNING version = 1 AS new
    )
    SELECT count(*) FILTER (WHERE new), count(*) FILTER (WHERE NOT new) FROM written
"""
_HEADCOUNTS: Final = """
    WITH given AS (
        SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::float8[], %s::date[])
            AS given(place_id, post_id, present, as_of)
    ), written AS (
        INSERT INTO workforce.headcount AS h (tenant, place_id, post_id, present, as_of, import_id)
        SELECT %s, place_id, post_id, present, as_of, %s FROM given
        ON CONFLICT (place_id, post_id) DO UPDATE
            SET present = excluded.present, as_of = excluded.as_of,
                import_id = excluded.import_id, version = h.version + 1
            WHERE (h.present, h.as_of) <> (excluded.present, excluded.as_of)
        RETURNING version = 1 AS new
    )
    SELECT count(*) FILTER (WHERE new), count(*) FILTER (WHERE NOT new) FROM written
"""

_NEWEST: Final = """
    SELECT task.id, task.code, post.code AS post, task.name, unit, rhythm, number, minutes,
        complexity, productivity, method, source, author, sample, spread, measured_on, valid_from,
        valid_to
    FROM workforce.task JOIN workforce.post ON post.id = post_id
    LEFT JOIN LATERAL (
        SELECT * FROM workforce.unit_time WHERE task_id = task.id ORDER BY number DESC LIMIT 1
    ) AS newest ON true
    WHERE task.tenant = %s AND task.code = ANY(%s)
    FOR UPDATE OF task
"""
_ADD_TASK: Final = """
    INSERT INTO workforce.task (tenant, post_id, code, name, unit, rhythm)
    VALUES (%(tenant)s, %(post_id)s, %(code)s, %(name)s, %(unit)s, %(rhythm)s) RETURNING id
"""
_CHANGE_TASK: Final = """
    UPDATE workforce.task SET name = %(name)s, unit = %(unit)s, version = version + 1
    WHERE id = %(id)s
"""
_ADD_TIME: Final = """
    INSERT INTO workforce.unit_time (tenant, task_id, number, minutes, complexity, productivity,
        method, source, author, sample, spread, measured_on, valid_from, valid_to, recorded_by)
    VALUES (%(tenant)s, %(id)s, %(number)s, %(minutes)s, %(complexity)s, %(productivity)s,
        %(method)s, %(source)s, %(author)s, %(sample)s, %(spread)s, %(measured_on)s,
        %(valid_from)s, %(valid_to)s, %(recorded_by)s)
"""


def centres_by_code(connection: psycopg.Connection, delivery: Delivery) -> dict[str, int]:
    """Open ones, within the reach of who sent the file."""
    paths = None if delivery.paths is None else [f"{path}%" for path in delivery.paths]
    found = connection.execute(_CENTRES, {"tenant": delivery.tenant, "paths": paths})
    return dict(found.fetchall())


def posts_by_code(connection: psycopg.Connection, tenant: str) -> dict[str, int]:
    return dict(connection.execute(_POSTS, {"tenant": tenant}).fetchall())


def tasks_by_code(connection: psycopg.Connection, tenant: str) -> dict[str, tuple[int, str]]:
    """Id and rhythm."""
    found = connection.execute(_TASKS, {"tenant": tenant})
    return {code: (id_, rhythm) for code, id_, rhythm in found.fetchall()}


def write_volumes(
    connection: psycopg.Connection, delivery: Delivery, columns: Sequence[Sequence[Any]]
) -> Brought:
    """`columns`: places, tasks, periods, quantities."""
    return _brought(connection, _VOLUMES, delivery, columns)


def write_headcounts(
    connection: psycopg.Connection, delivery: Delivery, columns: Sequence[Sequence[Any]]
) -> Brought:
    """`columns`: places, posts, people present, days."""
    return _brought(connection, _HEADCOUNTS, delivery, columns)


def _brought(
    connection: psycopg.Connection,
    statement: str,
    delivery: Delivery,
    columns: Sequence[Sequence[Any]],
) -> Brought:
    asked = (*map(list, columns), delivery.tenant, delivery.import_id)
    row = connection.execute(statement.encode(), asked).fetchone() or (0, 0)
    new, changed = row
    return Brought(new=new, identical=len(columns[0]) - new - changed, changed=changed)


def newest_times(
    connection: psycopg.Connection, tenant: str, codes: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Tasks with the newest version of their time, by code; held until the transaction ends."""
    with connection.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(_NEWEST, (tenant, list(codes))).fetchall()
    return {row["code"]: row for row in found}


def add_task(connection: psycopg.Connection, values: Mapping[str, Any]) -> int:
    row = connection.execute(_ADD_TASK, values).fetchone()
    assert row is not None  # noqa: S101 - RETURNING
    return row[0]


def change_task(connection: psycopg.Connection, values: Mapping[str, Any]) -> None:
    connection.execute(_CHANGE_TASK, values)


def add_time(connection: psycopg.Connection, values: Mapping[str, Any]) -> None:
    connection.execute(_ADD_TIME, values)
