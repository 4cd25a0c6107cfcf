"""Every statement about saved queries; none of them is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort
from regie.core.web import ChangedMeanwhile

from .domain import Parameter, SavedQuery
from .errors import QueryNameTaken, QueryNotFound

SORT: Final = Sort("core.sort_key(q.name)", id="q.id")

_SEEN: Final = f"""
    SELECT {SORT.column},
        q.id, q.name, q.description, q.source, q.sql, q.parameters, q.created_at, q.changed_at,
        q.version, created.name AS created_by, changed.name AS changed_by
    FROM orders.saved_query AS q
    LEFT JOIN identity.person AS created
        ON created.id = q.created_by AND created.status <> 'erased'
    LEFT JOIN identity.person AS changed
        ON changed.id = q.changed_by AND changed.status <> 'erased'
"""  # noqa: S608 - constants
_LIST: Final = text(
    f"{_SEEN} WHERE q.tenant = :tenant AND {SORT.where} ORDER BY {SORT.order} LIMIT :limit"
)
_FIND: Final = text(f"{_SEEN} WHERE q.tenant = :tenant AND q.id = :id")
_COUNT: Final = text("SELECT count(*) FROM orders.saved_query WHERE tenant = :tenant")
_ADD: Final = text(
    """
    INSERT INTO orders.saved_query
        (tenant, name, description, source, sql, parameters, created_by, changed_by)
    VALUES (:tenant, :name, :description, :source, :sql, :parameters, :by, :by)
    RETURNING id
    """
).bindparams(bindparam("parameters", type_=JSONB))
_REPLACE: Final = text(
    """
    UPDATE orders.saved_query SET
        name = :name, description = :description, source = :source, sql = :sql,
        parameters = :parameters, changed_by = :by, changed_at = now(), version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
).bindparams(bindparam("parameters", type_=JSONB))
_REMOVE: Final = text(
    "DELETE FROM orders.saved_query WHERE tenant = :tenant AND id = :id AND version = :version"
)


async def list_queries(
    connection: AsyncConnection, tenant: str, after: After | None, limit: int
) -> list[SavedQuery]:
    """By name."""
    asked = {"tenant": tenant, "limit": limit, **SORT.parameters(after)}
    return [_query(row) for row in await connection.execute(_LIST, asked)]


async def find_query(connection: AsyncConnection, tenant: str, id: int) -> SavedQuery:  # noqa: A002
    """Raises QueryNotFound."""
    row = (await connection.execute(_FIND, {"tenant": tenant, "id": id})).one_or_none()
    if row is None:
        raise QueryNotFound
    return _query(row)


async def count_queries(connection: AsyncConnection, tenant: str) -> int:
    return cast("int", (await connection.execute(_COUNT, {"tenant": tenant})).scalar_one())


async def add_query(connection: AsyncConnection, values: Mapping[str, object]) -> int:
    """Raises QueryNameTaken."""
    try:
        return cast("int", (await connection.execute(_ADD, values)).scalar_one())
    except IntegrityError as error:
        raise QueryNameTaken from error


async def replace_query(connection: AsyncConnection, values: Mapping[str, object]) -> None:
    """Raises ChangedMeanwhile, QueryNameTaken."""
    try:
        changed = (await connection.execute(_REPLACE, values)).rowcount
    except IntegrityError as error:
        raise QueryNameTaken from error
    if not changed:
        raise ChangedMeanwhile


async def remove_query(
    connection: AsyncConnection,
    tenant: str,
    id: int,  # noqa: A002
    version: int,
) -> None:
    """Raises ChangedMeanwhile."""
    asked = {"tenant": tenant, "id": id, "version": version}
    if not (await connection.execute(_REMOVE, asked)).rowcount:
        raise ChangedMeanwhile


def _query(row: Row[Any]) -> SavedQuery:
    return SavedQuery(
        id=row.id,
        name=row.name,
        description=row.description,
        source=row.source,
        sql=row.sql,
        parameters=tuple(Parameter(**each) for each in row.parameters),
        created_by=row.created_by,
        created_at=row.created_at,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        version=row.version,
        sort_value=row.sort_value,
    )
