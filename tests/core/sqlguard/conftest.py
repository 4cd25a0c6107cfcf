"""Another team's database, a reader and a writer of it, and a wire that can be cut."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from mysqlserver import MySQL
from postgresqlserver import PostgreSQL
from regie.core.sqlguard import Limits, ReadOnlyPostgres
from wire import Wire

from . import postgresql_workshop
from .mysql_workshop import set_up
from .postgresql_workshop import DATABASE, PASSWORD, READER, WRITER
from .tds.fixtures import *  # noqa: F403 - fixtures of the tests of SQL Server

Admin = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture(
    scope="session",
    params=[
        pytest.param("postgresql_server", id="postgresql"),
        pytest.param("installed_postgresql", id="installed"),
    ],
)
def workshop(request: pytest.FixtureRequest) -> PostgreSQL:
    return postgresql_workshop.set_up(request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def mysql_workshop(mysql_server: MySQL) -> MySQL:
    return set_up(mysql_server)


@pytest.fixture
def admin(workshop: PostgreSQL) -> Admin:
    """Runs SQL as the server's administrator."""
    return lambda statement: workshop.admin(statement, DATABASE)


@pytest.fixture
def reader_dsn(workshop: PostgreSQL) -> str:
    return workshop.url(DATABASE, READER, PASSWORD)


@pytest.fixture
def writer_dsn(workshop: PostgreSQL) -> str:
    return workshop.url(DATABASE, WRITER, PASSWORD)


Open = Callable[..., ReadOnlyPostgres]


@pytest.fixture
async def open_source(reader_dsn: str) -> AsyncIterator[Open]:
    opened: list[ReadOnlyPostgres] = []

    def make(dsn: str = reader_dsn, **limits: float) -> ReadOnlyPostgres:
        source = ReadOnlyPostgres("workshop", dsn, Limits(**limits))  # type: ignore[arg-type]
        opened.append(source)
        return source

    yield make
    for source in opened:
        await source.close()


@pytest.fixture
async def behind(workshop: PostgreSQL, tmp_path: Path) -> AsyncIterator[tuple[Wire, PostgreSQL]]:
    async with workshop.wired(tmp_path) as behind:
        yield behind


@pytest.fixture
def wire(behind: tuple[Wire, PostgreSQL]) -> Wire:
    return behind[0]


@pytest.fixture
def wired_dsn(behind: tuple[Wire, PostgreSQL]) -> str:
    return behind[1].url(DATABASE, READER, PASSWORD)
