"""What was remembered of a tenant's staff ends with the transaction that changes it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.cache import invalidate_after_commit


def tag_of(tenant: str) -> str:
    """Of every figure that is made of a tenant's absences, evaluations and places of work."""
    return f"staff:{tenant}"


async def changed(connection: AsyncConnection, tenant: str) -> None:
    await invalidate_after_commit(connection, tag_of(tenant))
