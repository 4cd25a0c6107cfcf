"""What tests of SQL Server read, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import bindparam, column, select, table

from regie.core.sqlguard import Finding, Relation, compiled

from .tds import Call, TdsServer

Dsn = Callable[..., str]

ORDERS = table("orders", column("N° commande"), column("client"), schema="dbo").alias("o")
BY_NUMBER = compiled(
    select(ORDERS.c["N° commande"].label("number"), ORDERS.c.client.label("name")).where(
        ORDERS.c["N° commande"] == bindparam("number")
    ),
    "sqlserver",
)
MAPPED = Relation("orders", ("N° commande", "client", "le", "ex"), key="N° commande", schema="dbo")
WHO = "SELECT @@SPID AS session"


async def by_number(source: object, number: str) -> list[tuple[str, str]]:
    rows = await source.fetch(BY_NUMBER.sql, *BY_NUMBER.values(number=number))  # type: ignore[attr-defined]
    return [(row["number"], row["name"]) for row in rows]


def looked_up(server: TdsServer) -> Call:
    """The last look-up that was not a good-bye to a prepared statement."""
    return [call for call in server.wire.of(Call) if call.text is not None][-1]


def found(findings: Sequence[Finding], check: str) -> Finding:
    return next(finding for finding in findings if finding.check == check.partition(" ")[0])
