"""Categories over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.errors import CategoryNotFound, CategoryTaken
from regie.apps.retail.figures.routes import language_of
from regie.apps.retail.listing import Page
from regie.apps.retail.permissions import MANAGE_CATALOGUE, READ_RESULTS
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.i18n import Language
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

from .categories import Category
from .schemas import CategoryChange, CategoryDraft, SeenCategories, SeenCategory
from .service import Catalogue
from .store_routes import Words

CategorySort = Literal["tree", "-tree", "name", "-name", "code", "-code"]
CategoryId = Annotated[int, Path(ge=1, lt=2**63)]


def category_routes(core: Core, catalogue: Catalogue) -> APIRouter:
    api = api_router("/api/v1/retail/categories", "retail", guard=requires(READ_RESULTS))
    reader = language_of(core)
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_categories(
        *,
        q: Words = None,
        sort: CategorySort = "tree",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = reader,
    ) -> SeenCategories:
        """All categories of the organisation; `tree`: each behind the one above it."""
        page = Page.of(sort, limit, after)
        found = await catalogue.list_categories(connection, acting, language, page, q or None)
        return SeenCategories(categories=[_seen(each) for each in found.rows], next=found.next)

    @api.get("/{id}")
    @may_raise(CategoryNotFound)
    async def show_category(
        id: CategoryId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenCategory:
        """One category."""
        return tagged(response, _seen(await catalogue.find_category(connection, acting, id)))

    @api.post("", status_code=201)
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(CategoryNotFound, CategoryTaken)
    async def add_category(
        draft: CategoryDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenCategory:
        """Adds a category, below another one or at the top."""
        return tagged(response, _seen(await catalogue.add_category(connection, acting, draft)))

    @api.patch("/{id}")
    @guarded(requires(MANAGE_CATALOGUE))
    @may_raise(CategoryNotFound)
    async def rename_category(
        id: CategoryId,  # noqa: A002
        change: CategoryChange,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenCategory:
        """Gives a category other names."""
        changed = await catalogue.rename_category(connection, acting, id, version, change)
        return tagged(response, _seen(changed))

    return api


def _seen(category: Category) -> SeenCategory:
    return SeenCategory(
        id=category.id,
        parent_id=category.parent_id,
        level=category.path.count(".") - 1,
        code=category.code,
        name=category.name,
        name_en=category.name_en,
        products=category.products,
        version=category.version,
    )
