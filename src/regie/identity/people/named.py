"""What those who act are called, for lists of what they did."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_NAMES: Final = text(
    """
    SELECT 'person:' || id AS key, name FROM identity.person
    WHERE tenant = :tenant AND status <> 'erased' AND id = ANY(:people)
    UNION ALL
    SELECT 'service:' || id, name FROM identity.token
    WHERE tenant = :tenant AND id = ANY(:services)
    """
)


async def names_of(
    connection: AsyncConnection, tenant: str, keys: Collection[str]
) -> Mapping[str, str]:
    """By the keys of actors (`person:7`, `service:3`); who is not known here, or was erased, is
    left out."""
    if not keys:
        return {}
    values = {
        "tenant": tenant,
        "people": _numbers(keys, "person"),
        "services": _numbers(keys, "service"),
    }
    rows = await connection.execute(_NAMES, values)
    return {row.key: row.name for row in rows}


def _numbers(keys: Collection[str], kind: str) -> list[int]:
    return [int(number) for of, _, number in (key.partition(":") for key in keys) if of == kind]
