"""Another team's database, a reader and a writer of it, and a wire that can be cut."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
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


@pytest.fixture(scope="session")
def workshop(postgresql_server: PostgreSQL) -> PostgreSQL:
    return postgresql_workshop.set_up(postgresql_server)


@pytest.fixture(scope="session")
def mysql_workshop(mysql_server: MySQL) -> MySQL:
    return set_up(mysql_server)


@pytest.fixture
def admin(workshop: PostgreSQL) -> Admin:
    """Runs SQL as the server's administrator."""
    return lambda statement: workshop.admin(statement, DATABASE)


@pytest.fixture
def sloppy(request: pytest.FixtureRequest, workshop: PostgreSQL, admin: Admin) -> Iterator[str]:
    """An account that may more than read; the line of the proof that it is for."""
    named, power = request.param
    if not power.since <= workshop.version < power.until:
        pytest.skip(f"PostgreSQL {workshop.version // 10000} does not have it")
    admin(power.give)
    yield named.split(maxsplit=1)[0]
    admin(power.take)


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
