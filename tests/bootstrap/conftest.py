"""Runtimes of one installation on a migrated database, without Redis, at a moment that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from regie.bootstrap import Runtime, build_runtime, configure
from regie.core.db import Database, DatabaseUrl
from regie.core.webhooks import Draft, create_endpoint

AT = datetime(2026, 11, 21, 8, 5, tzinfo=UTC)
KEY = "of-the-tests-0123456789abcdefghijklmnopqrst"
OPERATOR = "exploitation@example.fr"

NewRuntime = Callable[..., Runtime]
Read = Callable[[str], Awaitable[list[tuple[Any, ...]]]]
Listen = Callable[..., Awaitable[None]]


@pytest.fixture
async def database(new_migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(new_migrated, pool_size=5, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def new_migrated(migrated: DatabaseUrl) -> AsyncIterator[DatabaseUrl]:
    """The module's, emptied of what the last test left."""
    yield migrated
    database = Database(migrated, pool_size=1, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(
            text(
                "TRUNCATE core.webhook_endpoint, core.webhook_delivery, core.mail, core.outbox,"
                " core.once, core.jobs, core.jobs_ended"
            )
        )
    await database.close()


@pytest.fixture
def new_runtime(new_migrated: DatabaseUrl) -> NewRuntime:
    def make(**environ: str) -> Runtime:
        configuration = configure(
            {
                "REGIE_CONFIG": "/dev/null",
                "REGIE_ENV": "development",
                "REGIE_DATABASE_URL": new_migrated.for_libpq(),
                "REGIE_REDIS_URL": "none",
                "REGIE_ALERTS_TO": OPERATOR,
                "REGIE_LANGUAGE": "en",
                "REGIE_SECRET_KEY": KEY,
                **environ,
            }
        )
        return build_runtime(configuration, clock=lambda: AT)

    return make


@pytest.fixture
def listen(database: Database) -> Listen:
    """Somebody listens at this address to all events of one tenant."""

    async def listen(
        runtime: Runtime, url: str = "http://127.0.0.1:9/", tenant: str = "main"
    ) -> None:
        async with database.begin() as connection:
            await create_endpoint(connection, runtime.core.vault, tenant, Draft(url, ("*",)))

    return listen


@pytest.fixture
def read(database: Database) -> Read:
    async def read(statement: str) -> list[tuple[Any, ...]]:
        async with database.begin() as connection:
            return [tuple(row) for row in await connection.execute(text(statement))]

    return read
