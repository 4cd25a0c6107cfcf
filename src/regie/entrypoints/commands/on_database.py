"""Some work on the installation's database, for a command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.settings import Settings
from regie.operations.servers import reach

T = TypeVar("T")


def on_database(settings: Settings, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """One transaction, committed when the work ends well. Raises what `reach` raises."""

    async def run(database: Database) -> T:
        async with database.begin() as connection:
            return await work(connection)

    return with_database(settings, run)


def with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """As many transactions as the work wants, one at a time. Raises what `reach` raises."""

    async def run(database: Database) -> T:
        await database.open()
        try:
            return await work(database)
        finally:
            await database.close()

    with reach(settings) as servers:
        return asyncio.run(run(Database(servers.database_url, pool_size=1, pool_overflow=0)))
