"""A migrated database, and a kind of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count
from typing import Any, Protocol

import msgspec
import pytest

from regie.core.db import Database, DatabaseUrl
from regie.core.outbox import Handler, Kind, Relay, RelayOptions, Subscription, ensure_days
from regie.core.outbox.tables import outbox_ended

_numbers = count(1)


class Order(msgspec.Struct, frozen=True):
    number: int = 0


class Relaying(Protocol):
    def __call__(
        self, handler: Handler[Order], *, poll_s: float = 0.1, drain_s: float = 5, **options: Any
    ) -> AbstractAsyncContextManager[Relay]: ...


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=60, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await ensure_days(connection, outbox_ended)
    yield database
    await database.close()


@pytest.fixture
def kind() -> Kind[Order]:
    return Kind(f"test.kind{next(_numbers)}", Order)


@pytest.fixture
def relaying(database: Database, migrated: DatabaseUrl, kind: Kind[Order]) -> Relaying:
    """Runs a relay for this test's kind inside a block."""

    @asynccontextmanager
    async def run(
        handler: Handler[Order], *, poll_s: float = 0.1, drain_s: float = 5, **options: Any
    ) -> AsyncIterator[Relay]:
        relay = Relay(
            database,
            migrated,
            [Subscription(kind, handler, **options)],
            options=RelayOptions(poll_s=poll_s, drain_s=drain_s),
        )
        await relay.open()
        try:
            yield relay
        finally:
            await relay.close()

    return run
