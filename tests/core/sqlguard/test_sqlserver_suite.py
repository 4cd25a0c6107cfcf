"""What holds of every SQL Server, be it the one for tests or, given REGIE_TEST_SQLSERVER_DSN, a
real one. It needs no table of its own, and changes nothing."""

from __future__ import annotations

import asyncio
import os
from datetime import date, datetime
from decimal import Decimal

import pytest

from regie.core.sqlguard import (
    Relation,
    ResultTooLarge,
    SourceRefused,
    SourceTimeout,
)

from .tds.fixtures import OpenSqlServer

VARIABLE = "REGIE_TEST_SQLSERVER_DSN"
NUMBERS = (
    "SELECT v.n AS n FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)"
    " AS v WHERE v.n <= ?"
)
ECHO = "SELECT ? AS value"
ENDLESS = (
    "SELECT COUNT_BIG(*) AS n FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b"
    " CROSS JOIN sys.all_columns AS c CROSS JOIN sys.all_columns AS d"
)


REAL = os.environ.get(VARIABLE)
SERVERS = ["tds", *([pytest.param("real", marks=pytest.mark.sqlserver)] if REAL else [])]


@pytest.fixture(params=SERVERS)
def open_any(request: pytest.FixtureRequest, open_sql_server: OpenSqlServer) -> OpenSqlServer:
    dsn = None if request.param == "tds" else REAL
    return lambda **limits: open_sql_server(dsn, **limits)


@pytest.fixture
def open_real(open_sql_server: OpenSqlServer) -> OpenSqlServer:
    return lambda **limits: open_sql_server(REAL, **limits)


async def test_rows_are_read_by_the_names_of_their_columns(open_any: OpenSqlServer) -> None:
    rows = await open_any().fetch(NUMBERS, 3)
    assert {row["n"] for row in rows} == {1, 2, 3}


async def test_no_rows_are_an_empty_answer(open_any: OpenSqlServer) -> None:
    assert list(await open_any().fetch(NUMBERS, 0)) == []


@pytest.mark.parametrize("count", [15, 16, 17, 64])
async def test_no_row_is_lost_between_two_fetches(open_any: OpenSqlServer, count: int) -> None:
    rows = await open_any().fetch(" UNION ALL ".join(f"SELECT {n} AS n" for n in range(count)))
    assert sorted(row["n"] for row in rows) == list(range(count))


async def test_one_row_more_than_allowed_is_none_at_all(open_any: OpenSqlServer) -> None:
    with pytest.raises(ResultTooLarge):
        await open_any(rows=3).fetch(NUMBERS, 4)


@pytest.mark.parametrize(
    "value",
    [
        "CL-401372-487531",
        "Éléonore Lefèvre-d’Ærø",
        "x' OR '1'='1",
        "]; DROP TABLE orders --",
        "100 % [a-z]_",
        "漢字 🚚",
        "",
        "a" * 4000,
        "é" * 4000,
        0,
        255,
        -32768,
        2**31,
        -(2**63),
        date(2026, 11, 21),
        datetime(2026, 11, 21, 14, 2, 3, 456789),  # noqa: DTZ001 - the server's have no zone
        Decimal("1234.5"),
    ],
    ids=lambda value: repr(value)[:30],
)
async def test_a_value_comes_back_as_it_went(open_any: OpenSqlServer, value: object) -> None:
    assert (await open_any().fetch(ECHO, value))[0]["value"] == value


@pytest.mark.parametrize("value", [2**63, "\ud800", {"a": 1}], ids=["number", "surrogate", "dict"])
async def test_a_value_that_cannot_travel_is_a_refusal(
    open_any: OpenSqlServer, value: object
) -> None:
    with pytest.raises(SourceRefused):
        await open_any().fetch(ECHO, value)


async def test_names_hold_anything(open_any: OpenSqlServer) -> None:
    row = (await open_any().fetch("SELECT 1 AS [N° ]]; « commande » ']"))[0]
    assert row["N° ]; « commande » '"] == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 AS a SELECT 2 AS b",
        "SELECT 1 AS a; SELECT 2 AS b",
        "SELECT 1 AS a) AS x SELECT * FROM (SELECT 2 AS b",
        "SELECT 1 AS a INTO #mine",
        "SET LOCK_TIMEOUT 0",
        "EXEC sp_who",
        "WAITFOR DELAY '00:00:05'",
        "DECLARE @a int",
        "BEGIN TRANSACTION",
        "USE master",
    ],
)
async def test_what_is_not_one_select_is_refused(open_any: OpenSqlServer, statement: str) -> None:
    with pytest.raises(SourceRefused):
        await open_any().fetch(statement)


async def test_a_table_that_is_not_there_is_a_refusal(open_any: OpenSqlServer) -> None:
    with pytest.raises(SourceRefused):
        await open_any().fetch("SELECT a.b AS c FROM dbo.no_such_table_anywhere AS a")


async def test_every_borrower_finds_the_same_session(open_any: OpenSqlServer) -> None:
    source = open_any(connections=1, lock_s=1.5)
    read = (
        "SELECT x.lock_timeout AS locks, x.deadlock_priority AS priority,"
        " x.transaction_isolation_level AS isolation"
        " FROM sys.dm_exec_sessions AS x WHERE x.session_id = @@SPID"
    )
    found = [(await source.fetch(read))[0] for _ in range(3)]
    assert {(row["locks"], row["priority"], row["isolation"]) for row in found} == {(1500, -5, 2)}


async def test_any_number_of_readers_share_the_few_connections(open_any: OpenSqlServer) -> None:
    source = open_any(connections=3, wait_s=10)
    answers = await asyncio.gather(*(source.fetch("SELECT @@SPID AS id") for _ in range(30)))
    assert len({rows[0]["id"] for rows in answers}) <= 3


async def test_a_proof_gets_an_answer_to_every_question(open_any: OpenSqlServer) -> None:
    mapped = Relation("no_such_table_anywhere", ("number",), key="number", schema="dbo")
    proof = await open_any().prove([mapped])
    assert not {"catalogue", "catalogue.closed"} & {finding.check for finding in proof.findings}


async def test_the_catalogue_has_columns_and_types_for_every_table(open_any: OpenSqlServer) -> None:
    tables = await open_any().catalogue()
    assert all(column.type for table in tables for column in table.columns)


@pytest.mark.sqlserver
@pytest.mark.skipif(not REAL, reason=f"no {VARIABLE}: see `make test-sqlserver`")
class TestARealOne:
    async def test_a_slow_statement_is_ended_and_its_connection_used_again(
        self, open_real: OpenSqlServer
    ) -> None:
        source = open_real(connections=1, statement_s=1, grace_s=10)
        before = (await source.fetch("SELECT @@SPID AS id"))[0]["id"]
        with pytest.raises(SourceTimeout):
            await source.fetch(ENDLESS)
        assert (await source.fetch("SELECT @@SPID AS id"))[0]["id"] == before

    async def test_a_caller_who_goes_away_is_answered_and_the_source_serves_on(
        self, open_real: OpenSqlServer
    ) -> None:
        source = open_real(connections=1)
        task = asyncio.create_task(source.fetch(ENDLESS))
        await asyncio.sleep(0.5)
        task.cancel()
        await asyncio.wait({task})
        await source.ping()

    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT CAST('x' AS int) AS a",
            "SELECT 1 / 0 AS a",
            "SELECT a.b AS c FROM sys.objects AS a",
        ],
    )
    async def test_a_statement_that_fails_leaves_the_connection_as_it_was(
        self, open_real: OpenSqlServer, statement: str
    ) -> None:
        source = open_real(connections=1)
        before = (await source.fetch("SELECT @@SPID AS id"))[0]["id"]
        with pytest.raises(SourceRefused):
            await source.fetch(statement)
        assert (await source.fetch("SELECT @@SPID AS id"))[0]["id"] == before

    async def test_the_administrators_find_our_sessions(self, open_real: OpenSqlServer) -> None:
        row = (
            await open_real().fetch(
                "SELECT x.context_info AS mark FROM sys.dm_exec_sessions AS x"
                " WHERE x.session_id = @@SPID"
            )
        )[0]
        assert bytes(row["mark"]).startswith(b"regie")
