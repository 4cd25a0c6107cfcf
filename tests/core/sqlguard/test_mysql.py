"""A real MariaDB or MySQL, read through the guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from mysqlserver import MySQL
from regie.core.sqlguard import (
    CatalogueColumn,
    CatalogueTable,
    Limits,
    ReadOnlySource,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
    compiled,
    open_source,
)
from wire import Wire, wired_port

from .mysql_workshop import DATABASE, PASSWORD, READER, WRITER, words

pytestmark = pytest.mark.mysql

MOMENT = datetime(2026, 11, 21, 14, 2, 3)  # noqa: DTZ001 - MySQL's have no zone
SLEEP = "SELECT SLEEP(30) AS nothing"
WHO = "SELECT CONNECTION_ID() AS id"

ATTACKS = (
    "INSERT INTO things (id) VALUES (99)",
    "UPDATE things SET name = 'x'",
    "DELETE FROM things",
    "WITH one AS (SELECT 1 AS id) DELETE FROM things",
    "REPLACE INTO things (id) VALUES (1)",
    "INSERT INTO things (id) VALUES (99) RETURNING id",
    "SELECT 1 AS a; DELETE FROM things",
    "SELECT 1 AS a) AS b; DELETE FROM things; -- ",
    "SELECT id FROM things INTO OUTFILE '/tmp/things'",
    "TABLE things INTO OUTFILE '/tmp/things'",
    "SELECT id FROM things INTO @a",
    "SELECT LOAD_FILE('/etc/passwd') INTO DUMPFILE '/tmp/x'",
    "SET STATEMENT max_statement_time = 0 FOR SELECT SLEEP(6)",
    "SET SESSION max_statement_time = 0",
    "SET SESSION max_execution_time = 0",
    "SET SESSION tx_read_only = 0",
    "SET SESSION transaction_read_only = 0",
    "SET PERSIST max_connections = 10",
    "START TRANSACTION READ WRITE",
    "CREATE TABLE mine (id INT)",
    "CREATE TEMPORARY TABLE mine (id INT)",
    "DROP TABLE things",
    "TRUNCATE things",
    "LOCK TABLES things WRITE",
    "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE things",
    "CALL forget()",
    "DO SLEEP(10)",
    "HANDLER things OPEN",
    "KILL 1",
    "EXECUTE IMMEDIATE 'DELETE FROM things'",
    "SHOW GRANTS FOR root@localhost",
    "SELECT forgetting() AS n",
    "SELECT NEXT VALUE FOR tickets AS n",
)

Open = Callable[..., ReadOnlySource]


@pytest.fixture
async def open_mysql(mysql_workshop: MySQL) -> AsyncIterator[Open]:
    opened: list[ReadOnlySource] = []

    def make(account: str = READER, options: str = "", **limits: float) -> ReadOnlySource:
        dsn = mysql_workshop.dsn(account, PASSWORD, DATABASE, options)
        opened.append(open_source("workshop", dsn, Limits(**limits)))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for source in opened:
        await source.close()


@pytest.fixture
async def wired_server(mysql_workshop: MySQL) -> AsyncIterator[tuple[Wire, MySQL]]:
    async with wired_port(mysql_workshop.host, mysql_workshop.port) as (wire, port):
        yield wire, mysql_workshop.behind(port)


@pytest.fixture
def wire(wired_server: tuple[Wire, MySQL]) -> Wire:
    return wired_server[0]


@pytest.fixture
async def open_wired(wired_server: tuple[Wire, MySQL]) -> AsyncIterator[Open]:
    opened: list[ReadOnlySource] = []

    def make(**limits: float) -> ReadOnlySource:
        dsn = wired_server[1].dsn(READER, PASSWORD, DATABASE)
        opened.append(open_source("workshop", dsn, Limits(**limits)))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for source in opened:
        await source.close()


async def test_a_value_travels_as_a_parameter(open_mysql: Open) -> None:
    rows = await open_mysql().fetch("SELECT id FROM things WHERE name = ?", "x' OR '1'='1")
    assert list(rows) == []


async def test_the_server_sees_a_mark_where_the_value_belongs(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    mysql_workshop.admin("TRUNCATE mysql.general_log")
    mysql_workshop.admin("SET GLOBAL log_output = 'TABLE'")
    mysql_workshop.admin("SET GLOBAL general_log = 1")
    try:
        await open_mysql().fetch("SELECT id FROM things WHERE name = ? AND 'seen' <> ''", "thing 7")
    finally:
        mysql_workshop.admin("SET GLOBAL general_log = 0")
        mysql_workshop.admin("SET GLOBAL log_output = DEFAULT")
    prepared = mysql_workshop.admin(
        "SELECT argument LIKE '%name = ?%' FROM mysql.general_log"
        " WHERE command_type = 'Prepare' AND argument LIKE '%seen%'"
    )
    assert prepared == [(1,)]


async def test_a_compiled_select_is_read(open_mysql: Open) -> None:
    things = sa.table("things", sa.column("id"), sa.column("name")).alias("t")
    select = sa.select(things.c.id).where(things.c.name == sa.bindparam("name")).limit(5)
    statement = compiled(select, "mysql")
    rows = await open_mysql().fetch(statement.sql, *statement.values(name="thing 7"))
    assert [row["id"] for row in rows] == [7]


async def test_a_comment_at_the_end_does_not_swallow_the_guard(open_mysql: Open) -> None:
    rows = await open_mysql().fetch("SELECT name FROM things WHERE id = ? -- the one", 7)
    assert [row["name"] for row in rows] == ["thing 7"]


VALUES = {
    "CAST(-5 AS SIGNED)": -5,
    "CAST(18446744073709551615 AS UNSIGNED)": 2**64 - 1,
    "CAST(1.50 AS DECIMAL(10, 2))": Decimal("1.50"),
    "1.5e0": 1.5,
    "DATE'2026-11-21'": date(2026, 11, 21),
    "TIMESTAMP'2026-11-21 14:02:03'": MOMENT,
    "TIMESTAMP'2026-11-21 14:02:03.25'": MOMENT.replace(microsecond=250_000),
    "TIME'-25:00:01.5'": -timedelta(hours=25, seconds=1, microseconds=500_000),
    "CAST('2026-00-00' AS DATE)": None,
    "NULL": None,
    "'Élodie 🌸'": "Élodie 🌸",
    "REPEAT('é', 300)": "é" * 300,
    "REPEAT('x', 70000)": "x" * 70_000,
    "CAST('x' AS BINARY)": b"x",
    "JSON_OBJECT('a', 1)": '{"a": 1}',
}


@pytest.mark.parametrize(("expression", "value"), VALUES.items(), ids=list(VALUES))
async def test_a_value_is_read_as_what_it_is(
    open_mysql: Open, expression: str, value: object
) -> None:
    rows = await open_mysql().fetch(f"SELECT {expression} AS a, 1 AS b")
    assert dict(rows[0]) == {"a": value, "b": 1}  # type: ignore[call-overload]


PARAMETERS = (
    (None, None),
    (0, 0),
    (-(2**63), -(2**63)),
    (2**64 - 1, 2**64 - 1),
    (1.5, 1.5),
    (Decimal("12.340"), Decimal("12.340")),
    (date(2026, 11, 21), date(2026, 11, 21)),
    (MOMENT.replace(microsecond=5), MOMENT.replace(microsecond=5)),
    ("", ""),
    ('Zoé\'s \\ "x" 🌸\0%', 'Zoé\'s \\ "x" 🌸\0%'),
    ("x" * 300, "x" * 300),
    (b"\0\xff", b"\0\xff"),
)


@pytest.mark.parametrize(("given", "back"), PARAMETERS, ids=lambda value: repr(value)[:12])
async def test_a_parameter_arrives_as_it_was_given(
    open_mysql: Open, given: object, back: object
) -> None:
    rows = await open_mysql().fetch("SELECT ? AS a, ? AS b, ? AS c", 1, given, "z")
    assert dict(rows[0]) == {"a": 1, "b": back, "c": "z"}  # type: ignore[call-overload]


async def test_more_than_eight_parameters_may_be_null(open_mysql: Open) -> None:
    given = [None if place % 3 else place for place in range(20)]
    marks = ", ".join(f"? AS c{place}" for place in range(20))
    rows = await open_mysql().fetch(f"SELECT {marks}", *given)
    assert [rows[0][f"c{place}"] for place in range(20)] == given


async def test_a_number_that_no_column_holds_is_a_refusal(open_mysql: Open) -> None:
    with pytest.raises(SourceRefused):
        await open_mysql().fetch("SELECT ? AS a", 2**64)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_even_an_account_with_rights_writes_nothing(
    open_mysql: Open, mysql_workshop: MySQL, attack: str
) -> None:
    with pytest.raises(SourceRefused):
        await open_mysql(WRITER).fetch(attack)
    assert mysql_workshop.admin(
        "SELECT count(*), max(name), (SELECT next_not_cached_value FROM tickets) FROM things",
        DATABASE,
    ) == [(50, "thing 9", 1)]


@pytest.mark.parametrize(
    ("change", "look"),
    [
        ("unlimited()", "@@{0.time_limit}"),
        ("unlimited()", "@@{0.read_only}"),
        ("unlimited()", "@@character_set_client"),
        ("(@kept := 7)", "@kept"),
        ("GET_LOCK('regie', 0)", "IS_USED_LOCK('regie')"),
    ],
)
async def test_what_a_statement_changes_in_its_session_does_not_meet_the_next_one(
    open_mysql: Open, mysql_workshop: MySQL, change: str, look: str
) -> None:
    source = open_mysql(WRITER, connections=1)
    read = f"SELECT {look.format(words(mysql_workshop))} AS now, CONNECTION_ID() AS id"
    before = (await source.fetch(read))[0]
    await source.fetch(f"SELECT {change} AS a")
    assert dict((await source.fetch(read))[0]) == dict(before)  # type: ignore[call-overload]


async def test_a_slow_statement_is_ended_by_the_server_and_its_connection_used_again(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    source = open_mysql(connections=1, statement_s=0.2, grace_s=5)
    before = (await source.fetch(WHO))[0]["id"]
    with pytest.raises(SourceTimeout, match=words(mysql_workshop).ended):
        await source.fetch(SLEEP)
    assert (await source.fetch(WHO))[0]["id"] == before


async def test_a_caller_who_goes_away_stops_the_statement_on_the_server(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    source = open_mysql()
    running = (
        "SELECT count(*) FROM information_schema.processlist"
        f" WHERE user = '{READER}' AND info LIKE '%SLEEP(30)%'"
    )
    task = asyncio.create_task(source.fetch(SLEEP))
    while mysql_workshop.admin(running) == [(0,)]:  # noqa: ASYNC110 - no event to wait for
        await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await source.close()
    assert mysql_workshop.admin(running) == [(0,)]


async def test_a_server_that_falls_silent_is_left_by_the_second_clock(
    open_wired: Open, wire: Wire
) -> None:
    source = open_wired(connections=1, statement_s=0.2, grace_s=0.1, farewell_s=0.2)
    await source.ping()
    wire.fall_silent()
    with pytest.raises(SourceTimeout):
        await source.ping()


async def test_a_connection_that_died_while_idle_is_replaced_unnoticed(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    source = open_mysql(connections=1)
    before = (await source.fetch(WHO))[0]["id"]
    mysql_workshop.admin(f"KILL {before}")
    assert (await source.fetch(WHO))[0]["id"] != before


async def test_a_cut_wire_is_unavailable_with_a_time_to_come_back(
    open_wired: Open, wire: Wire
) -> None:
    wire.away = True
    with pytest.raises(SourceUnavailable) as raised:
        await open_wired().ping()
    assert raised.value.retry_after_s


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    source = open_source("away", "mysql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(SourceUnavailable):
        await source.ping()
    await source.close()


async def test_a_password_may_have_any_letter(mysql_workshop: MySQL) -> None:
    password = "pâté à 3 €, 100 % : / ? # @ [x]"
    mysql_workshop.admin(f"CREATE USER gourmet IDENTIFIED BY '{password}'")
    source = open_source("odd", mysql_workshop.dsn("gourmet", password, ""))
    await source.ping()
    await source.close()


async def test_what_quotes_mean_is_not_the_servers_choice(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    mysql_workshop.admin("SET GLOBAL sql_mode = 'ANSI_QUOTES'")
    try:
        assert (await open_mysql().fetch('SELECT "id" AS a'))[0]["a"] == "id"
    finally:
        mysql_workshop.admin("SET GLOBAL sql_mode = DEFAULT")


async def test_a_wrong_password_is_a_refusal_not_an_outage(mysql_workshop: MySQL) -> None:
    source = open_source("closed", mysql_workshop.dsn(READER, "guessed", DATABASE))
    with pytest.raises(SourceRefused):
        await source.ping()
    await source.close()


async def test_an_error_tells_nothing_of_the_source(open_mysql: Open) -> None:
    with pytest.raises(SourceRefused) as raised:
        await open_mysql().fetch("SELECT price FROM things WHERE name = ?", "secret")
    assert not {"price", "things", "secret"} & set(repr(raised.value).split())


async def test_any_number_of_readers_share_the_few_connections(open_mysql: Open) -> None:
    source = open_mysql(connections=3, wait_s=10)
    answers = await asyncio.gather(*(source.fetch(WHO) for _ in range(30)))
    assert len({rows[0]["id"] for rows in answers}) <= 3


async def test_when_the_source_is_full_a_connection_that_comes_back_serves(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    mysql_workshop.admin(f"ALTER USER {READER} WITH MAX_USER_CONNECTIONS 2")
    try:
        source = open_mysql(connections=8, wait_s=10)
        answers = await asyncio.gather(*(source.fetch("SELECT 1 AS one") for _ in range(20)))
    finally:
        mysql_workshop.admin(f"ALTER USER {READER} WITH MAX_USER_CONNECTIONS 0")
    assert [rows[0]["one"] for rows in answers] == [1] * 20


async def test_the_catalogue_has_what_the_account_may_read(
    open_mysql: Open, mysql_workshop: MySQL
) -> None:
    assert await open_mysql().catalogue() == [
        CatalogueTable(
            schema=DATABASE,
            name="things",
            columns=(
                CatalogueColumn("id", words(mysql_workshop).integer, nullable=False),
                CatalogueColumn("name", "varchar(40)", nullable=True),
            ),
            leading=words(mysql_workshop).leading,
        )
    ]
