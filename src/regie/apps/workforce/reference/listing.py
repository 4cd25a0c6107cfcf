"""Tasks as their list and their sheet show them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.words import Method
from regie.core.db import After, Sort

from .schemas import SeenTask, SeenTime, TaskWithHistory

SORTS: Final = {
    "name": "core.sort_key(task.name)",
    "code": "task.code",
    "post": "core.sort_key(post.name) || ' ' || task.code",
    "minutes": "coalesce(used.minutes, 0)",
}
_TYPES: Final = {"minutes": "double precision"}

_TASKS: Final = """
    FROM workforce.task JOIN workforce.post ON post.id = post_id
    LEFT JOIN LATERAL (
        SELECT *, valid_to IS NOT NULL AND valid_to < :day AS expired FROM workforce.unit_time
        WHERE task_id = task.id AND valid_from <= :day
        ORDER BY valid_to IS NULL OR valid_to >= :day DESC, number DESC
        LIMIT 1
    ) AS used ON true
    CROSS JOIN LATERAL (
        SELECT count(*) AS versions FROM workforce.unit_time WHERE task_id = task.id
    ) AS counted
    WHERE task.tenant = :tenant
"""
_COLUMNS: Final = """
    task.id, post_id, post.name AS post, task.code, task.name, unit, rhythm, task.version, versions,
    used.number, minutes, complexity, productivity, method, source, author, sample, spread,
    measured_on, valid_from, valid_to, recorded_at, recorded_by, expired
"""
_WANTED: Final = """
    AND (CAST(:q AS text) = ''
        OR lower(core.unaccent('core.unaccent', task.code || ' ' || task.name))
            LIKE '%' || lower(core.unaccent('core.unaccent', :q)) || '%')
    AND (CAST(:post_id AS bigint) IS NULL OR post_id = :post_id)
    AND (CAST(:method AS text) IS NULL OR method = :method)
    AND (NOT CAST(:doubtful AS bool) OR method IS NULL OR method = 'estimate' OR expired)
"""
_ONE: Final = text(f"SELECT {_COLUMNS} {_TASKS} AND task.id = :id")
_HISTORY: Final = text(
    """
    SELECT * FROM workforce.unit_time WHERE tenant = :tenant AND task_id = :id
    ORDER BY number DESC
    """
)


class TaskFilter(NamedTuple):
    q: str = ""
    post_id: int | None = None
    method: Method | None = None
    doubtful: bool = False
    """Rests on an estimate, or on nothing in force."""


def sort_of(name: str) -> Sort:
    """Of `-name`."""
    key = name.removeprefix("-")
    return Sort(SORTS[key], _TYPES.get(key, "text"), id="task.id", descending=name.startswith("-"))


async def list_tasks(
    connection: AsyncConnection,
    tenant: str,
    wanted: TaskFilter,
    *,
    sort: Sort,
    after: After | None,
    day: date,
    limit: int,
) -> list[Row[Any]]:
    statement = text(
        f"SELECT {_COLUMNS}, {sort.column} {_TASKS} {_WANTED} AND {sort.where}"
        f" ORDER BY {sort.order} LIMIT :limit"
    )
    values = {
        "tenant": tenant,
        "day": day,
        "limit": limit,
        **wanted._asdict(),
        "q": _literal(wanted.q),
        **sort.parameters(after),
    }
    return [*await connection.execute(statement, values)]


async def find_task(
    connection: AsyncConnection, tenant: str, id_: int, day: date
) -> TaskWithHistory | None:
    values = {"tenant": tenant, "id": id_, "day": day}
    row = (await connection.execute(_ONE, values)).one_or_none()
    if row is None:
        return None
    task = seen_task(row)
    history = await connection.execute(_HISTORY, {"tenant": tenant, "id": id_})
    number = None if task.time is None else task.time.number
    return TaskWithHistory(
        **dict(task),
        history=[_time(each._mapping, current=each.number == number) for each in history],
    )


def seen_task(row: Row[Any]) -> SeenTask:
    found = row._mapping
    time = None if row.number is None else _time(found, current=True)
    return SeenTask(
        **{name: found[name] for name in SeenTask.model_fields if name not in ("time", "expired")},
        time=time,
        expired=bool(row.expired),
    )


def _time(found: Any, *, current: bool) -> SeenTime:
    names = SeenTime.model_fields.keys() - {"current"}
    return SeenTime.model_construct(**{name: found[name] for name in names}, current=current)


def _literal(searched: str) -> str:
    """For LIKE."""
    return searched.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
