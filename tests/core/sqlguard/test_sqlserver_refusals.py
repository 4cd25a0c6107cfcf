"""What a SQL Server refuses, and what is made of it."""

from __future__ import annotations

import asyncio

import pytest

from regie.core.sqlguard import (
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
)

from .sqlserver_workshop import Dsn
from .tds import (
    Login,
    SqlError,
    TdsServer,
    Workshop,
)
from .tds.fixtures import OpenSqlServer


class TestWhenItRefuses:
    async def test_a_wrong_password_is_a_refusal_not_an_outage(
        self, open_sql_server: OpenSqlServer, sql_server_dsn: Dsn, sql_server: TdsServer
    ) -> None:
        with pytest.raises(SourceRefused):
            await open_sql_server(sql_server_dsn(password="guessed")).ping()
        assert [login.accepted for login in sql_server.wire.of(Login)] == [False]

    @pytest.mark.parametrize("code", [4060, 18456, 18487])
    async def test_a_login_that_is_turned_away_is_a_refusal(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer, code: int
    ) -> None:
        sql_server.behaviour.refusal = SqlError(code, "La connexion a échoué.", severity=11)
        with pytest.raises(SourceRefused):
            await open_sql_server().ping()

    async def test_a_full_server_is_unavailable_with_a_time_to_come_back(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        sql_server.behaviour.most_sessions = 0
        with pytest.raises(SourceUnavailable) as raised:
            await open_sql_server().ping()
        assert raised.value.retry_after_s

    async def test_when_it_is_full_a_connection_that_comes_back_serves(
        self, open_sql_server: OpenSqlServer, sql_server: TdsServer
    ) -> None:
        sql_server.behaviour.most_sessions = 2
        source = open_sql_server(connections=6, wait_s=10)
        answers = await asyncio.gather(*(source.fetch("SELECT 1 AS one") for _ in range(20)))
        assert [rows[0]["one"] for rows in answers] == [1] * 20

    @pytest.mark.parametrize(
        ("code", "severity", "meant"),
        [
            (229, 14, SourceRefused),  # a right
            (208, 16, SourceRefused),  # no such table
            (207, 16, SourceRefused),  # no such column
            (916, 14, SourceRefused),  # another database
            (3906, 16, SourceRefused),  # a write to a read-only copy
            (8152, 16, SourceRefused),  # a value that does not fit
            (1205, 13, SourceTimeout),  # chosen to give way
            (596, 21, SourceUnavailable),  # killed by an administrator
        ],
    )
    async def test_an_error_means_what_it_means_elsewhere(
        self,
        open_sql_server: OpenSqlServer,
        shop: Workshop,
        code: int,
        severity: int,
        meant: type[Exception],
    ) -> None:
        source = open_sql_server()
        await source.ping()
        shop.failure = SqlError(code, "Message dans la langue du compte.", severity)
        with pytest.raises(meant):
            await source.ping()

    async def test_a_lock_that_is_waited_for_too_long_is_a_time_out(
        self, open_sql_server: OpenSqlServer, shop: Workshop, sql_server: TdsServer
    ) -> None:
        source = open_sql_server(lock_s=0.2)
        await source.ping()
        sql_server.behaviour.slow_s = 0.25
        shop.failure = SqlError(1222, "Délai d'attente de verrou dépassé.", 16)
        with pytest.raises(SourceTimeout):
            await source.ping()

    async def test_an_error_tells_nothing_of_the_source(
        self, open_sql_server: OpenSqlServer
    ) -> None:
        with pytest.raises(SourceRefused) as raised:
            await open_sql_server().fetch("SELECT s.amount AS a FROM dbo.salaries AS s")
        assert "salaries" not in repr(raised.value) + str(raised.value.detail)

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM dbo.orders",
            "SELECT 1 AS a; DELETE FROM dbo.orders",
            "SELECT 1 AS a) AS b; DELETE FROM dbo.orders --",
            "EXEC sp_who",
        ],
    )
    async def test_what_is_no_select_changes_nothing(
        self, open_sql_server: OpenSqlServer, statement: str
    ) -> None:
        source = open_sql_server()
        with pytest.raises(SourceRefused):
            await source.fetch(statement)
        assert len(await source.fetch("SELECT o.ex AS n FROM dbo.orders AS o")) == 3
