"""One request, one transaction: the edge commits, and only it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Any

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.errors import Timeout, Unavailable

from .declared import may_raise


def transaction(database: Database) -> Any:
    """A FastAPI dependency, as a parameter's default: `connection: AsyncConnection = begun`
    with `begun = transaction(database)`.

    FastAPI's default for a dependency that yields is to finish it after the answer was sent, when
    it is too late to say that the COMMIT failed. This one has the scope of the function: a failed
    COMMIT is a 5xx.
    """
    return Depends(_begin(database), scope="function")


def _begin(database: Database) -> Callable[[], AsyncGenerator[AsyncConnection]]:
    @may_raise(Unavailable, Timeout)
    async def begin() -> AsyncGenerator[AsyncConnection]:
        async with database.begin() as connection:
            yield connection

    return begin
