"""Places over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.i18n import negotiate, typeset
from regie.core.web import (
    actor,
    api_router,
    guarded,
    idempotent,
    may_raise,
    requires,
    transaction,
)
from regie.identity.services import Services

from .domain import TITLES
from .errors import CodeTaken, MovedBelowItself, OpenBelow, PlaceClosed, PlaceNotFound
from .permissions import MANAGE_PLACES, READ_PLACES
from .schemas import PlaceChange, PlaceDraft, SeenKind, SeenPlace, SeenPlaces

PlaceId = Annotated[int, Path(ge=1, lt=2**63)]


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/places", "console", guard=requires(READ_PLACES))
    core, places = services.core, services.places
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)

    @api.get("")
    async def list_places(
        request: Request, connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SeenPlaces:
        """The places within reach, by name."""
        language = negotiate(request.headers.get("accept-language"), core.settings.language)
        return SeenPlaces(
            places=[SeenPlace.of(each) for each in await places.list(connection, acting)],
            kinds=[
                SeenKind(kind=kind, title=typeset(titles, language))
                for kind, titles in TITLES.items()
            ],
        )

    @api.post("", status_code=201)
    @guarded(requires(MANAGE_PLACES))
    @may_raise(PlaceNotFound, PlaceClosed, CodeTaken)
    async def add_place(
        draft: PlaceDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenPlace:
        """Adds a place, below another one or as a root."""
        made = await places.add(
            connection,
            acting,
            parent_id=draft.parent_id,
            kind=draft.kind,
            code=draft.code,
            name=draft.name,
        )
        return SeenPlace.of(made)

    @api.patch("/{id}")
    @guarded(requires(MANAGE_PLACES))
    @may_raise(PlaceNotFound, PlaceClosed, MovedBelowItself, OpenBelow)
    async def change_place(
        id: PlaceId,  # noqa: A002
        change: PlaceChange,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenPlace:
        """Renames a place, moves it with all below it, closes it or opens it again."""
        return SeenPlace.of(await places.change(connection, acting, id, change.changes()))

    return api
