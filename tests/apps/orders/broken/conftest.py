"""One installation, whose orders are in servers that these tests may harm."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import psycopg
import pytest

from conftest import Require
from mariadb import binaries
from served import MINE, TRACK, Served, serving

sys.path.insert(0, str(Path(__file__).parents[4]))  # `attacks` is not in the wheel

from .proxy import Proxy, proxied
from .sources import DATABASE, Postgres, Source, a_mariadb, a_postgres

ROOM = {
    "REGIE_TRUSTED_PROXIES": "127.0.0.0/8",
    "REGIE_ORDERS_TRIES_PER_NUMBER": "10000",
}


@dataclass(frozen=True)
class Site:
    served: Served
    source: Source
    proxy: Proxy
    numbers: Iterator[str]
    """Of orders that there are."""


@pytest.fixture(scope="session")
def postgres_of_orders() -> Iterator[Postgres]:
    with a_postgres() as postgres:
        yield postgres


@pytest.fixture(scope="session")
def numbers(postgres_of_orders: Postgres) -> Iterator[str]:
    url = postgres_of_orders.server.superuser_url(DATABASE)
    with psycopg.connect(url) as connection:
        found = connection.execute('SELECT "NumeroCommande" FROM "Commandes"').fetchall()
    return cycle(number for (number,) in found if number != MINE["number"])


@asynccontextmanager
async def _site(
    demo: dict[str, str], source: Source, numbers: Iterator[str]
) -> AsyncIterator[Site]:
    async with proxied(source.target) as proxy:
        environ = {**demo, **ROOM, "REGIE_ORDERS_DSN": source.dsn(proxy.port)}
        starting = serving(environ)
        served = await asyncio.to_thread(starting.__enter__)
        try:
            with served.client() as client:
                (await asyncio.to_thread(client.post, TRACK, json=MINE)).raise_for_status()
            yield Site(served, source, proxy, numbers)
        finally:
            await asyncio.to_thread(starting.__exit__, None, None, None)


@pytest.fixture(scope="session")
async def on_postgresql(
    demo: dict[str, str], postgres_of_orders: Postgres, numbers: Iterator[str]
) -> AsyncIterator[Site]:
    async with _site(demo, postgres_of_orders, numbers) as site:
        yield site


@pytest.fixture(scope="session")
async def on_mysql(
    demo: dict[str, str],
    postgres_of_orders: Postgres,
    numbers: Iterator[str],
    require_component: Require,
) -> AsyncIterator[Site]:
    require_component("MariaDB", binaries())
    with a_mariadb(postgres_of_orders.server) as maria:
        async with _site(demo, maria, numbers) as site:
            yield site
