"""A real PostgreSQL, read through the guard."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from regie.core.sqlguard import (
    SourceBusy,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
)

from .conftest import Admin, Open, Wire
from .postgresql_workshop import READER

pytestmark = pytest.mark.postgresql

SLEEP = "SELECT pg_sleep(30) AS nothing"
WHO = "SELECT pg_backend_pid() AS pid"

OURS = f"SELECT pid FROM pg_stat_activity WHERE usename = '{READER}'"

WRITES = (
    "INSERT INTO things VALUES (99, 'x')",
    "UPDATE things SET name = 'x' RETURNING *",
    "DELETE FROM things RETURNING *",
    "WITH gone AS (DELETE FROM things RETURNING *) SELECT * FROM gone",
    "SELECT 1 AS a; DELETE FROM things",
    "SELECT 1 AS a) AS b; DELETE FROM things; --",
    "SELECT id FROM things FOR UPDATE",
    "SELECT * INTO copied FROM things",
    "SELECT nextval('tickets') AS n",
    "CREATE TABLE mine (id integer)",
    "CREATE TEMPORARY TABLE mine (id integer)",
    "COPY things TO PROGRAM 'cat'",
    "SET default_transaction_read_only = off",
    "SELECT set_config('transaction_read_only', 'off', false) AS a",
    "LISTEN doors",
)


async def test_a_value_travels_as_a_parameter(open_source: Open) -> None:
    rows = await open_source().fetch("SELECT id FROM things WHERE name = $1", "x' OR '1'='1")
    assert list(rows) == []


async def test_a_comment_at_the_end_does_not_swallow_the_guard(open_source: Open) -> None:
    rows = await open_source().fetch("SELECT name FROM things WHERE id = $1 -- the one", 7)
    assert [row["name"] for row in rows] == ["thing 7"]


@pytest.mark.parametrize("statement", WRITES)
async def test_even_an_account_with_rights_writes_nothing(
    open_source: Open, writer_dsn: str, admin: Admin, statement: str
) -> None:
    source = open_source(writer_dsn)
    with pytest.raises(SourceRefused):
        await source.fetch(statement)
    assert admin("SELECT count(*), max(name), (SELECT last_value FROM tickets) FROM things") == [
        (50, "thing 9", 1)
    ]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("default_transaction_read_only", "off"),
        ("statement_timeout", "0"),
        ("lock_timeout", "0"),
        ("search_path", "pg_catalog"),
        ("application_name", "somebody else"),
    ],
)
async def test_what_a_statement_changes_in_its_session_does_not_meet_the_next_one(
    open_source: Open, setting: str, value: str
) -> None:
    source = open_source(connections=1)
    read = f"SELECT current_setting('{setting}') AS now, pg_backend_pid() AS pid"
    before = (await source.fetch(read))[0]
    await source.fetch("SELECT set_config($1, $2, false) AS a", setting, value)
    assert dict((await source.fetch(read))[0]) == dict(before)


SETTING = b"default_transaction_read_only\0"


@pytest.mark.parametrize(
    "kept_back",
    [{}, {SETTING + b"off\0": SETTING.upper() + b"off\0"}],
    ids=["reported", "not reported"],
)
async def test_a_session_that_something_on_the_way_leaves_writable_is_refused(
    open_source: Open, wire: Wire, wired_dsn: str, kept_back: dict[bytes, bytes]
) -> None:
    wire.garbles = {SETTING + b"on\0": SETTING + b"no\0", **kept_back}
    with pytest.raises(SourceRefused, match="read-only"):
        await open_source(wired_dsn).ping()


async def test_a_slow_statement_is_ended_by_the_server_and_its_connection_used_again(
    open_source: Open,
) -> None:
    source = open_source(connections=1, statement_s=0.2, grace_s=5)
    before = (await source.fetch(WHO))[0]["pid"]
    with pytest.raises(SourceTimeout):
        await source.fetch(SLEEP)
    assert (await source.fetch(WHO))[0]["pid"] == before


async def test_a_server_that_falls_silent_is_left_by_the_second_clock(
    open_source: Open, wire: Wire, wired_dsn: str
) -> None:
    source = open_source(wired_dsn, connections=1, statement_s=0.2, grace_s=0.1)
    await source.ping()
    wire.fall_silent()
    with pytest.raises(SourceTimeout):
        await source.ping()


async def test_a_caller_who_goes_away_stops_the_statement_on_the_server(
    open_source: Open, admin: Admin
) -> None:
    source = open_source()
    running = (
        f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{READER}' AND state = 'active'"
    )
    task = asyncio.create_task(source.fetch(SLEEP))
    while admin(running) == [(0,)]:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await source.close()
    assert admin(running) == [(0,)]


async def test_a_connection_that_died_while_idle_is_replaced_unnoticed(
    open_source: Open, admin: Admin
) -> None:
    source = open_source(connections=1)
    before = (await source.fetch(WHO))[0]["pid"]
    admin(f"SELECT pg_terminate_backend({before})")
    assert (await source.fetch(WHO))[0]["pid"] != before


async def test_a_cut_wire_is_unavailable_with_a_time_to_come_back(
    open_source: Open, wire: Wire, wired_dsn: str
) -> None:
    wire.away = True
    with pytest.raises(SourceUnavailable) as raised:
        await open_source(wired_dsn).ping()
    assert raised.value.retry_after_s


async def test_after_enough_failures_the_source_is_not_even_tried(
    open_source: Open, wire: Wire, wired_dsn: str
) -> None:
    source = open_source(wired_dsn, failures_to_open=2, open_s=60)
    wire.away = True
    for _ in range(2):
        with pytest.raises(SourceUnavailable):
            await source.ping()
    wire.away = False
    with pytest.raises(SourceUnavailable, match="left alone"):
        await source.ping()


async def test_a_server_that_is_not_there_is_unavailable(open_source: Open) -> None:
    with pytest.raises(SourceUnavailable):
        await open_source("postgresql://nobody@127.0.0.1:1/nothing").ping()


async def test_a_wrong_password_is_a_refusal_not_an_outage(
    open_source: Open, reader_dsn: str
) -> None:
    with pytest.raises(SourceRefused):
        await open_source(reader_dsn.replace("only-in-tests", "guessed")).ping()


async def test_an_error_tells_nothing_of_the_source(open_source: Open) -> None:
    with pytest.raises(SourceRefused) as raised:
        await open_source().fetch("SELECT price FROM things WHERE name = $1", "secret")
    assert not {"price", "things", "secret"} & set(repr(raised.value).split())
    assert raised.value.params == {}


async def test_who_finds_the_queue_full_is_refused_at_once(open_source: Open) -> None:
    source = open_source(connections=1, waiting=0)
    first = asyncio.create_task(source.fetch("SELECT pg_sleep(0.2) AS nothing"))
    await asyncio.sleep(0.05)
    with pytest.raises(SourceBusy):
        await source.ping()
    await first


async def test_who_waits_too_long_is_refused(open_source: Open) -> None:
    source = open_source(connections=1, wait_s=0.01)
    first = asyncio.create_task(source.fetch("SELECT pg_sleep(0.2) AS nothing"))
    await asyncio.sleep(0.05)
    with pytest.raises(SourceBusy):
        await source.ping()
    await first


async def test_any_number_of_readers_share_the_few_connections(open_source: Open) -> None:
    source = open_source(connections=3, wait_s=10)
    answers = await asyncio.gather(*(source.fetch(WHO) for _ in range(60)))
    assert len({rows[0]["pid"] for rows in answers}) <= 3


async def test_connections_that_nobody_needs_any_more_are_closed_without_another_read(
    open_source: Open, admin: Admin
) -> None:
    source = open_source(connections=4, connections_kept=1, idle_s=0.2)
    await asyncio.gather(*(source.fetch("SELECT pg_sleep(0.05) AS nothing") for _ in range(4)))
    for _ in range(100):
        await asyncio.sleep(0.1)
        if len(admin(OURS)) <= 1:
            break
    assert len(admin(OURS)) == 1


async def test_a_source_that_was_closed_opens_no_connection_any_more(open_source: Open) -> None:
    source = open_source()
    await source.close()
    with pytest.raises(SourceUnavailable):
        await source.ping()


async def test_a_wire_that_was_cut_between_two_reads_is_joined_again_unnoticed(
    open_source: Open, wire: Wire, wired_dsn: str
) -> None:
    source = open_source(wired_dsn, connections=2)
    await asyncio.gather(source.ping(), source.ping())
    await asyncio.sleep(0.05)  # both are idle now
    wire.cut()
    await source.ping()


async def test_when_the_source_is_full_a_connection_that_comes_back_serves(
    open_source: Open, admin: Admin
) -> None:
    admin(f"ALTER ROLE {READER} CONNECTION LIMIT 2")
    try:
        source = open_source(connections=8, wait_s=10)
        answers = await asyncio.gather(*(source.fetch("SELECT 1 AS one") for _ in range(40)))
    finally:
        admin(f"ALTER ROLE {READER} CONNECTION LIMIT -1")
    assert [rows[0]["one"] for rows in answers] == [1] * 40


async def test_a_source_that_is_full_before_our_first_connection_is_unavailable(
    open_source: Open, admin: Admin
) -> None:
    admin(f"ALTER ROLE {READER} CONNECTION LIMIT 0")
    try:
        with pytest.raises(SourceUnavailable):
            await open_source().fetch("SELECT 1")
    finally:
        admin(f"ALTER ROLE {READER} CONNECTION LIMIT -1")
