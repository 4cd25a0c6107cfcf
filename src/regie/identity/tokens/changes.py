"""Telling every process that a machine's token is no longer what it was.

A personal token needs none of this: it is remembered under the version of its person, which
`people.changes.changed` raises.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from .repository import raise_below, tell_changed


async def place_moved(connection: AsyncConnection, tenant: str, path: str) -> None:
    """In the transaction of the move; `path` is the new one. Service tokens reach by it."""
    await tell_changed(connection, await raise_below(connection, tenant, path))
