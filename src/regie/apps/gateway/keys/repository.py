"""Every statement about keys, but for what they spend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import After, Sort
from regie.core.web import ChangedMeanwhile

from ..errors import KeyNotFound
from .domain import Key

SORT: Final = Sort("core.sort_key(k.name)", id="k.id")

# A month that nobody has asked in yet has cost nothing.
_SEEN: Final = f"""
    SELECT {SORT.column},
        k.id, k.tenant, k.name, k.prefix, k.models, k.requests_a_minute,
        b.period_kind, b.budget_micros, b.reserved_micros, b.low_percent,
        CASE WHEN b.period_kind = 'month'
            AND b.period IS DISTINCT FROM date_trunc('month', now() AT TIME ZONE :zone)::date
            THEN 0 ELSE b.spent_micros END AS spent_micros,
        CASE WHEN k.revoked_at IS NULL THEN b.ends_at END AS expires_at,
        k.created_at, k.revoked_at, k.version,
        ARRAY(
            SELECT m.name FROM unnest(k.models) WITH ORDINALITY AS u (id, place)
            JOIN gateway.model AS m ON m.id = u.id ORDER BY u.place
        ) AS names,
        ARRAY(
            SELECT m.id FROM unnest(k.models) WITH ORDINALITY AS u (id, place)
            JOIN gateway.model AS m ON m.id = u.id ORDER BY u.place
        ) AS ids
    FROM gateway.key AS k JOIN gateway.balance AS b ON b.key_id = k.id
"""  # noqa: S608 - constants
_LIST: Final = text(
    f"""
    {_SEEN} WHERE k.tenant = :tenant AND (:revoked OR k.revoked_at IS NULL) AND {SORT.where}
    ORDER BY {SORT.order} LIMIT :limit
    """
)
_FIND: Final = text(f"{_SEEN} WHERE k.tenant = :tenant AND k.id = :id")
_COUNT: Final = text(
    "SELECT count(*) FROM gateway.key WHERE tenant = :tenant AND revoked_at IS NULL"
)
_ADD: Final = text(
    """
    WITH made AS (
        INSERT INTO gateway.key
            (tenant, name, prefix, digest, models, requests_a_minute, created_by)
        VALUES (:tenant, :name, :prefix, :digest, CAST(:models AS bigint[]), :requests_a_minute,
            :created_by)
        RETURNING id
    )
    INSERT INTO gateway.balance (key_id, tenant, period_kind, budget_micros, low_percent, ends_at)
    SELECT id, :tenant, :period, :budget_micros, :low_percent, :expires_at FROM made
    RETURNING key_id
    """
)
_CHANGE: Final = text(
    """
    UPDATE gateway.key SET
        name = coalesce(:name, name),
        models = CASE WHEN :all_models THEN NULL
            ELSE coalesce(CAST(:models AS bigint[]), models) END,
        requests_a_minute = CASE WHEN :without_rate THEN NULL
            ELSE coalesce(CAST(:requests_a_minute AS int), requests_a_minute) END,
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version AND revoked_at IS NULL
    RETURNING digest
    """
)
# What is told once per crossing may be told again when the line itself has moved.
_CHANGE_BALANCE: Final = text(
    """
    UPDATE gateway.balance SET
        budget_micros = coalesce(CAST(:budget_micros AS bigint), budget_micros),
        low_percent = coalesce(CAST(:low_percent AS smallint), low_percent),
        ends_at = CASE WHEN :without_end THEN NULL
            ELSE coalesce(CAST(:expires_at AS timestamptz), ends_at) END,
        low = low AND (
            coalesce(CAST(:budget_micros AS bigint), budget_micros) - spent_micros
        ) * 100 <= coalesce(CAST(:budget_micros AS bigint), budget_micros)
            * coalesce(CAST(:low_percent AS smallint), low_percent),
        exhausted = exhausted
            AND coalesce(CAST(:budget_micros AS bigint), budget_micros) <= budget_micros
    WHERE tenant = :tenant AND key_id = :id
    """
)
_REVOKE: Final = text(
    """
    WITH revoked AS (
        UPDATE gateway.key SET revoked_at = now(), version = version + 1
        WHERE tenant = :tenant AND id = :id AND version = :version AND revoked_at IS NULL
        RETURNING id, digest
    ), ended AS (
        UPDATE gateway.balance SET ends_at = now() FROM revoked WHERE key_id = revoked.id
    )
    SELECT digest FROM revoked
    """
)


async def list_keys(
    connection: AsyncConnection,
    tenant: str,
    zone: str,
    after: After | None,
    limit: int,
    *,
    revoked: bool,
) -> list[Key]:
    """By name."""
    asked = {"tenant": tenant, "zone": zone, "limit": limit, "revoked": revoked}
    found = await connection.execute(_LIST, asked | SORT.parameters(after))
    return [_key(row) for row in found]


async def find_key(connection: AsyncConnection, tenant: str, id: int, zone: str) -> Key:  # noqa: A002
    """Raises KeyNotFound."""
    asked = {"tenant": tenant, "id": id, "zone": zone}
    row = (await connection.execute(_FIND, asked)).one_or_none()
    if row is None:
        raise KeyNotFound
    return _key(row)


async def count_keys(connection: AsyncConnection, tenant: str) -> int:
    return cast("int", (await connection.execute(_COUNT, {"tenant": tenant})).scalar_one())


async def add_key(connection: AsyncConnection, values: Mapping[str, object]) -> int:
    return cast("int", (await connection.execute(_ADD, values)).scalar_one())


async def change_key(connection: AsyncConnection, values: Mapping[str, object]) -> bytes:
    """Its digest. Raises ChangedMeanwhile."""
    digest = (await connection.execute(_CHANGE, values)).scalar_one_or_none()
    if digest is None:
        raise ChangedMeanwhile
    await connection.execute(_CHANGE_BALANCE, values)
    return bytes(digest)


async def revoke_key(
    connection: AsyncConnection,
    tenant: str,
    id: int,  # noqa: A002
    version: int,
) -> bytes:
    """Its digest. Raises ChangedMeanwhile."""
    asked = {"tenant": tenant, "id": id, "version": version}
    digest = (await connection.execute(_REVOKE, asked)).scalar_one_or_none()
    if digest is None:
        raise ChangedMeanwhile
    return bytes(digest)


def _key(row: Row[Any]) -> Key:
    opens = None if row.models is None else tuple(zip(row.ids, row.names, strict=True))
    return Key(
        id=row.id,
        tenant=row.tenant,
        name=row.name,
        prefix=row.prefix,
        models=opens,
        requests_a_minute=row.requests_a_minute,
        period=row.period_kind,
        budget_micros=row.budget_micros,
        spent_micros=row.spent_micros,
        reserved_micros=row.reserved_micros,
        low_percent=row.low_percent,
        expires_at=row.expires_at,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
        version=row.version,
        sort_value=row.sort_value,
    )
