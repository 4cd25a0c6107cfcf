"""The test server understands what a driver may say, beside what ours says to it every day."""

from __future__ import annotations

import asyncio
from typing import Any

import mssql_python as driver
import pytest

from regie.core.sqlguard.address import read_address
from regie.core.sqlguard.engines.sqlserver.trust import trusting

from .tds import TdsServer, Transaction
from .tds.binary import counted, number, sized, utf16
from .tds.calls import bound, parse

NVARCHAR = b"\xe7" + number(8000, 2) + bytes(5)


def connected(dsn: str, *, autocommit: bool) -> Any:
    address = read_address(dsn)
    driver.pooling(enabled=False)
    with trusting(address.ca):
        return driver.connect(
            server=f"tcp:{address.host},{address.port}",
            uid=address.user,
            pwd=address.password,
            encrypt="yes",
            autocommit=autocommit,
        )


@pytest.mark.parametrize(("end", "request_"), [("commit", 7), ("rollback", 8)])
async def test_a_transaction_is_begun_and_ended(
    sql_server: TdsServer, sql_server_dsn: Any, end: str, request_: int
) -> None:
    def work() -> None:
        connection = connected(sql_server_dsn(), autocommit=False)
        connection.cursor().execute("SELECT 1 AS one").fetchall()
        getattr(connection, end)()
        connection.close()

    await asyncio.to_thread(work)
    assert request_ in [transaction.request for transaction in sql_server.wire.of(Transaction)]


def integer(value: int) -> bytes:
    return counted("", 1) + b"\0" + b"\x26\x04\x04" + number(value, 4)


def parameter(text: str, name: str = "") -> bytes:
    return counted(name, 1) + b"\0" + NVARCHAR + sized(utf16(text))


@pytest.mark.parametrize(
    ("procedure", "texts"),
    [(10, ("SELECT @a", "@a nvarchar(9)")), (13, ("1", "@a nvarchar(9)", "SELECT @a"))],
    ids=["sp_executesql", "sp_prepexec"],
)
@pytest.mark.parametrize("name", ["", "@a"], ids=["in order", "by name"])
def test_values_are_bound_to_the_names_of_the_declaration(
    procedure: int, texts: tuple[str, ...], name: str
) -> None:
    head = number(0xFFFF, 2) + number(procedure, 2) + number(0, 2)
    request = parse(head + b"".join(map(parameter, texts)) + parameter("é", name))
    assert request.statement is not None
    assert bound(request.statement.names, request.values) == {"@a": "é"}


def test_a_prepared_statement_is_executed_again_by_its_handle() -> None:
    head = number(0xFFFF, 2) + number(12, 2) + number(0, 2)
    request = parse(head + integer(7) + parameter("é"))
    assert (request.procedure, request.handle) == ("sp_execute", 7)
    assert bound(["@a"], request.values) == {"@a": "é"}
