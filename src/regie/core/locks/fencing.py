"""What makes a stale holder's write fail in the database, with all else of its transaction."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from .errors import LockLost

STALE: Final = "RG001"
"""The SQLSTATE that `core.fence` raises; migration 0003 has it too."""

_FENCE: Final = text("SELECT core.fence(:name, :token)")


async def fence(connection: AsyncConnection, name: str, token: int) -> None:
    """Call it first in the transaction that writes. Raises LockLost, and then the database commits
    nothing of that transaction, whatever the caller does with the error.

    Until the transaction ends nobody else can take the lock: a lease that runs out between this
    statement and the commit makes the next holder wait. Other languages and drivers say
    `SELECT core.fence('name', token)`.
    """
    try:
        await connection.execute(_FENCE, {"name": name, "token": token})
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == STALE:
            raise LockLost(f"{name} is no longer held under token {token}") from error
        raise
