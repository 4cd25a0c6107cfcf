"""What is sold, and where: who may edit it, and what is put on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.listing import Found, Page
from regie.apps.retail.permissions import MANAGE_CATALOGUE, READ_RESULTS
from regie.core.access import Actor, AuditEvent
from regie.core.app import Core
from regie.core.clock import local_date
from regie.core.i18n import Language

from . import categories, products, stores
from .categories import Category
from .placing import change_place, place_of
from .products import Price, Product
from .schemas import (
    CategoryChange,
    CategoryDraft,
    PriceDraft,
    ProductChange,
    ProductDraft,
    StoreChange,
    StoreDraft,
)
from .stores import Store

_RAISE_VERSION = text("SELECT retail.raise_version(ARRAY[CAST(:tenant AS text)])")
_BASIS_POINTS = 100


class Catalogue:
    """Stores lie within a reach. Categories and products are the whole organisation's: everybody
    who reads results reads them, and only who reaches everywhere edits them."""

    def __init__(self, core: Core):
        self._core = core

    def today(self) -> date:
        return local_date(self._core.clock(), self._core.settings.zone)

    async def list_stores(
        self,
        connection: AsyncConnection,
        acting: Actor,
        page: Page,
        wanted: Mapping[str, object],
    ) -> Found[Store]:
        reach = acting.reach(READ_RESULTS)
        return await stores.list_stores(connection, acting.tenant, reach, page, wanted)

    async def find_store(self, connection: AsyncConnection, acting: Actor, store_id: int) -> Store:
        """Raises StoreNotFound."""
        reach = acting.reach(READ_RESULTS)
        return await stores.find_store(connection, acting.tenant, reach, store_id)

    async def add_store(
        self, connection: AsyncConnection, acting: Actor, draft: StoreDraft
    ) -> Store:
        """Raises PlaceNotFound, PlaceClosed, StoreTaken."""
        made = await stores.add_store(
            connection,
            acting.tenant,
            place_id=await place_of(connection, acting, draft),
            code=draft.code,
            opened_on=draft.opened_on,
        )
        reach = acting.reach(MANAGE_CATALOGUE)
        store = await stores.find_store(connection, acting.tenant, reach, made)
        await self._changed(connection, acting, "store.add", f"store:{made}")
        return store

    async def change_store(
        self,
        connection: AsyncConnection,
        acting: Actor,
        store_id: int,
        version: int,
        change: StoreChange,
    ) -> Store:
        """Raises StoreNotFound, Forbidden, StoreTaken, ClosedBeforeOpened, ChangedMeanwhile, and
        what `change_place` raises."""
        store = await self.find_store(connection, acting, store_id)
        acting.require(MANAGE_CATALOGUE, store.path)
        kept = {"code": store.code, "opened_on": store.opened_on, "closed_on": store.closed_on}
        values = {**kept, **change.changes()}
        await stores.change_store(connection, acting.tenant, store_id, version, **values)
        await change_place(
            connection,
            acting,
            self._core.audit,
            store,
            name=change.name,
            parent_id=change.parent_id,
        )
        await self._changed(connection, acting, "store.change", f"store:{store_id}")
        return await self.find_store(connection, acting, store_id)

    async def list_categories(
        self,
        connection: AsyncConnection,
        acting: Actor,
        language: Language,
        page: Page,
        words: str | None,
    ) -> Found[Category]:
        return await categories.list_categories(connection, acting.tenant, language, page, words)

    async def find_category(
        self, connection: AsyncConnection, acting: Actor, category_id: int
    ) -> Category:
        """Raises CategoryNotFound."""
        return await categories.find_category(connection, acting.tenant, category_id)

    async def add_category(
        self, connection: AsyncConnection, acting: Actor, draft: CategoryDraft
    ) -> Category:
        """Raises CategoryNotFound of the one above, CategoryTaken."""
        acting.require(MANAGE_CATALOGUE)
        above = None
        if draft.parent_id is not None:
            above = await self.find_category(connection, acting, draft.parent_id)
        made = await categories.add_category(
            connection,
            acting.tenant,
            above,
            code=draft.code,
            name=draft.name,
            name_en=draft.name_en,
        )
        await self._changed(connection, acting, "category.add", f"category:{made}")
        return await self.find_category(connection, acting, made)

    async def rename_category(
        self,
        connection: AsyncConnection,
        acting: Actor,
        category_id: int,
        version: int,
        change: CategoryChange,
    ) -> Category:
        """Raises CategoryNotFound, ChangedMeanwhile."""
        acting.require(MANAGE_CATALOGUE)
        found = await self.find_category(connection, acting, category_id)
        names = {"name": found.name, "name_en": found.name_en, **change.changes()}
        await categories.rename_category(connection, acting.tenant, category_id, version, **names)
        await self._changed(connection, acting, "category.change", f"category:{category_id}")
        return await self.find_category(connection, acting, category_id)

    async def list_products(
        self,
        connection: AsyncConnection,
        acting: Actor,
        page: Page,
        wanted: Mapping[str, object],
    ) -> Found[Product]:
        return await products.list_products(connection, acting.tenant, self.today(), page, wanted)

    async def find_product(
        self, connection: AsyncConnection, acting: Actor, product_id: int
    ) -> tuple[Product, list[Price]]:
        """With all its prices. Raises ProductNotFound."""
        found = await products.find_product(connection, acting.tenant, self.today(), product_id)
        return found, await products.prices_of(connection, acting.tenant, product_id)

    async def add_product(
        self, connection: AsyncConnection, acting: Actor, draft: ProductDraft
    ) -> tuple[Product, list[Price]]:
        """Raises CategoryNotFound, ProductTaken."""
        acting.require(MANAGE_CATALOGUE)
        await self.find_category(connection, acting, draft.category_id)
        made = await products.add_product(
            connection,
            acting.tenant,
            sku=draft.sku,
            name=draft.name,
            category_id=draft.category_id,
            vat_bp=round(draft.vat_percent * _BASIS_POINTS),
        )
        if (first := draft.price) is not None:
            price = Price(first.valid_from, None, first.purchase_e4, first.sale_e4)
            await products.set_price(connection, acting.tenant, made, 1, price)
        await self._changed(connection, acting, "product.add", f"product:{made}")
        return await self.find_product(connection, acting, made)

    async def change_product(
        self,
        connection: AsyncConnection,
        acting: Actor,
        product_id: int,
        version: int,
        change: ProductChange,
    ) -> tuple[Product, list[Price]]:
        """Raises ProductNotFound, CategoryNotFound, ChangedMeanwhile."""
        acting.require(MANAGE_CATALOGUE)
        found, _ = await self.find_product(connection, acting, product_id)
        if change.category_id is not None:
            await self.find_category(connection, acting, change.category_id)
        vat = change.vat_percent
        withdrawn = change.withdrawn
        await products.change_product(
            connection,
            acting.tenant,
            product_id,
            version,
            name=change.name or found.name,
            category_id=change.category_id or found.category_id,
            vat_bp=found.vat_bp if vat is None else round(vat * _BASIS_POINTS),
            withdrawn=found.withdrawn_at is not None if withdrawn is None else withdrawn,
        )
        await self._changed(connection, acting, "product.change", f"product:{product_id}")
        return await self.find_product(connection, acting, product_id)

    async def set_price(
        self,
        connection: AsyncConnection,
        acting: Actor,
        product_id: int,
        *,
        version: int,
        valid_from: date,
        draft: PriceDraft | None,
    ) -> tuple[Product, list[Price]]:
        """None removes the price that begins on that day. What was sold keeps its purchase price.
        Raises ProductNotFound, PriceNotFound, ChangedMeanwhile."""
        acting.require(MANAGE_CATALOGUE)
        await self.find_product(connection, acting, product_id)
        if draft is None:
            await products.remove_price(connection, acting.tenant, product_id, version, valid_from)
        else:
            price = Price(valid_from, None, draft.purchase_e4, draft.sale_e4)
            await products.set_price(connection, acting.tenant, product_id, version, price)
        subject, payload = f"product:{product_id}", {"valid_from": valid_from.isoformat()}
        await self._changed(connection, acting, "product.price", subject, payload)
        return await self.find_product(connection, acting, product_id)

    async def _changed(
        self,
        connection: AsyncConnection,
        acting: Actor,
        action: str,
        subject: str,
        payload: Mapping[str, object] | None = None,
    ) -> None:
        """Names and places stand in pages of figures: those that are kept are void."""
        await connection.execute(_RAISE_VERSION, {"tenant": acting.tenant})
        event = AuditEvent(action, subject, payload=payload or {})
        await self._core.audit.record(connection, event, actor=acting)
