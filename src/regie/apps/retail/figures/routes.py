"""Figures over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from regie.apps.retail.errors import CategoryNotFound, PeriodInvalid, PlaceNotFound
from regie.apps.retail.permissions import READ_RESULTS
from regie.core.access import Actor, AuditEvent
from regie.core.app import Core
from regie.core.explain import Explained
from regie.core.files import SHEET_TYPES, SheetFormat
from regie.core.i18n import Language, negotiate
from regie.core.web import actor, api_router, may_raise, requires

from .asked import Asked, asked
from .cells import Level
from .explaining import Explaining
from .export import Wording, export_answer
from .schemas import Consolidation, Figure, RetailDashboard, RetailFilters
from .service import By, Figures

ByQuery = Annotated[By, Query(description="Rows of places, or of categories.")]
DepthQuery = Annotated[Level, Query(description="Down to regions, or to stores.")]


_SHEETS: Final[dict[str, Any]] = {
    "content": {media_type: {"schema": {"type": "string"}} for media_type in SHEET_TYPES.values()}
}


def language_of(core: Core) -> Any:
    """A dependency: the reader's language."""

    def language(request: Request) -> Language:
        return negotiate(request.headers.get("accept-language"), core.settings.language)

    return Depends(language)


def routes(core: Core, figures: Figures, explaining: Explaining) -> APIRouter:
    api = api_router("/api/v1/retail", "retail", guard=requires(READ_RESULTS))
    reader = language_of(core)

    @api.get("/dashboard", response_model=RetailDashboard)
    @may_raise(PlaceNotFound, CategoryNotFound, PeriodInvalid)
    async def show_retail_dashboard(
        about: Asked = Depends(asked),
        acting: Actor = Depends(actor),
        language: Language = reader,
    ) -> Response:
        """Revenue, margin and baskets against target and last year."""
        return _json(await figures.dashboard(acting, language, about))

    @api.get("/consolidation", response_model=Consolidation)
    @may_raise(PlaceNotFound, CategoryNotFound, PeriodInvalid)
    async def show_consolidation(
        by: ByQuery = "place",
        depth: DepthQuery = "store",
        about: Asked = Depends(asked),
        acting: Actor = Depends(actor),
        language: Language = reader,
    ) -> Response:
        """All measures of the tree of places, or of categories."""
        return _json(await figures.consolidation(acting, language, about, by=by, depth=depth))

    @api.get("/consolidation/export", response_class=Response, responses={200: _SHEETS})
    @may_raise(PlaceNotFound, CategoryNotFound, PeriodInvalid)
    async def export_consolidation(  # noqa: PLR0917 - FastAPI calls it by name
        format: Annotated[SheetFormat, Query()] = "csv",  # noqa: A002
        by: ByQuery = "place",
        depth: DepthQuery = "store",
        about: Asked = Depends(asked),
        acting: Actor = Depends(actor),
        language: Language = reader,
    ) -> Response:
        """The rows of the consolidation, as a file."""
        page = await figures.consolidation(acting, language, about, by=by, depth=depth)
        await core.audit.record_apart(
            AuditEvent("figures.export", payload={"by": by, "format": format}), actor=acting
        )
        words = Wording(core.catalogue, language, core.settings.zone)
        return await export_answer(Consolidation.model_validate_json(page), format, words)

    @api.get("/filters", response_model=RetailFilters)
    async def show_retail_filters(
        acting: Actor = Depends(actor), language: Language = reader
    ) -> Response:
        """What can be chosen: places, categories and months within reach."""
        return _json(await figures.filters(acting, language))

    @api.get("/explain")
    @may_raise(PlaceNotFound, CategoryNotFound, PeriodInvalid)
    async def explain_figure(
        figure: Annotated[Figure, Query()],
        about: Asked = Depends(asked),
        acting: Actor = Depends(actor),
        language: Language = reader,
    ) -> Explained:
        """What a figure was made of, down to the imports and how many lines they brought."""
        return await explaining.explain(acting, language, figure, about)

    return api


def _json(body: bytes) -> Response:
    return Response(
        body,
        media_type="application/json",
        headers={"Cache-Control": "no-store", "Vary": "Accept-Language"},
    )
