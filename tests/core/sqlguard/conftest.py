"""Another team's database, a reader and a writer of it, and a wire that can be cut."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from mysqlserver import MySQL
from regie.core.embedded import EmbeddedPostgres
from regie.core.sqlguard import Limits, ReadOnlyPostgres
from wire import Wire, wired

from .mysql_workshop import set_up
from .tds.fixtures import *  # noqa: F403 - fixtures of the tests of SQL Server

DATABASE = "workshop"
READER, WRITER, PASSWORD = "workshop_reader", "workshop_writer", "only-in-tests"

TABLES = f"""
    REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
    GRANT CONNECT ON DATABASE {DATABASE} TO {READER}, {WRITER};
    CREATE TABLE things (id integer PRIMARY KEY, name text NOT NULL, price numeric);
    CREATE SEQUENCE tickets;
    INSERT INTO things SELECT n, 'thing ' || n, n FROM generate_series(1, 50) AS n;
    GRANT SELECT (id, name) ON things TO {READER};
    GRANT SELECT, INSERT, UPDATE, DELETE ON things TO {WRITER};
    GRANT USAGE ON SEQUENCE tickets TO {WRITER};
"""

Admin = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture(scope="session")
def workshop(postgres: EmbeddedPostgres) -> EmbeddedPostgres:
    postgres.ensure_role(READER, PASSWORD)
    postgres.ensure_role(WRITER, PASSWORD)
    postgres.ensure_database(DATABASE, "regie")
    with psycopg.connect(postgres.superuser_url(DATABASE)) as connection:
        connection.execute(TABLES)
    return postgres


@pytest.fixture(scope="session")
def mysql_workshop(mysql_server: MySQL) -> MySQL:
    return set_up(mysql_server)


@pytest.fixture
def admin(workshop: EmbeddedPostgres) -> Admin:
    """Runs SQL as the server's administrator."""

    def run(statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(workshop.superuser_url(DATABASE), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return run


@pytest.fixture
def reader_dsn(workshop: EmbeddedPostgres) -> str:
    return workshop.url(DATABASE, READER, PASSWORD)


@pytest.fixture
def writer_dsn(workshop: EmbeddedPostgres) -> str:
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
async def wire(workshop: EmbeddedPostgres, tmp_path: Path) -> AsyncIterator[Wire]:
    real = next(workshop.sockets.glob(".s.PGSQL.*[0-9]"))
    async with wired(real, tmp_path) as wire:
        yield wire


@pytest.fixture
def wired_dsn(wire: Wire, tmp_path: Path) -> str:
    return f"postgresql://{READER}:{PASSWORD}@/{DATABASE}?host={quote(str(tmp_path), safe='')}"
