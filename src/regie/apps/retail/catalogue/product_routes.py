"""Products and their prices over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Path, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import (
    CategoryNotFound,
    PriceNotFound,
    ProductNotFound,
    ProductTaken,
)
from regie.apps.retail.figures.asked import CategoryQuery
from regie.apps.retail.listing import Page
from regie.apps.retail.permissions import MANAGE_CATALOGUE, READ_RESULTS
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.input import Day
from regie.core.web import (
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    guarded,
    idempotent,
    if_match,
    may_raise,
    requires,
    tagged,
    transaction,
)

from .products import Price, Product
from .schemas import (
    CategoryName,
    PriceDraft,
    ProductChange,
    ProductDraft,
    ProductInFull,
    SeenPrice,
    SeenProduct,
    SeenProducts,
)
from .service import Catalogue
from .store_routes import Words

ProductSort = Literal["name", "-name", "sku", "-sku"]
ProductId = Annotated[int, Path(ge=1, lt=2**63)]
Since = Annotated[Day, Path()]

_BASIS_POINTS: Final = 100


def product_routes(core: Core, catalogue: Catalogue) -> APIRouter:
    api = api_router("/api/v1/retail/products", "retail", guard=requires(READ_RESULTS))
    _add_reading(api, core, catalogue)
    _add_changing(api, core, catalogue)
    _add_prices(api, core, catalogue)
    return api


def _add_reading(api: APIRouter, core: Core, catalogue: Catalogue) -> None:
    begun = transaction(core.database)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_products(
        *,
        q: Words = None,
        category: CategoryQuery = None,
        withdrawn: bool | None = None,
        sort: ProductSort = "name",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenProducts:
        """All products with today's prices; `category`: with those below it."""
        page = Page.of(sort, limit, after)
        wanted = {"words": q or None, "category": category, "withdrawn": withdrawn}
        found = await catalogue.list_products(connection, acting, page, wanted)
        return SeenProducts(products=[_seen(each) for each in found.rows], next=found.next)

    @api.get("/{id}")
    @may_raise(ProductNotFound)
    async def show_product(
        id: ProductId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ProductInFull:
        """One product with all its prices."""
        found = await catalogue.find_product(connection, acting, id)
        return tagged(response, _in_full(*found))


def _add_changing(api: APIRouter, core: Core, catalogue: Catalogue) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.post("", status_code=201)
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(CategoryNotFound, ProductTaken)
    async def add_product(
        draft: ProductDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> ProductInFull:
        """Adds a product, with its first price or without one."""
        made = await catalogue.add_product(connection, acting, draft)
        return tagged(response, _in_full(*made))

    @api.patch("/{id}")
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(ProductNotFound, CategoryNotFound)
    async def change_product(
        id: ProductId,  # noqa: A002
        change: ProductChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ProductInFull:
        """Changes a product, withdraws it or brings it back."""
        changed = await catalogue.change_product(connection, acting, id, version, change)
        return tagged(response, _in_full(*changed))


def _add_prices(api: APIRouter, core: Core, catalogue: Catalogue) -> None:
    begun = transaction(core.database)

    @api.put("/{id}/prices/{valid_from}")
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(ProductNotFound)
    async def set_product_price(
        id: ProductId,  # noqa: A002
        valid_from: Since,
        draft: PriceDraft,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ProductInFull:
        """The price from that day on, until the next one begins."""
        changed = await catalogue.set_price(
            connection, acting, id, version=version, valid_from=valid_from, draft=draft
        )
        return tagged(response, _in_full(*changed))

    @api.delete("/{id}/prices/{valid_from}")
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(ProductNotFound, PriceNotFound)
    async def remove_product_price(
        id: ProductId,  # noqa: A002
        valid_from: Since,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ProductInFull:
        """Removes the price that begins on that day: the one before it goes on."""
        changed = await catalogue.set_price(
            connection, acting, id, version=version, valid_from=valid_from, draft=None
        )
        return tagged(response, _in_full(*changed))


def _in_full(product: Product, prices: Sequence[Price]) -> ProductInFull:
    seen = _seen(product).model_dump()
    return ProductInFull(**seen, prices=[_seen_price(each) for each in prices])


def _seen(product: Product) -> SeenProduct:
    return SeenProduct(
        id=product.id,
        sku=product.sku,
        name=product.name,
        category=CategoryName(
            id=product.category_id, name=product.category, name_en=product.category_en
        ),
        vat_percent=product.vat_bp / _BASIS_POINTS,
        price=None if product.price is None else _seen_price(product.price),
        withdrawn_at=product.withdrawn_at,
        version=product.version,
    )


def _seen_price(price: Price) -> SeenPrice:
    return SeenPrice(**price._asdict())
