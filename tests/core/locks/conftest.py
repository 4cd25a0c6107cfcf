"""A migrated database with room for many connections, and a lock of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import count

import pytest

from regie.core.db import Database, DatabaseUrl
from regie.core.locks import PostgresLeases

_names = map("lock {}".format, count())


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=20, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def leases(database: Database) -> PostgresLeases:
    return PostgresLeases(database)


@pytest.fixture
def name() -> str:
    return next(_names)
