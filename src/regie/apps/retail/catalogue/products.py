"""Every statement about products and their prices."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import PriceNotFound, ProductNotFound, ProductTaken
from regie.apps.retail.listing import Found, Page, matching, page_of, pages
from regie.core.web import ChangedMeanwhile

_PRICES: Final = """
    SELECT valid_from, lead(valid_from) OVER (ORDER BY valid_from) - 1 AS valid_to,
        purchase_e4, sale_e4
    FROM retail.product_price
"""
_COLUMNS: Final = """
    SELECT r.id, r.sku, r.name, r.category_id, c.name AS category, c.name_en AS category_en,
        r.vat_bp, r.withdrawn_at, r.version, price.valid_from, price.valid_to,
        price.purchase_e4, price.sale_e4
"""
_FROM: Final = f"""
    FROM retail.product AS r JOIN retail.category AS c ON c.id = r.category_id
    LEFT JOIN LATERAL (
        SELECT * FROM ({_PRICES} WHERE product_id = r.id) AS p
        WHERE valid_from <= :today ORDER BY valid_from DESC LIMIT 1
    ) AS price ON true
"""
_WANTED: Final = f"""
    r.tenant = :tenant
    AND {matching("r.name || ' ' || r.sku")}
    AND (CAST(:category AS bigint) IS NULL OR c.path LIKE (
        SELECT path || '%' FROM retail.category WHERE id = :category AND tenant = :tenant
    ))
    AND (CAST(:withdrawn AS boolean) IS NULL OR (r.withdrawn_at IS NOT NULL) = :withdrawn)
"""
SORTS: Final = {
    "name": ("core.sort_key(r.name)", "text"),
    "sku": ('r.sku COLLATE "C"', "text"),
}
_PAGES: Final = pages(f"{_COLUMNS}, {{sort}} {_FROM}", _WANTED, SORTS, id_="r.id")
_ONE: Final = text(f"{_COLUMNS} {_FROM} WHERE r.tenant = :tenant AND r.id = :id")
_ALL_PRICES: Final = text(
    f"{_PRICES} WHERE tenant = :tenant AND product_id = :id ORDER BY valid_from DESC"
)
_ADD: Final = text(
    """
    INSERT INTO retail.product (tenant, sku, name, category_id, vat_bp)
    VALUES (:tenant, :sku, :name, :category_id, :vat_bp) RETURNING id
    """
)
_CHANGE: Final = text(
    """
    UPDATE retail.product SET name = :name, category_id = :category_id, vat_bp = :vat_bp,
        withdrawn_at = CASE WHEN :withdrawn THEN coalesce(withdrawn_at, now()) END,
        version = version + 1
    WHERE tenant = :tenant AND id = :id AND version = :version
    """
)
_RAISE: Final = text(
    "UPDATE retail.product SET version = version + 1"
    " WHERE tenant = :tenant AND id = :id AND version = :version"
)
_SET_PRICE: Final = text(
    """
    INSERT INTO retail.product_price (tenant, product_id, valid_from, purchase_e4, sale_e4)
    VALUES (:tenant, :id, :valid_from, :purchase_e4, :sale_e4)
    ON CONFLICT (product_id, valid_from) DO UPDATE
    SET purchase_e4 = excluded.purchase_e4, sale_e4 = excluded.sale_e4
    """
)
_REMOVE_PRICE: Final = text(
    "DELETE FROM retail.product_price"
    " WHERE tenant = :tenant AND product_id = :id AND valid_from = :valid_from"
)


class Price(NamedTuple):
    valid_from: date
    valid_to: date | None
    purchase_e4: int
    sale_e4: int


class Product(NamedTuple):
    id: int
    sku: str
    name: str
    category_id: int
    category: str
    category_en: str | None
    vat_bp: int
    withdrawn_at: datetime | None
    version: int
    price: Price | None


async def list_products(
    connection: AsyncConnection,
    tenant: str,
    today: date,
    page: Page,
    wanted: Mapping[str, object],
) -> Found[Product]:
    """`wanted`: words, category, withdrawn; None is all."""
    values = {"tenant": tenant, "today": today, **wanted}
    return await page_of(connection, _PAGES, page, values, _product)


async def find_product(
    connection: AsyncConnection, tenant: str, today: date, product_id: int
) -> Product:
    """Raises ProductNotFound."""
    values = {"tenant": tenant, "today": today, "id": product_id}
    row = (await connection.execute(_ONE, values)).one_or_none()
    if row is None:
        raise ProductNotFound
    return _product(row)


async def prices_of(connection: AsyncConnection, tenant: str, product_id: int) -> list[Price]:
    rows = await connection.execute(_ALL_PRICES, {"tenant": tenant, "id": product_id})
    return [Price(*row) for row in rows]


async def add_product(connection: AsyncConnection, tenant: str, **values: Any) -> int:
    """Raises ProductTaken, which ends the transaction."""
    try:
        return (await connection.execute(_ADD, {"tenant": tenant, **values})).scalar_one()
    except IntegrityError as error:
        if "uq_product" in str(error.orig):
            raise ProductTaken from error
        raise


async def change_product(
    connection: AsyncConnection, tenant: str, product_id: int, version: int, **values: Any
) -> None:
    """Raises ChangedMeanwhile."""
    named = {"tenant": tenant, "id": product_id, "version": version, **values}
    if not (await connection.execute(_CHANGE, named)).rowcount:
        raise ChangedMeanwhile


async def set_price(
    connection: AsyncConnection, tenant: str, product_id: int, version: int, price: Price
) -> None:
    """From that day on, until the next one begins. Raises ChangedMeanwhile."""
    await _raise_version(connection, tenant, product_id, version)
    values = {
        "tenant": tenant,
        "id": product_id,
        "valid_from": price.valid_from,
        "purchase_e4": price.purchase_e4,
        "sale_e4": price.sale_e4,
    }
    await connection.execute(_SET_PRICE, values)


async def remove_price(
    connection: AsyncConnection, tenant: str, product_id: int, version: int, valid_from: date
) -> None:
    """The one before it goes on. Raises ChangedMeanwhile, PriceNotFound."""
    await _raise_version(connection, tenant, product_id, version)
    values = {"tenant": tenant, "id": product_id, "valid_from": valid_from}
    if not (await connection.execute(_REMOVE_PRICE, values)).rowcount:
        raise PriceNotFound


async def _raise_version(
    connection: AsyncConnection, tenant: str, product_id: int, version: int
) -> None:
    values = {"tenant": tenant, "id": product_id, "version": version}
    if not (await connection.execute(_RAISE, values)).rowcount:
        raise ChangedMeanwhile


def _product(row: Any) -> Product:
    found = row._mapping
    price = None
    if row.valid_from is not None:
        price = Price(**{name: found[name] for name in Price._fields})
    return Product(**{name: found[name] for name in Product._fields[:-1]}, price=price)
