"""Results, their explanations, exports and scenarios over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from regie.apps.workforce.permissions import READ_RESULTS
from regie.apps.workforce.reference.errors import (
    LeavesNoTime,
    PostNotFound,
    TaskNotFound,
)
from regie.apps.workforce.services import Services
from regie.core.access import Actor
from regie.core.explain import Explained
from regie.core.files import SHEET_TYPES, SheetFormat, attachment_headers
from regie.core.i18n import Language
from regie.core.web import actor, api_router, may_raise, requires, transaction
from regie.identity.language import reader_language

from .errors import NothingCounted, ResultPlaceNotFound
from .schemas import (
    PlaceResult,
    PostResult,
    ResultTree,
    ScenarioRequest,
    ScenarioResult,
    YearMonth,
)
from .window import Asked

RowId = Annotated[int, Path(ge=1, lt=2**63)]
MaybeId = Annotated[int | None, Query(ge=1, lt=2**63)]


def _asked(
    until: Annotated[
        YearMonth | None, Query(description="The last month; by default the last with volumes.")
    ] = None,
    months: Annotated[int, Query(ge=1, le=24, description="Results are their mean.")] = 12,
) -> Any:
    return Asked(until, months)


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/workforce", "workforce", guard=requires(READ_RESULTS))
    _result_routes(api, services)
    _why_routes(api, services)
    _export_route(api, services)
    _scenario_route(api, services)
    return api


def _result_routes(api: APIRouter, services: Services) -> None:
    begun, results = transaction(services.core.database), services.results

    @api.get("/results")
    @may_raise(NothingCounted)
    async def show_results(
        asked: Asked = Depends(_asked),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ResultTree:
        """People required in all that the reader sees: of the nation, for who reaches it."""
        return await results.tree(connection, acting, asked)

    @api.get("/results/places/{place_id}")
    @may_raise(NothingCounted, ResultPlaceNotFound)
    async def show_place_result(
        place_id: RowId,
        asked: Asked = Depends(_asked),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> PlaceResult:
        """People required in a centre, a direction, or any place above centres."""
        return await results.place(connection, acting, place_id, asked)

    @api.get("/results/posts/{post_id}")
    @may_raise(NothingCounted, PostNotFound)
    async def show_post_result(
        post_id: RowId,
        asked: Asked = Depends(_asked),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> PostResult:
        """People required of one post, in all places that the reader sees."""
        return await results.post(connection, acting, post_id, asked)


def _why_routes(api: APIRouter, services: Services) -> None:
    begun, results = transaction(services.core.database), services.results
    spoken = reader_language(services.core.settings)

    @api.get("/results/explain")
    @may_raise(NothingCounted, ResultPlaceNotFound, PostNotFound)
    async def explain_result(
        *,
        place_id: MaybeId = None,
        post_id: MaybeId = None,
        asked: Asked = Depends(_asked),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Explained:
        """Why so many people: down to task × volume × unit time, and where that time comes from.
        Without a place, of all that the reader sees."""
        return await results.explain(
            connection, acting, asked, language, place_id=place_id, post_id=post_id
        )


def _export_route(api: APIRouter, services: Services) -> None:
    begun, results = transaction(services.core.database), services.results
    spoken = reader_language(services.core.settings)

    @api.get(
        "/results/export",
        response_class=Response,
        responses={
            200: {
                "content": {
                    media_type: {"schema": {"type": "string"}}
                    for media_type in SHEET_TYPES.values()
                }
            }
        },
    )
    @may_raise(NothingCounted)
    async def export_results(
        format: SheetFormat = "csv",  # noqa: A002 - the parameter's name
        asked: Asked = Depends(_asked),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Response:
        """The results that the reader sees, a line per centre and post, as a file."""
        name, body = await results.exported(connection, acting, asked, format, language)
        headers = dict(attachment_headers(name, SHEET_TYPES[format], len(body)))
        return Response(body, headers=headers)


def _scenario_route(api: APIRouter, services: Services) -> None:
    begun, results = transaction(services.core.database), services.results

    @api.post("/scenario")
    @may_raise(NothingCounted, ResultPlaceNotFound, PostNotFound, TaskNotFound, LeavesNoTime)
    async def run_scenario(
        scenario: ScenarioRequest,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ScenarioResult:
        """What would be required with other volumes, times, productivity or rules."""
        return await results.scenario(connection, acting, scenario)
