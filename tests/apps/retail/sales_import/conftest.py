"""A chain of stores in two regions, and somebody who imports for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text

from importplay import Importer
from peopleplay import Organisation, opened_services
from regie.apps.retail.sales_import.kind import sales_kind
from regie.core.db import DatabaseUrl
from regie.core.files import MemoryStore
from regie.core.tabular import ImportKind, Imports
from regie.identity.services import Services

STORE = """
    INSERT INTO retail.store (tenant, place_id, code, opened_on) VALUES (:t, :p, :c, '2009-01-01')
"""
TABLES = """
    SELECT 'sale' AS what, ref, store.code, sold_at::text, incomplete::text, NULL::bigint, NULL,
        NULL, NULL, NULL
    FROM retail.sale JOIN retail.store ON store.id = store_id WHERE sale.tenant = :tenant
    UNION ALL
    SELECT 'line', ref, sku, line_no::text, cost_assumed::text, quantity_e3, unit_price_e4,
        excl_cents, incl_cents, cost_cents
    FROM retail.sale_line JOIN retail.sale ON sale.id = sale_id
    JOIN retail.product ON product.id = product_id WHERE sale.tenant = :tenant
    ORDER BY 1, 2, 3, 4
"""
FIGURES = """
    SELECT store_id, month, category_id, sum(excl_cents), sum(incl_cents), sum(cost_cents),
        sum(quantity_e3), sum(lines)
    FROM retail.figure_delta WHERE tenant = :tenant GROUP BY 1, 2, 3
    HAVING sum(lines) <> 0 OR sum(quantity_e3) <> 0 ORDER BY 1, 2, 3
"""
BRUTE_FIGURES = """
    SELECT store_id, date_trunc('month', sold_on)::date, category_id, sum(excl_cents),
        sum(incl_cents), sum(cost_cents), sum(quantity_e3), count(*)
    FROM retail.sale JOIN retail.sale_line ON sale_id = sale.id WHERE sale.tenant = :tenant
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
BASKETS = """
    SELECT store_id, month, sum(baskets) FROM retail.basket_delta WHERE tenant = :tenant
    GROUP BY 1, 2 HAVING sum(baskets) <> 0 ORDER BY 1, 2
"""
BRUTE_BASKETS = """
    SELECT store_id, date_trunc('month', sold_on)::date, count(*) FROM retail.sale
    WHERE tenant = :tenant GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Chain:
    organisation: Organisation
    importer: Importer

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        async with self.organisation.services.core.database.begin() as connection:
            found = await connection.execute(text(sql), {"tenant": self.organisation.tenant})
            return [tuple(row) for row in found]

    async def value(self, sql: str) -> Any:
        return await self.organisation.value(sql, t=self.organisation.tenant)

    async def add_stores(self, codes: Iterable[str], above: int | None = None) -> None:
        for code in codes:
            place = await self.organisation.place(code, above, kind="store")
            async with self.organisation.services.core.database.begin() as connection:
                values = {"t": self.organisation.tenant, "p": place, "c": code}
                await connection.execute(text(STORE), values)

    async def tables(self) -> list[tuple[Any, ...]]:
        """Sales and lines, as a person would compare them."""
        return await self.rows(TABLES)

    async def adds_up(self) -> bool:
        """Figures and baskets are what the lines say."""
        return await self.rows(FIGURES) == await self.rows(BRUTE_FIGURES) and await self.rows(
            BASKETS
        ) == await self.rows(BRUTE_BASKETS)


@pytest.fixture(scope="module")
async def services(migrated: DatabaseUrl) -> AsyncIterator[Services]:
    async with opened_services(migrated) as services:
        yield services


def chain_of(
    services: Services, *, chunk_rows: int = 1_000, kind: ImportKind | None = None
) -> Chain:
    """A tenant of its own, without stores."""
    organisation = Organisation.new(services)
    core = services.core
    kind = replace(kind or sales_kind(core.settings.zone, 60), chunk_rows=chunk_rows)
    imports = Imports(
        "retail", (kind,), database=core.database, files=MemoryStore(), zone=core.settings.zone
    )
    return Chain(organisation, Importer(imports, organisation.tenant))


@pytest.fixture
async def chain(services: Services) -> Chain:
    """With the stores LYON and NANTES."""
    chain = chain_of(services)
    await chain.add_stores(("LYON", "NANTES"))
    return chain
