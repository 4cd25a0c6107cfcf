"""The widget's keys over HTTP, and what a shop's page is told of its own."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.db import After
from regie.core.web import (
    API,
    PUBLIC,
    AfterQuery,
    CursorMalformed,
    LimitQuery,
    Shared,
    actor,
    api_router,
    etag,
    exchange_of,
    guarded,
    idempotent,
    if_match,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)

from ..permissions import MANAGE_WIDGETS
from .colours import DARK, LIGHT, legible
from .domain import Widget
from .errors import OriginRefused, TooManyWidgets, WidgetNameTaken, WidgetNotFound
from .schemas import (
    SeenWidget,
    SeenWidgets,
    WidgetConfiguration,
    WidgetDraft,
    WidgetKey,
    WidgetLinks,
    WidgetTheme,
)
from .service import Widgets

Key = Annotated[WidgetKey, Path()]
CONVERSATION_TOKEN: Final = "Conversation-Token"  # noqa: S105 - a header's name
_PREFIX: Final = f"{API}/orders/widgets"
_SORT: Final = "name"


def shared(widgets: Widgets) -> Shared:
    """What shops' pages may ask: their own configuration, and the conversations."""
    return Shared(
        prefixes=(f"{_PREFIX}/", f"{API}/orders/conversations"),
        headers=("Content-Type", CONVERSATION_TOKEN),
        allows=widgets.allows,
    )


def routes(core: Core, widgets: Widgets) -> APIRouter:
    api = api_router(_PREFIX, "orders", guard=requires(MANAGE_WIDGETS))
    _add_managing(api, core, widgets)

    @api.get("/{key}")
    @guarded(PUBLIC)
    @may_raise(WidgetNotFound, OriginRefused)
    async def read_widget(key: Key, request: Request) -> WidgetConfiguration:
        """What the page of a shop has to know of its widget."""
        found = await widgets.admit(key, exchange_of(request.scope))
        return WidgetConfiguration(
            title=found.title,
            language=found.language,
            languages=["fr", "en"],
            theme=WidgetTheme(
                colour=found.colour,
                links=WidgetLinks(
                    light=legible(found.colour, LIGHT), dark=legible(found.colour, DARK)
                ),
                position=found.position,
                scheme=found.scheme,
            ),
        )

    return api


def _add_managing(api: APIRouter, core: Core, widgets: Widgets) -> None:
    begun = transaction(core.database)
    once = idempotent(core.answers)

    @api.get("")
    @may_raise(CursorMalformed)
    async def list_widgets(
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenWidgets:
        """The widget's keys, by name."""
        found = await widgets.list(connection, acting, read_cursor(after, _SORT), limit)
        last = After(found[-1].sort_value, found[-1].id) if found else None
        return SeenWidgets(
            widgets=[_seen(each) for each in found],
            sources=list(widgets.sources),
            next=next_cursor(_SORT, last, found=len(found), limit=limit),
        )

    @api.post("", status_code=201)
    @may_raise(WidgetNameTaken, TooManyWidgets)
    async def add_widget(
        draft: WidgetDraft,
        response: Response,
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> SeenWidget:
        """Makes a key for a shop's pages.

        It is public: it stands in the page, and opens nothing from other origins than its own.
        """
        return _tagged(response, _seen(await widgets.add(connection, acting, draft)))

    @api.put("/{key}")
    @may_raise(WidgetNotFound, WidgetNameTaken)
    async def replace_widget(
        key: Key,
        draft: WidgetDraft,
        response: Response,
        *,
        version: int = if_match,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenWidget:
        """Changes a key, or deactivates it."""
        found = await widgets.replace(connection, acting, key, version, draft)
        return _tagged(response, _seen(found))


def _tagged(response: Response, seen: SeenWidget) -> SeenWidget:
    response.headers["ETag"] = etag(seen.version)
    return seen


def _seen(widget: Widget) -> SeenWidget:
    return SeenWidget.model_validate(widget, from_attributes=True)
