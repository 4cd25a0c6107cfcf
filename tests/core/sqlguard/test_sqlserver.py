"""What goes over the wire to a SQL Server, and what is done when it does not answer."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from regie.core.sqlguard import (
    ResultTooLarge,
    SourceBusy,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
)

from .sqlserver_workshop import WHO, Dsn, by_number, looked_up
from .tds import (
    Attention,
    Authority,
    Batch,
    Call,
    Gone,
    Login,
    TdsServer,
    Transaction,
)
from .tds.fixtures import READER, OpenSqlServer


async def test_an_order_is_read(open_sql_server: OpenSqlServer) -> None:
    found = await by_number(open_sql_server(), "CL-401372-487531")
    assert found == [("CL-401372-487531", "Éléonore Lefèvre")]


async def test_types_and_absent_values_come_as_python_has_them(
    open_sql_server: OpenSqlServer,
) -> None:
    read = "SELECT o.le AS ordered, o.ex AS copies FROM dbo.orders AS o"
    rows = await open_sql_server().fetch(read)
    assert {(row["ordered"], row["copies"]) for row in rows} == {
        (date(2026, 10, 15), 250),
        (date(2026, 10, 16), 100),
        (None, None),
    }


@pytest.mark.parametrize("value", ["CL-2-2", "x' OR '1'='1", "'; DROP TABLE orders; --", "é", ""])
async def test_a_value_travels_as_a_parameter_and_never_in_the_text(
    open_sql_server: OpenSqlServer, sql_server: TdsServer, value: str
) -> None:
    await by_number(open_sql_server(), value)
    call = looked_up(sql_server)
    assert [parameter.value for parameter in call.parameters] == [value]
    assert not value or value not in (call.text or "")


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("CL-401372-487531", "varchar(64)"),
        ("C", "varchar(64)"),
        ("C" * 65, "varchar(512)"),
        ("Lefèvre", "nvarchar(64)"),
        ("漢", "nvarchar(64)"),
    ],
)
async def test_text_is_varchar_where_it_can_be_so_that_an_index_serves(
    open_sql_server: OpenSqlServer, sql_server: TdsServer, value: str, type_: str
) -> None:
    await by_number(open_sql_server(), value)
    assert [parameter.type for parameter in looked_up(sql_server).parameters] == [type_]


async def test_a_statement_runs_where_the_grammar_has_only_a_select(
    open_sql_server: OpenSqlServer, sql_server: TdsServer
) -> None:
    await open_sql_server().ping()
    assert sql_server.wire.of(Batch)[-1].text == (
        "SELECT TOP (1001) * FROM (\nSELECT 1 AS answer\n) AS bounded"
    )


async def test_more_rows_than_allowed_are_none(open_sql_server: OpenSqlServer) -> None:
    with pytest.raises(ResultTooLarge):
        await open_sql_server(rows=2).fetch("SELECT o.ex AS copies FROM dbo.orders AS o")


class TestTheWayThere:
    async def test_tls_stands_before_the_login(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        await open_sql_server().ping()
        assert [login.tls for login in sql_server.wire.of(Login)] == ["TLSv1.2"]

    async def test_the_login_says_that_we_only_read(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        await open_sql_server().ping()
        (login,) = sql_server.wire.of(Login)
        assert (login.user, login.database, login.read_only_intent) == (READER, "shop", True)

    async def test_a_certificate_of_an_unknown_authority_is_refused(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer, stranger: Authority
    ) -> None:
        sql_server.context = stranger.server("localhost")
        with pytest.raises(SourceRefused, match="not trusted"):
            await open_sql_server().ping()

    async def test_a_certificate_of_another_host_is_refused(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer, authority: Authority
    ) -> None:
        sql_server.context = authority.server("elsewhere.example")
        with pytest.raises(SourceRefused, match="not trusted"):
            await open_sql_server().ping()

    async def test_the_other_name_may_be_given(
        self,
        open_sql_server: OpenSqlServer,
        sql_server: TdsServer,
        authority: Authority,
        sql_server_dsn: Dsn,
    ) -> None:
        sql_server.context = authority.server("sql.example")
        dsn = sql_server_dsn() + "&hostNameInCertificate=sql.example"
        await open_sql_server(dsn).ping()

    async def test_a_server_without_tls_is_refused_before_the_password_is_said(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        sql_server.behaviour.encrypts = False
        with pytest.raises(SourceRefused):
            await open_sql_server().ping()
        assert sql_server.wire.of(Login) == []

    async def test_one_source_does_not_trust_the_authority_of_another(
        self,
        open_sql_server: OpenSqlServer,
        sql_server_dsn: Dsn,
        stranger: Authority,
    ) -> None:
        ours = open_sql_server()
        theirs = open_sql_server(sql_server_dsn(query=f"tls=verify&ca={stranger.certificate}"))
        answers = await asyncio.gather(
            *(source.ping() for source in (ours, theirs, ours, theirs)), return_exceptions=True
        )
        assert [type(answer) for answer in answers] == [type(None), SourceRefused] * 2

    async def test_without_an_authority_of_its_own_those_of_the_machine_count(
        self, open_sql_server: OpenSqlServer, sql_server_dsn: Dsn
    ) -> None:
        await open_sql_server().ping()
        with pytest.raises(SourceRefused, match="not trusted"):
            await open_sql_server(sql_server_dsn(query="tls=verify")).ping()


class TestTheSession:
    async def test_it_waits_little_and_gives_way(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        await open_sql_server().ping()
        assert sql_server.wire.of(Batch)[0].text == (
            "SET LOCK_TIMEOUT 2000; SET DEADLOCK_PRIORITY LOW;"
            " SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
            " SET CONTEXT_INFO 0x7265676965;"
        )

    async def test_it_is_reset_between_two_borrowers_and_set_again(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=1)
        await source.ping()
        await source.ping()
        said = [(batch.text[:4], batch.reset) for batch in sql_server.wire.of(Batch)]
        assert said[:4] == [("SET ", False), ("SELE", False), ("SET ", True), ("SELE", False)]

    async def test_its_options_are_the_same_for_every_borrower(
        self, open_sql_server: OpenSqlServer
    ) -> None:
        source = open_sql_server(connections=1, lock_s=1.5)
        read = "SELECT @@LOCK_TIMEOUT AS lock_ms"
        assert [(await source.fetch(read))[0]["lock_ms"] for _ in range(3)] == [1500] * 3

    async def test_no_transaction_is_ever_begun(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        await by_number(open_sql_server(), "CL-2-2")
        assert sql_server.wire.of(Transaction) == []

    async def test_a_prepared_statement_is_forgotten_after_the_caller_has_the_rows(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server()
        await by_number(source, "CL-2-2")
        await source.close()
        assert [call.procedure for call in sql_server.wire.of(Call)] == [
            "sp_prepexec",
            "sp_unprepare",
        ]

    async def test_closing_the_source_leaves_no_connection(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=3)
        await asyncio.gather(*(source.ping() for _ in range(9)))
        await source.close()
        while sql_server.open_sessions:  # noqa: ASYNC110 - its end of them takes a moment
            await asyncio.sleep(0.01)
        assert 1 <= len(sql_server.wire.of(Gone)) <= 3


class TestWhenItDoesNotAnswer:
    async def test_an_attention_is_sent_at_the_time_out_and_the_connection_used_again(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=1, statement_s=1, grace_s=5)
        before = (await source.fetch(WHO))[0]["session"]
        sql_server.behaviour.hangs = True
        with pytest.raises(SourceTimeout):
            await source.ping()
        sql_server.behaviour.hangs = False
        assert sql_server.wire.of(Attention) == [Attention(before, acknowledged=True)]
        assert (await source.fetch(WHO))[0]["session"] == before

    async def test_a_server_that_ignores_the_attention_is_left_by_the_second_clock(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=1, statement_s=0.3, grace_s=0.1)
        await source.ping()
        sql_server.behaviour.hangs = sql_server.behaviour.deaf = True
        with pytest.raises(SourceTimeout):
            await source.ping()

    async def test_a_caller_who_goes_away_stops_the_statement_on_the_server(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server()
        await source.ping()
        sql_server.behaviour.asked.clear()
        sql_server.behaviour.hangs = True
        task = asyncio.create_task(source.ping())
        await sql_server.behaviour.asked.wait()
        task.cancel()
        await asyncio.wait({task})
        await source.close()
        assert [attention.acknowledged for attention in sql_server.wire.of(Attention)] == [True]

    async def test_a_login_that_is_not_answered_ends_in_time(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        sql_server.behaviour.silent_at_login = True
        with pytest.raises(SourceUnavailable):
            await open_sql_server(connect_s=1).ping()

    async def test_a_connection_that_is_cut_in_a_statement_is_replaced(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=1)
        before = (await source.fetch(WHO))[0]["session"]
        sql_server.behaviour.drops = True
        assert (await source.fetch(WHO))[0]["session"] != before

    async def test_one_that_died_while_idle_is_replaced_unnoticed(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=1)
        before = (await source.fetch(WHO))[0]["session"]
        await asyncio.sleep(0.05)  # cleansed and idle
        sql_server.cut()
        assert (await source.fetch(WHO))[0]["session"] != before

    async def test_a_server_that_is_not_there_is_unavailable(
        self, open_sql_server: OpenSqlServer
    ) -> None:
        with pytest.raises(SourceUnavailable):
            await open_sql_server("sqlserver://a:b@127.0.0.1:1/shop", connect_s=1).ping()

    async def test_who_finds_the_queue_full_is_refused_at_once(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(connections=1, waiting=0)
        sql_server.behaviour.slow_s = 0.2
        first = asyncio.create_task(source.ping())
        await sql_server.behaviour.asked.wait()
        with pytest.raises(SourceBusy):
            await source.ping()
        await first
