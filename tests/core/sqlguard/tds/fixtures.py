"""A SQL Server of a test's own, and sources that read from it."""

from __future__ import annotations

import ctypes.util
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import quote

import pytest

from regie.core.sqlguard import Limits, open_source
from regie.core.sqlguard.reader import GuardedReader

from .certificates import Authority
from .server import TdsServer
from .workshop import Workshop

__all__ = [
    "authority",
    "open_sql_server",
    "shop",
    "sql_server",
    "sql_server_dsn",
    "stranger",
]

READER, PASSWORD = "order_reader", "p}ss;w{rd= é@:/?"

OpenSqlServer = Callable[..., GuardedReader]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), "house")


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that nobody trusts."""
    return Authority(tmp_path_factory.mktemp("stranger"), "stranger")


@pytest.fixture
def shop() -> Iterator[Workshop]:
    """A database as another team has it, and an account that may read its orders and no more."""
    shop = Workshop(READER)
    shop.create_table(
        "orders",
        {"N° commande": "varchar(20)", "client": "nvarchar(80)", "le": "date", "ex": "int"},
        [
            ("CL-401372-487531", "Éléonore Lefèvre", "2026-10-15", 250),
            ("CL-2-2", "Jean Dupont", "2026-10-16", 100),
            ("CL-3-3", None, None, None),
        ],
        indexed=("N° commande",),
    )
    shop.create_table("salaries", {"who": "nvarchar(80)", "amount": "decimal(10,2)"})
    shop.rights.grant("[dbo].[orders]", "SELECT")
    yield shop
    shop.close()


@pytest.fixture
async def sql_server(
    shop: Workshop, authority: Authority, require_component: Callable[[str, object], None]
) -> AsyncIterator[TdsServer]:
    require_component("libltdl7, of the SQL Server driver,", ctypes.util.find_library("ltdl"))
    context = authority.server("localhost")
    async with TdsServer(shop, {READER: PASSWORD}, context) as server:
        yield server
    assert server.faults == []


@pytest.fixture
def sql_server_dsn(sql_server: TdsServer, authority: Authority) -> Callable[..., str]:
    def dsn(
        *,
        user: str = READER,
        password: str = PASSWORD,
        host: str = "localhost",
        query: str | None = None,
    ) -> str:
        account = f"{quote(user, safe='')}:{quote(password, safe='')}"
        query = query or f"tls=verify&ca={quote(str(authority.certificate))}"
        return f"sqlserver://{account}@{host}:{sql_server.port}/shop?{query}"

    return dsn


@pytest.fixture
async def open_sql_server(sql_server_dsn: Callable[..., str]) -> AsyncIterator[OpenSqlServer]:
    opened: list[GuardedReader] = []

    def make(dsn: str | None = None, **limits: object) -> GuardedReader:
        source = open_source("shop", dsn or sql_server_dsn(), Limits(**limits))  # type: ignore[arg-type]
        assert isinstance(source, GuardedReader)
        opened.append(source)
        return source

    yield make
    for source in opened:
        await source.close()
