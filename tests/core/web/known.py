"""People whom a small application knows by what they present, and routes behind every guard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Generator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fastapi import Depends, Request, Response

from regie.core.access import (
    ACCESS_MESSAGES,
    EVERYWHERE,
    Actor,
    Grant,
    Permission,
    Permissions,
)
from regie.core.clock import Clock
from regie.core.errors import Unavailable
from regie.core.events import Event
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.limits import LIMITS_MESSAGES
from regie.core.observe import Health
from regie.core.web import (
    ENROLLING,
    PUBLIC,
    PUBLIC_OR_KNOWN,
    SIGNED_IN,
    SIGNED_IN_OR_TOKEN,
    WEB_MESSAGES,
    Edge,
    EdgeOptions,
    Exchange,
    HotRoute,
    RefusedAccess,
    Routes,
    actor,
    api_router,
    build_app,
    event_stream,
    guarded,
    long_poll,
    maybe_actor,
    requires,
)

from .sample import Line, about

NOW: Final = datetime(2026, 3, 2, 8, tzinfo=UTC)
READ, MANAGE, BLOW_UP = "trial.things.read", "trial.things.manage", "trial.things.blow_up"
PERMISSIONS: Final = Permissions(
    Permission(name, {"fr": name, "en": name}, frozenset(), dangerous=name == BLOW_UP)
    for name in (READ, MANAGE, BLOW_UP)
)


def person(*permissions: str, id: int = 7, **more: Any) -> Actor:  # noqa: A002
    reaches = dict.fromkeys(permissions, EVERYWHERE)
    grants = (Grant("manager"),)
    return Actor("main", "person", id, grants=grants, reaches=reaches, session=id, **more)


PEOPLE: Final = {
    "reader": person(READ),
    "manager": person(READ, MANAGE, BLOW_UP),
    "stepped-up": person(BLOW_UP, stepped_up_until=NOW + timedelta(minutes=1)),
    "stepped-up-long-ago": person(BLOW_UP, stepped_up_until=NOW),
    "enrolling": person(must=("set_factor",)),
    "token": Actor(
        "main", "service", 3, reaches=dict.fromkeys((READ, BLOW_UP), EVERYWHERE), token=3
    ),
}


class KnownPeople:
    """An authenticator that looks into a dictionary."""

    def __init__(self) -> None:
        self.people = dict(PEOPLE)
        self.asked: list[str] = []
        self.away = False

    def begin(self, exchange: Exchange) -> Awaitable[Actor | None] | None:
        assert exchange.credential is not None
        self.asked.append(exchange.credential.secret)
        return Answer(self, exchange.credential.secret)

    async def find(self, secret: str) -> Actor | None:
        if self.away:
            raise Unavailable
        return self.people.get(secret)

    async def refresh(self, actor: Actor) -> Actor | None:
        if self.away:
            raise Unavailable
        return next((each for each in self.people.values() if each.session == actor.session), None)

    def end(self, session: int) -> None:
        self.people = {s: each for s, each in self.people.items() if each.session != session}

    def change(self, secret: str, **changes: Any) -> None:
        self.people[secret] = replace(self.people[secret], **changes)


class Answer:
    def __init__(self, people: KnownPeople, secret: str):
        self._people = people
        self._secret = secret

    def __await__(self) -> Generator[Any, Any, Actor | None]:
        return self._people.find(self._secret).__await__()


def told(acting: Actor | None) -> dict[str, str | None]:
    return {"acting": None if acting is None else acting.key}


def guarded_routes() -> Routes:
    api = api_router("/api/v1/trial", "trial", guard=requires(READ))

    @api.get("/read")
    async def read(acting: Actor = Depends(actor)) -> dict[str, str | None]:
        return told(acting)

    @api.post("/manage")
    @guarded(requires(MANAGE))
    async def manage(line: Line, acting: Actor = Depends(actor)) -> dict[str, str | None]:
        del line
        return told(acting)

    @api.post("/blow-up")
    @guarded(requires(BLOW_UP))
    async def blow_up(acting: Actor = Depends(actor)) -> dict[str, str | None]:
        return told(acting)

    @api.get("/signed-in")
    @guarded(SIGNED_IN)
    async def signed_in(acting: Actor = Depends(actor)) -> dict[str, str | None]:
        return told(acting)

    @api.get("/signed-in-or-token")
    @guarded(SIGNED_IN_OR_TOKEN)
    async def signed_in_or_token(acting: Actor = Depends(actor)) -> dict[str, str | None]:
        return told(acting)

    @api.get("/enrolling")
    @guarded(ENROLLING)
    async def enrolling(acting: Actor = Depends(actor)) -> dict[str, str | None]:
        return told(acting)

    @api.get("/public-or-known")
    @guarded(PUBLIC_OR_KNOWN)
    async def public_or_known(
        known: Actor | None = Depends(maybe_actor),
    ) -> dict[str, str | None]:
        return told(known)

    @api.post("/public-or-known")
    @guarded(PUBLIC_OR_KNOWN)
    async def change_public(known: Actor | None = Depends(maybe_actor)) -> dict[str, str | None]:
        return told(known)

    @api.get("/public")
    @guarded(PUBLIC)
    async def public(known: Actor | None = Depends(maybe_actor)) -> dict[str, str | None]:
        return told(known)

    @api.get("/stream")
    async def stream(request: Request) -> Response:
        return event_stream(request, Endless())

    @api.get("/poll")
    async def poll(request: Request) -> Response:
        return await long_poll(request, Endless(), wait_s=20)

    async def hot(request: Request) -> Response:
        del request
        return Response(b"{}", media_type="application/json")

    return Routes(
        api=(api,),
        hot=(
            HotRoute("GET", "/api/v1/trial/hot", hot, "hot", "Hot", "trial", guard=requires(READ)),
        ),
    )


class Endless:
    """Events that never come."""

    def __aiter__(self) -> Endless:
        return self

    async def __anext__(self) -> Event:
        return await asyncio.get_running_loop().create_future()


def guarded_app(
    people: KnownPeople | None = None,
    *,
    routes: Routes | None = None,
    refused: list[RefusedAccess] | None = None,
    clock: Clock = lambda: NOW,
    **options: Any,
) -> Edge:
    more = {name: options.pop(name) for name in ("limits", "registry") if name in options}
    return build_app(
        [routes or guarded_routes()],
        EdgeOptions(**{"environment": "development", **options}),
        health=Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES, ACCESS_MESSAGES, LIMITS_MESSAGES]),
        version="0",
        webapp=None,
        permissions=PERMISSIONS,
        authenticator=people,
        clock=clock,
        on_refusal=[].append if refused is None else refused.append,
        **more,
    )
