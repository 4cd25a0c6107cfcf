"""What the lifespan and the health page may expect of everything that is opened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import psycopg
import pytest
import redis.asyncio

from regie.apps.orders.proven import ProvenSource
from regie.core.counters import Counters, PostgresLedger
from regie.core.db import Database, DatabaseUrl
from regie.core.embedded import EmbeddedHome, EmbeddedPostgres
from regie.core.errors import Unavailable
from regie.core.observe import Resource
from regie.core.sqlguard import ReadOnlyPostgres
from regie.core.valkey import Valkey

from .conftest import Server, kill

PASSWORD = "only-in-tests"
NEVER_S = 10.0
"""A ping that is not over by then hangs; the health page itself gives one two seconds."""


def _postgres_dsn(server: EmbeddedPostgres) -> str:
    server.ensure_role("owner", PASSWORD)
    server.ensure_role("reader", PASSWORD)
    server.ensure_database("goods", "owner", readers=["reader"])
    return server.url("goods", "reader", PASSWORD)


def database(dsn: str) -> Resource:
    return Database(DatabaseUrl(dsn), pool_size=2, pool_overflow=0)


def valkey(url: str) -> Resource:
    return Valkey("cache", url)


def read_only_postgres(dsn: str) -> Resource:
    return Sourced(ReadOnlyPostgres("goods", dsn))


def proven_source(dsn: str) -> Resource:
    return ProvenSource("goods", ReadOnlyPostgres("goods", dsn), [], strict=True)


def counters(dsn: str) -> Resource:
    return Counting(Database(DatabaseUrl(dsn), pool_size=2, pool_overflow=0))


class Counting(Counters):
    """Counters with the database that elsewhere is opened before them."""

    def __init__(self, database: Database):
        super().__init__(PostgresLedger(database), ZoneInfo("Europe/Paris"))
        self._database = database

    async def open(self) -> None:
        await self._database.open()
        await super().open()

    async def close(self) -> None:
        await super().close()
        await self._database.close()


@dataclass
class Sourced:
    """A source as a resource: an app says whether it is required, see ProvenSource."""

    source: ReadOnlyPostgres
    required: bool = False

    @property
    def name(self) -> str:
        return self.source.name

    async def open(self) -> None:
        await self.source.open()

    async def ping(self) -> None:
        await self.source.ping()

    async def close(self) -> None:
        await self.source.close()


@dataclass(frozen=True)
class Trial:
    resource: Resource
    server: Server


@pytest.fixture(params=[database, valkey, read_only_postgres, proven_source, counters])
async def trial(request: pytest.FixtureRequest, lab: EmbeddedHome) -> AsyncIterator[Trial]:
    """A resource that is not open yet, on a server that runs."""
    make: Callable[[str], Resource] = request.param
    server: Server = lab.cache if make is valkey else lab.postgres
    if not server.alive():
        await asyncio.to_thread(server.start)
    url = _postgres_dsn(server) if isinstance(server, EmbeddedPostgres) else server.url
    resource = make(url)
    yield Trial(resource, server)
    await resource.close()


async def ping(trial: Trial) -> None:
    async with asyncio.timeout(NEVER_S):
        await trial.resource.ping()


async def test_it_answers_once_it_is_open(trial: Trial) -> None:
    await trial.resource.open()
    await ping(trial)


async def test_before_it_is_open_it_answers_or_is_unavailable(trial: Trial) -> None:
    with suppress(Unavailable):
        await ping(trial)


async def test_it_may_be_closed_without_having_been_open(trial: Trial) -> None:
    await trial.resource.close()


async def test_opening_twice_leaves_nothing_behind(trial: Trial) -> None:
    for _ in range(2):
        await trial.resource.open()
        await ping(trial)
    await trial.resource.close()
    async with asyncio.timeout(NEVER_S):
        while await _connections(trial.server):  # noqa: ASYNC110 - a server has no event for it
            await asyncio.sleep(0.02)


async def test_closing_twice_changes_nothing(trial: Trial) -> None:
    await trial.resource.open()
    await ping(trial)
    await trial.resource.close()
    await trial.resource.close()


async def test_it_may_be_opened_again_after_closing(trial: Trial) -> None:
    for _ in range(2):
        await trial.resource.open()
        await ping(trial)
        await trial.resource.close()


async def test_it_opens_while_its_server_is_away(trial: Trial) -> None:
    kill(trial.server)
    await trial.resource.open()


async def test_it_notices_that_its_server_was_killed_and_works_when_it_is_back(
    trial: Trial,
) -> None:
    await trial.resource.open()
    await ping(trial)
    kill(trial.server)
    with pytest.raises(Exception):  # noqa: B017, PT011 - any will do: raising is the answer
        await ping(trial)
    await asyncio.to_thread(trial.server.start)
    await ping(trial)


async def test_a_restart_between_two_calls_costs_one_of_them_at_most(trial: Trial) -> None:
    await trial.resource.open()
    await asyncio.gather(ping(trial), ping(trial))
    kill(trial.server)
    await asyncio.to_thread(trial.server.start)
    with suppress(Exception):
        await ping(trial)
    await ping(trial)


async def test_it_closes_while_its_server_is_away(trial: Trial) -> None:
    await trial.resource.open()
    await ping(trial)
    kill(trial.server)
    await trial.resource.close()


async def _connections(server: Server) -> int:
    """How many the server counts besides the one that asks."""
    if isinstance(server, EmbeddedPostgres):
        async with await psycopg.AsyncConnection.connect(server.superuser_url()) as connection:
            found = await connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'"
            )
            row = await found.fetchone()
            return row[0] if row else 0
    async with redis.asyncio.Redis.from_url(server.url) as client:
        return (await client.info("clients"))["connected_clients"] - 1
