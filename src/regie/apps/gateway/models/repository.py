"""Every statement about models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort
from regie.core.web import ChangedMeanwhile

from ..errors import InUse, ModelNotFound, NameTaken

SORT: Final = Sort("core.sort_key(m.name)", id="m.id")

_SEEN: Final = f"""
    SELECT {SORT.column},
        m.id, m.name, m.provider_id, p.name AS provider_name, m.upstream, m.price_in_micros,
        m.price_out_micros, m.context_tokens, m.max_output_tokens, m.fallback_id,
        f.name AS fallback_name, m.enabled, m.version
    FROM gateway.model AS m
    JOIN gateway.provider AS p ON p.id = m.provider_id AND p.tenant = m.tenant
    LEFT JOIN gateway.model AS f ON f.id = m.fallback_id AND f.tenant = m.tenant
"""  # noqa: S608 - constants
_LIST: Final = text(
    f"{_SEEN} WHERE m.tenant = :tenant AND {SORT.where} ORDER BY {SORT.order} LIMIT :limit"
)
_FIND: Final = text(f"{_SEEN} WHERE m.tenant = :tenant AND m.id = :id")
_COUNT: Final = text("SELECT count(*) FROM gateway.model WHERE tenant = :tenant")
_ADD: Final = text(
    """
    INSERT INTO gateway.model (
        tenant, name, provider_id, upstream, price_in_micros, price_out_micros, context_tokens,
        max_output_tokens, fallback_id, enabled
    ) VALUES (
        :tenant, :name, :provider_id, :upstream, :price_in_micros, :price_out_micros,
        :context_tokens, :max_output_tokens, :fallback_id, :enabled
    ) RETURNING id
    """
)
_CHANGE: Final = text(
    """
    UPDATE gateway.model SET
        name = coalesce(:name, name),
        provider_id = coalesce(CAST(:provider_id AS bigint), provider_id),
        upstream = coalesce(:upstream, upstream),
        price_in_micros = coalesce(CAST(:price_in_micros AS bigint), price_in_micros),
        price_out_micros = coalesce(CAST(:price_out_micros AS bigint), price_out_micros),
        context_tokens = coalesce(CAST(:context_tokens AS int), context_tokens),
        max_output_tokens = coalesce(CAST(:max_output_tokens AS int), max_output_tokens),
        fallback_id = CASE WHEN :without_fallback THEN NULL
            ELSE coalesce(CAST(:fallback_id AS bigint), fallback_id) END,
        enabled = coalesce(:enabled, enabled),
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)
_REMOVE: Final = text(
    "DELETE FROM gateway.model WHERE tenant = :tenant AND id = :id AND version = :version"
)
_SOMEBODYS_FALLBACK: Final = text(
    "SELECT EXISTS (SELECT FROM gateway.model WHERE tenant = :tenant AND fallback_id = :id)"
)
_NAMES: Final = text(
    "SELECT id, name FROM gateway.model WHERE tenant = :tenant AND id = ANY(CAST(:ids AS bigint[]))"
)


class Model(NamedTuple):
    id: int
    name: str
    provider_id: int
    provider_name: str
    upstream: str
    price_in_micros: int
    price_out_micros: int
    context_tokens: int
    max_output_tokens: int
    fallback_id: int | None
    fallback_name: str | None
    enabled: bool
    version: int
    sort_value: str


async def list_models(
    connection: AsyncConnection, tenant: str, after: After | None, limit: int
) -> list[Model]:
    """By name."""
    asked = {"tenant": tenant, "limit": limit, **SORT.parameters(after)}
    return [_model(row) for row in await connection.execute(_LIST, asked)]


async def find_model(connection: AsyncConnection, tenant: str, id: int) -> Model:  # noqa: A002
    """Raises ModelNotFound."""
    row = (await connection.execute(_FIND, {"tenant": tenant, "id": id})).one_or_none()
    if row is None:
        raise ModelNotFound
    return _model(row)


async def count_models(connection: AsyncConnection, tenant: str) -> int:
    return cast("int", (await connection.execute(_COUNT, {"tenant": tenant})).scalar_one())


async def names_of_models(
    connection: AsyncConnection, tenant: str, ids: list[int]
) -> dict[int, str]:
    """Of those that are there."""
    found = await connection.execute(_NAMES, {"tenant": tenant, "ids": ids})
    return {row.id: row.name for row in found}


async def is_somebodys_fallback(connection: AsyncConnection, tenant: str, id: int) -> bool:  # noqa: A002
    asked = {"tenant": tenant, "id": id}
    return cast("bool", (await connection.execute(_SOMEBODYS_FALLBACK, asked)).scalar_one())


async def add_model(connection: AsyncConnection, values: Mapping[str, object]) -> int:
    """Raises NameTaken."""
    try:
        return cast("int", (await connection.execute(_ADD, values)).scalar_one())
    except IntegrityError as error:
        raise NameTaken from error


async def change_model(connection: AsyncConnection, values: Mapping[str, object]) -> None:
    """Raises ChangedMeanwhile, NameTaken."""
    try:
        changed = (await connection.execute(_CHANGE, values)).rowcount
    except IntegrityError as error:
        raise NameTaken from error
    if not changed:
        raise ChangedMeanwhile


async def remove_model(
    connection: AsyncConnection,
    tenant: str,
    id: int,  # noqa: A002
    version: int,
) -> None:
    """Raises ChangedMeanwhile, InUse."""
    asked = {"tenant": tenant, "id": id, "version": version}
    try:
        removed = (await connection.execute(_REMOVE, asked)).rowcount
    except IntegrityError as error:
        raise InUse from error
    if not removed:
        raise ChangedMeanwhile


def _model(row: Row[Any]) -> Model:
    return Model(*(getattr(row, name) for name in Model._fields))
