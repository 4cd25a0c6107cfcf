"""What an application may expect of every source, be it a server or the twin for tests."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import closing
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import Require
from core.sqlguard.tds import Authority, TdsServer, Workshop
from mysqlserver import MySQL
from postgresqlserver import PostgreSQL
from regie.core.errors import RegieError
from regie.core.observe import count_statements
from regie.core.sqlguard import (
    Engine,
    Limits,
    MemorySource,
    Proof,
    ReadOnlySource,
    Relation,
    ResultTooLarge,
    SourceUnavailable,
    open_source,
)
from wire import Wire, wired_port

REAL_SQLSERVER = os.environ.get("REGIE_TEST_SQLSERVER_DSN")
NUMBERS: dict[Engine, str] = {
    "postgresql": "SELECT n FROM generate_series(1, $1) AS n",
    "mysql": "WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers"
    " WHERE n < 99) SELECT n FROM numbers WHERE n <= ?",
    "sqlite": "SELECT n FROM numbers WHERE n <= ?",
    "sqlserver": "SELECT v.n AS n FROM (SELECT 1 AS n"
    + "".join(f" UNION ALL SELECT {number}" for number in range(2, 100))
    + ") AS v WHERE v.n <= ?",
}
MOST = 10
NINETY = str(list(range(1, 91)))
LIMITS = Limits(rows=MOST)


def numbers(_: str, parameters: tuple[object, ...]) -> Sequence[Mapping[str, int]]:
    """What a server answers to NUMBERS, and one row to anything else."""
    (most,) = parameters or (1,)
    assert isinstance(most, int)
    return [{"n": number} for number in range(1, most + 1)]


@dataclass(frozen=True)
class Trial:
    source: ReadOnlySource
    leave: Callable[[], None]
    come_back: Callable[[], None]


@pytest.fixture
def memory() -> Trial:
    source = MemorySource(numbers, limits=LIMITS)

    def fail_with(failure: type[RegieError] | None) -> None:
        source.failure = failure

    return Trial(source, lambda: fail_with(SourceUnavailable), lambda: fail_with(None))


@pytest.fixture
async def postgresql(postgresql_server: PostgreSQL, tmp_path: Path) -> AsyncIterator[Trial]:
    async with postgresql_server.wired(tmp_path) as (wire, behind):
        at = behind.administrator
        source = open_source("numbers", behind.url("postgres", at.user, at.password), LIMITS)
        yield Trial(source, lambda: away(wire), lambda: back(wire))
        await source.close()


@pytest.fixture
async def mysql(mysql_server: MySQL) -> AsyncIterator[Trial]:
    mysql_server.admin("CREATE DATABASE IF NOT EXISTS numbers")
    async with wired_port(mysql_server.host, mysql_server.port) as (wire, port):
        account = (mysql_server.account, mysql_server.password)
        dsn = mysql_server.behind(port).dsn(*account, "numbers")
        source = open_source("numbers", dsn, LIMITS)
        yield Trial(source, lambda: away(wire), lambda: back(wire))
        await source.close()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Trial]:
    file, away = tmp_path / "numbers.db", tmp_path / "away.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE numbers AS SELECT value AS n FROM json_each(?)", [NINETY])
        connection.commit()
    source = open_source("numbers", f"sqlite://{file}", LIMITS)
    yield Trial(source, lambda: void(file.rename(away)), lambda: void(away.rename(file)))
    await source.close()


@pytest.fixture
async def sqlserver(tmp_path: Path, require_component: Require) -> AsyncIterator[Trial]:
    """The one of the tests: T-SQL by its protocol alone."""
    require_component("libltdl7, of the SQL Server driver,", find_library("ltdl"))
    authority = Authority(tmp_path, "house")
    context = authority.server("localhost")
    with closing(Workshop("reader")) as numbers:
        async with TdsServer(numbers, {"reader": "secret"}, context) as server:
            place = f"localhost:{server.port}/shop?tls=verify&ca={authority.certificate}"
            source = open_source("numbers", f"sqlserver://reader:secret@{place}", LIMITS)

            def leave() -> None:
                server.behaviour.away = True
                server.cut()

            def come_back() -> None:
                server.behaviour.away = False

            yield Trial(source, leave, come_back)
            await source.close()


@pytest.fixture
async def real_sqlserver() -> AsyncIterator[Trial]:
    """The name in its certificate is that in the DSN, wherever the wire begins."""
    assert REAL_SQLSERVER is not None
    real = urlsplit(REAL_SQLSERVER)
    async with wired_port(real.hostname or "", real.port or 1433) as (wire, port):
        account = real.netloc.rpartition("@")[0]
        query = f"tls=verify&hostNameInCertificate={real.hostname}&{real.query}"
        near = real._replace(netloc=f"{account}@127.0.0.1:{port}", query=query)
        source = open_source("numbers", near.geturl(), LIMITS)
        yield Trial(source, lambda: away(wire), lambda: back(wire))
        await source.close()


def away(wire: Wire) -> None:
    wire.away = True
    wire.cut()


def back(wire: Wire) -> None:
    wire.away = False


def void(_: object) -> None:
    """Of what is done, nothing is asked."""


@pytest.fixture(
    params=[
        "memory",
        pytest.param("postgresql", marks=pytest.mark.postgresql),
        pytest.param("mysql", marks=pytest.mark.mysql),
        "sqlite",
        "sqlserver",
        *([pytest.param("real_sqlserver", marks=pytest.mark.sqlserver)] if REAL_SQLSERVER else []),
    ]
)
def trial(request: pytest.FixtureRequest) -> Trial:
    return request.getfixturevalue(request.param)


async def read(source: ReadOnlySource, most: int) -> list[int]:
    return sorted([row["n"] for row in await source.fetch(NUMBERS[source.engine], most)])


async def test_rows_are_read_by_the_names_of_their_columns(trial: Trial) -> None:
    assert await read(trial.source, 3) == [1, 2, 3]


async def test_no_rows_are_an_empty_answer(trial: Trial) -> None:
    assert await read(trial.source, 0) == []


async def test_as_many_rows_as_allowed_pass(trial: Trial) -> None:
    assert len(await read(trial.source, MOST)) == MOST


async def test_one_row_more_than_allowed_is_refused(trial: Trial) -> None:
    with pytest.raises(ResultTooLarge):
        await read(trial.source, MOST + 1)


async def test_after_a_refusal_it_answers_as_before(trial: Trial) -> None:
    with pytest.raises(ResultTooLarge):
        await read(trial.source, MOST + 1)
    assert await read(trial.source, 1) == [1]


async def test_one_read_counts_as_one_statement(trial: Trial) -> None:
    with count_statements() as counted:
        await read(trial.source, 1)
    assert counted.count == 1


async def test_opening_needs_no_source(trial: Trial) -> None:
    trial.leave()
    await trial.source.open()


@pytest.mark.parametrize(
    "use",
    [
        lambda source: source.ping(),
        lambda source: read(source, 1),
        lambda source: source.prove([Relation("things", ("id",), key="id")]),
    ],
    ids=["ping", "fetch", "prove"],
)
async def test_a_source_that_is_away_is_unavailable(
    trial: Trial, use: Callable[[ReadOnlySource], AsyncIterator[object]]
) -> None:
    await trial.source.ping()
    trial.leave()
    with pytest.raises(SourceUnavailable):
        await use(trial.source)  # type: ignore[misc]


async def test_a_source_that_came_back_answers_without_being_opened_again(trial: Trial) -> None:
    await trial.source.open()
    trial.leave()
    with pytest.raises(SourceUnavailable):
        await trial.source.ping()
    trial.come_back()
    await trial.source.ping()


async def test_it_proves_what_it_is_asked_about(trial: Trial) -> None:
    assert isinstance(await trial.source.prove([]), Proof)


async def test_closing_twice_changes_nothing(trial: Trial) -> None:
    await trial.source.ping()
    await trial.source.close()
    await trial.source.close()


async def test_it_may_be_closed_while_the_source_is_away(trial: Trial) -> None:
    await trial.source.ping()
    trial.leave()
    await trial.source.close()
