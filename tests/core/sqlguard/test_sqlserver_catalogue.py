"""How the catalogue of a SQL Server is read."""

from __future__ import annotations

import pytest

from regie.core.sqlguard import CatalogueColumn, CatalogueTable

from .tds import Workshop
from .tds.fixtures import OpenSqlServer


async def test_the_catalogue_shows_what_the_account_may_read_with_types_and_indexes(
    open_sql_server: OpenSqlServer,
) -> None:
    assert list(await open_sql_server().catalogue()) == [
        CatalogueTable(
            "dbo",
            "orders",
            (
                CatalogueColumn("N° commande", "varchar(20)", nullable=True),
                CatalogueColumn("client", "nvarchar(80)", nullable=True),
                CatalogueColumn("le", "date", nullable=True),
                CatalogueColumn("ex", "int", nullable=True),
            ),
            frozenset({"N° commande"}),
        )
    ]


@pytest.mark.parametrize(
    "written", ["varchar(max)", "nvarchar(max)", "decimal(10,2)", "char(12)", "nchar(6)", "bit"]
)
async def test_types_are_written_as_the_server_writes_them(
    open_sql_server: OpenSqlServer, shop: Workshop, written: str
) -> None:
    shop.create_table("things", {"one": written})
    shop.rights.grant("[dbo].[things]", "SELECT")
    tables = await open_sql_server().catalogue()
    assert tables[-1].columns == (CatalogueColumn("one", written, nullable=True),)


async def test_a_long_catalogue_is_read_page_by_page(
    open_sql_server: OpenSqlServer, shop: Workshop
) -> None:
    for name in ("wide", "wider"):
        shop.create_table(name, {f"c{number}": "int" for number in range(700)})
        shop.rights.grant(f"[dbo].[{name}]", "SELECT")
    tables = await open_sql_server().catalogue()
    assert [len(table.columns) for table in tables] == [4, 700, 700]
