"""A SQL Server away from the loopback, whose DSN does not say tls=: checked all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from ctypes.util import find_library
from urllib.parse import quote

import pytest

from conftest import Require
from installedpostgres import own_address
from regie.core.sqlguard import SourceRefused

from .tds import Authority, Login, TdsServer, Workshop
from .tds.fixtures import PASSWORD, READER, OpenSqlServer

NAME = "sql.example"
"""Its driver finds no number in a certificate."""

DsnTrusting = Callable[[Authority], str]


@pytest.fixture
async def sql_server(
    shop: Workshop, authority: Authority, require_component: Require
) -> AsyncIterator[TdsServer]:
    require_component("libltdl7, of the SQL Server driver,", find_library("ltdl"))
    host = own_address()
    require_component("an address beside those of the loopback", host)
    assert host is not None
    context = authority.server(NAME)
    async with TdsServer(shop, {READER: PASSWORD}, context, host) as server:
        yield server
    assert server.faults == []


@pytest.fixture
def trusting(sql_server: TdsServer) -> DsnTrusting:
    def dsn(authority: Authority) -> str:
        account = f"{quote(READER, safe='')}:{quote(PASSWORD, safe='')}"
        ca = quote(str(authority.certificate))
        options = f"ca={ca}&hostNameInCertificate={NAME}"
        return f"sqlserver://{account}@{own_address()}:{sql_server.port}/shop?{options}"

    return dsn


async def test_the_right_certificate_is_answered_over_tls(
    open_sql_server: OpenSqlServer,
    sql_server: TdsServer,
    trusting: DsnTrusting,
    authority: Authority,
) -> None:
    await open_sql_server(trusting(authority)).ping()
    assert [login.tls for login in sql_server.wire.of(Login)] == ["TLSv1.2"]


async def test_a_certificate_of_nobody_whom_we_trust_is_told_no_password(
    open_sql_server: OpenSqlServer,
    sql_server: TdsServer,
    trusting: DsnTrusting,
    stranger: Authority,
) -> None:
    with pytest.raises(SourceRefused, match="not trusted"):
        await open_sql_server(trusting(stranger)).ping()
    assert sql_server.wire.of(Login) == []


async def test_a_server_without_tls_is_told_no_password(
    open_sql_server: OpenSqlServer,
    sql_server: TdsServer,
    trusting: DsnTrusting,
    authority: Authority,
) -> None:
    sql_server.behaviour.encrypts = False
    with pytest.raises(SourceRefused):
        await open_sql_server(trusting(authority)).ping()
    assert sql_server.wire.of(Login) == []
