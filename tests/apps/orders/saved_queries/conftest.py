"""A house of the main tenant with one SQLite source."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from orderplay import write_source
from peopleplay import Organisation
from regie.core.access import MAIN_TENANT
from regie.core.db import DatabaseUrl, migrate
from regie.migrations import SCRIPTS
from tokenplay import House, opened_house

from .asking import Headers


@pytest.fixture(scope="module")
def queries_url(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    url = new_database()
    migrate(url, SCRIPTS)
    return url


@pytest.fixture(scope="module")
async def process(
    queries_url: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    mapping: Path = write_source(tmp_path_factory.mktemp("atelier"))
    async with opened_house(
        queries_url, REGIE_APPS="orders", REGIE_ORDERS_SOURCES=str(mapping)
    ) as house:
        yield house


@pytest.fixture(scope="module")
def main(process: House) -> House:
    """Of those who run the installation."""
    return process.of(Organisation(process.services, MAIN_TENANT))


@pytest.fixture
async def house(main: House) -> House:
    """The same, without a query."""
    await main.organisation.value("DELETE FROM orders.saved_query RETURNING id")
    return main


@pytest.fixture(scope="module")
async def manager(main: House) -> Headers:
    return (await main.administrator())[1]


@pytest.fixture(scope="module")
async def agent(main: House) -> Headers:
    return await main.session(await main.organisation.person("Camille", ("agent", None)))
