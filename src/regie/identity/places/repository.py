"""Every statement about places."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach

from .domain import Kind
from .errors import CodeTaken, PlaceNotFound

_COLUMNS: Final = """
    place.id, parent_id, path, kind, code, name, closed_at,
    (SELECT count(DISTINCT person_id) FROM identity.assignment WHERE place_id = place.id) AS people
"""
_REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR path LIKE ANY(CAST(:paths AS text[])))"

# One change of a tree at a time: a place must not come below one that is moved meanwhile.
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('places ' || :tenant, 0))")
_SHARE: Final = text(
    "SELECT pg_advisory_xact_lock_shared(hashtextextended('places ' || :tenant, 0))"
)
_ONE: Final = text(
    f"SELECT {_COLUMNS} FROM identity.place WHERE tenant = :tenant AND id = :id AND {_REACHED}"
)
_OF_CODE: Final = text("SELECT id FROM identity.place WHERE tenant = :tenant AND code = :code")
_SOME: Final = text(
    f"SELECT {_COLUMNS} FROM identity.place WHERE tenant = :tenant AND id = ANY(:ids)"
)
_LIST: Final = text(
    f"""
    SELECT {_COLUMNS} FROM identity.place WHERE tenant = :tenant AND {_REACHED}
    ORDER BY core.sort_key(name), id
    """
)
_ADD: Final = text(
    f"""
    WITH fresh AS (
        SELECT nextval(pg_get_serial_sequence('identity.place', 'id')) AS id
    )
    INSERT INTO identity.place (id, tenant, parent_id, path, kind, code, name)
    OVERRIDING SYSTEM VALUE
    SELECT id, :tenant, :parent_id, CAST(:above AS text) || id || '.', :kind, :code, :name
    FROM fresh
    RETURNING {_COLUMNS}
    """
)
_MOVE: Final = text(
    """
    UPDATE identity.place
    SET path = CAST(:new AS text) || substr(path, length(:old) + 1),
        parent_id = CASE WHEN id = :id THEN CAST(:parent_id AS bigint) ELSE parent_id END
    WHERE tenant = :tenant AND path LIKE :old || '%'
    """
)
_RENAME: Final = text("UPDATE identity.place SET name = :name WHERE id = :id")
_CLOSE: Final = text(
    "UPDATE identity.place SET closed_at = CASE WHEN :closed THEN now() END WHERE id = :id"
)
_OPEN_BELOW: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM identity.place
        WHERE tenant = :tenant AND path LIKE :path || '_%' AND closed_at IS NULL
    )
    """
)
_CLOSED_ABOVE: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM identity.place JOIN identity.place AS above ON above.id = place.parent_id
        WHERE place.tenant = :tenant AND place.id = :id AND above.closed_at IS NOT NULL
    )
    """
)
_PEOPLE_BELOW: Final = text(
    """
    SELECT DISTINCT person_id FROM identity.assignment JOIN identity.place ON place.id = place_id
    WHERE tenant = :tenant AND path LIKE :path || '%'
    """
)


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    parent_id: int | None
    path: str
    kind: Kind
    code: str
    name: str
    closed_at: datetime | None
    people: int
    """Who have a role for this very place."""


def below(reach: Reach) -> list[str] | None:
    """For `path LIKE ANY(…)`; None is everywhere. Paths are digits and dots."""
    return None if reach.paths is None else [f"{path}%" for path in sorted(reach.paths)]


async def lock_tree(connection: AsyncConnection, tenant: str) -> None:
    """Until the COMMIT nobody else changes it, and nobody is given a role (`share_tree`)."""
    await connection.execute(_LOCK, {"tenant": tenant})


async def share_tree(connection: AsyncConnection, tenant: str) -> None:
    """Until the COMMIT nothing moves, for whoever gives roles by where places lie."""
    await connection.execute(_SHARE, {"tenant": tenant})


async def find_place(
    connection: AsyncConnection, tenant: str, place_id: int, reach: Reach
) -> Place:
    """Raises PlaceNotFound, also for one that lies elsewhere."""
    values = {"tenant": tenant, "id": place_id, "paths": below(reach)}
    row = (await connection.execute(_ONE, values)).one_or_none()
    if row is None:
        raise PlaceNotFound
    return Place(**row._mapping)


async def place_of_code(connection: AsyncConnection, tenant: str, code: str) -> int | None:
    found = await connection.execute(_OF_CODE, {"tenant": tenant, "code": code})
    return found.scalar_one_or_none()


async def find_places(
    connection: AsyncConnection, tenant: str, ids: Collection[int]
) -> dict[int, Place]:
    """Those of the tenant, by id."""
    rows = await connection.execute(_SOME, {"tenant": tenant, "ids": list(ids)})
    return {row.id: Place(**row._mapping) for row in rows}


async def list_places(connection: AsyncConnection, tenant: str, reach: Reach) -> list[Place]:
    rows = await connection.execute(_LIST, {"tenant": tenant, "paths": below(reach)})
    return [Place(**row._mapping) for row in rows]


async def add_place(
    connection: AsyncConnection,
    tenant: str,
    above: Place | None,
    *,
    kind: Kind,
    code: str,
    name: str,
) -> Place:
    """Whoever calls it holds the tree. Raises CodeTaken, which ends the transaction."""
    values: dict[str, Any] = {
        "tenant": tenant,
        "parent_id": None if above is None else above.id,
        "above": "" if above is None else above.path,
        "kind": kind,
        "code": code,
        "name": name,
    }
    try:
        row = (await connection.execute(_ADD, values)).one()
    except IntegrityError as error:
        if "uq_place_tenant_code" in str(error.orig):
            raise CodeTaken from error
        raise
    return Place(**row._mapping)


async def move_place(
    connection: AsyncConnection, tenant: str, place: Place, *, parent_id: int | None, path: str
) -> None:
    """With everything below it, in one statement. Whoever calls it holds the tree."""
    values = {
        "tenant": tenant,
        "id": place.id,
        "parent_id": parent_id,
        "old": place.path,
        "new": path,
    }
    await connection.execute(_MOVE, values)


async def rename_place(connection: AsyncConnection, place_id: int, name: str) -> None:
    await connection.execute(_RENAME, {"id": place_id, "name": name})


async def close_place(connection: AsyncConnection, place_id: int, *, closed: bool) -> None:
    """Or opens it again."""
    await connection.execute(_CLOSE, {"id": place_id, "closed": closed})


async def is_open_below(connection: AsyncConnection, tenant: str, path: str) -> bool:
    """Whether a place below this one, itself left out, is open."""
    found = await connection.execute(_OPEN_BELOW, {"tenant": tenant, "path": path})
    return bool(found.scalar_one())


async def is_closed_above(connection: AsyncConnection, tenant: str, place_id: int) -> bool:
    """Whether it stands right below a closed one, wherever it has been moved to meanwhile."""
    found = await connection.execute(_CLOSED_ABOVE, {"tenant": tenant, "id": place_id})
    return bool(found.scalar_one())


async def people_below(connection: AsyncConnection, tenant: str, path: str) -> list[int]:
    """Those who have a role for this place or one below it."""
    found = await connection.execute(_PEOPLE_BELOW, {"tenant": tenant, "path": path})
    return cast("list[int]", list(found.scalars()))
