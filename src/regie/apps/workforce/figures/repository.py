"""Every statement about volumes and headcount that a person asks for."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.core.db import After, Sort
from regie.core.web import ChangedMeanwhile
from regie.identity.places.repository import below

from .schemas import HeadcountChange

_REACHED: Final = """
    place.tenant = :tenant
    AND (CAST(:paths AS text[]) IS NULL OR place.path LIKE ANY(CAST(:paths AS text[])))
"""
_UNDER: Final = """
    AND (CAST(:place_id AS bigint) IS NULL OR place.path LIKE (
        SELECT asked.path || '%' FROM identity.place AS asked
        WHERE asked.id = :place_id AND asked.tenant = :tenant
    ))
"""

VOLUME_SORTS: Final = {
    "period": Sort("volume.period", "date", id="volume.id"),
    "place": Sort("core.sort_key(place.name)", id="volume.id"),
    "task": Sort("core.sort_key(task.name)", id="volume.id"),
    "quantity": Sort("volume.quantity", "double precision", id="volume.id"),
}
_VOLUME: Final = """
    volume.id, place_id, place.name AS place, place.path, post_id, task_id, task.name AS task, unit,
    rhythm, period, quantity, volume.version
"""
_VOLUMES: Final = f"""
    FROM workforce.volume JOIN identity.place ON place.id = place_id
    JOIN workforce.task ON task.id = task_id
    WHERE volume.tenant = :tenant AND {_REACHED}
"""
_VOLUMES_WANTED: Final = f"""
    {_UNDER}
    AND (CAST(:post_id AS bigint) IS NULL OR post_id = :post_id)
    AND (CAST(:task_id AS bigint) IS NULL OR task_id = :task_id)
    AND (CAST(:since AS date) IS NULL OR period >= :since)
    AND (CAST(:until AS date) IS NULL OR period <= :until)
"""
_ONE_VOLUME: Final = text(f"SELECT {_VOLUME} {_VOLUMES} AND volume.id = :id")
_CHANGE_VOLUME: Final = text(
    """
    UPDATE workforce.volume SET quantity = :quantity, import_id = NULL, version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)

HEADCOUNT_SORTS: Final = {
    "place": Sort("core.sort_key(place.name)", id="headcount.id"),
    "post": Sort("core.sort_key(post.name)", id="headcount.id"),
    "present": Sort("headcount.present", "double precision", id="headcount.id"),
}
_HEADCOUNT: Final = """
    headcount.id, place_id, place.name AS place, place.path, post_id, post.name AS post, present,
    as_of, headcount.version
"""
_HEADCOUNTS: Final = f"""
    FROM workforce.headcount JOIN identity.place ON place.id = place_id
    JOIN workforce.post ON post.id = post_id
    WHERE headcount.tenant = :tenant AND {_REACHED}
"""
_HEADCOUNTS_WANTED: Final = f"{_UNDER} AND (CAST(:post_id AS bigint) IS NULL OR post_id = :post_id)"
_ONE_HEADCOUNT: Final = text(f"SELECT {_HEADCOUNT} {_HEADCOUNTS} AND headcount.id = :id")
_CHANGE_HEADCOUNT: Final = text(
    """
    UPDATE workforce.headcount
    SET present = :present, as_of = :as_of, import_id = NULL, version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)


class VolumeFilter(NamedTuple):
    place_id: int | None = None
    """And what is below it."""
    post_id: int | None = None
    task_id: int | None = None
    since: str | None = None
    until: str | None = None
    """Months, `2026-11`; both count."""


class HeadcountFilter(NamedTuple):
    place_id: int | None = None
    post_id: int | None = None


async def list_volumes(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    wanted: VolumeFilter,
    *,
    sort: Sort,
    after: After | None,
    limit: int,
) -> list[Row[Any]]:
    values = wanted._asdict() | {"since": _month(wanted.since), "until": _month(wanted.until)}
    return await _page(
        connection,
        f"SELECT {_VOLUME}, {sort.column} {_VOLUMES} {_VOLUMES_WANTED}",
        _scoped(tenant, reach) | values,
        sort=sort,
        after=after,
        limit=limit,
    )


async def list_headcounts(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    wanted: HeadcountFilter,
    *,
    sort: Sort,
    after: After | None,
    limit: int,
) -> list[Row[Any]]:
    return await _page(
        connection,
        f"SELECT {_HEADCOUNT}, {sort.column} {_HEADCOUNTS} {_HEADCOUNTS_WANTED}",
        _scoped(tenant, reach) | wanted._asdict(),
        sort=sort,
        after=after,
        limit=limit,
    )


async def find_volume(
    connection: AsyncConnection, tenant: str, reach: Reach, id_: int
) -> Row[Any] | None:
    values = _scoped(tenant, reach) | {"id": id_}
    return (await connection.execute(_ONE_VOLUME, values)).one_or_none()


async def find_headcount(
    connection: AsyncConnection, tenant: str, reach: Reach, id_: int
) -> Row[Any] | None:
    values = _scoped(tenant, reach) | {"id": id_}
    return (await connection.execute(_ONE_HEADCOUNT, values)).one_or_none()


async def change_volume(
    connection: AsyncConnection, tenant: str, id_: int, quantity: float, version: int
) -> None:
    """By hand: it no longer comes from an import. Raises ChangedMeanwhile."""
    values = {"tenant": tenant, "id": id_, "quantity": quantity, "version": version}
    if (await connection.execute(_CHANGE_VOLUME, values)).rowcount != 1:
        raise ChangedMeanwhile


async def change_headcount(
    connection: AsyncConnection, tenant: str, id_: int, change: HeadcountChange, version: int
) -> None:
    """Raises ChangedMeanwhile."""
    values = {"tenant": tenant, "id": id_, "version": version, **dict(change)}
    if (await connection.execute(_CHANGE_HEADCOUNT, values)).rowcount != 1:
        raise ChangedMeanwhile


async def _page(
    connection: AsyncConnection,
    select: str,
    values: dict[str, Any],
    *,
    sort: Sort,
    after: After | None,
    limit: int,
) -> list[Row[Any]]:
    statement = text(f"{select} AND {sort.where} ORDER BY {sort.order} LIMIT :limit")
    given = values | {"limit": limit} | sort.parameters(after)
    return [*await connection.execute(statement, given)]


def _scoped(tenant: str, reach: Reach) -> dict[str, Any]:
    return {"tenant": tenant, "paths": below(reach)}


def _month(text_: str | None) -> date | None:
    return None if text_ is None else date.fromisoformat(f"{text_}-01")
