"""A database with the newest schema, and the throttle on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from regie.core.db import Database, DatabaseUrl
from regie.identity.signin.digests import Digests
from regie.identity.signin.throttle import Throttle
from signinplay import Site, open_site

SECRET = SecretStr("a secret of the tests, long enough for anything")


@pytest.fixture
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=8, pool_overflow=4)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def throttle(database: Database) -> Throttle:
    return Throttle(database, Digests(SECRET))


@pytest.fixture(scope="module")
async def site(migrated: DatabaseUrl) -> AsyncIterator[Site]:
    async with open_site(migrated) as site:
        yield site
