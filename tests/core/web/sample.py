"""A small application that shows every way of answering and of failing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from fastapi import Body, Depends, Query, Request, Response
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from regie.core.errors import Conflict, NotFound, Unavailable
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.observe import Health, count_statement
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    About,
    Edge,
    EdgeOptions,
    HotRoute,
    Routes,
    api_router,
    body_limit,
    build_app,
    cookie_path,
    exchange_of,
    never_compress,
    read_json,
)


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    label: str = Field(min_length=1, max_length=20)
    copies: int = Field(ge=1, le=1000)


class Bounded(BaseModel):
    """By whatever can be compared."""

    day: date = Field(default=date(2026, 1, 1), ge=date(2025, 10, 20))
    rate: Decimal = Field(default=Decimal(0), le=Decimal("0.5"))


class Taken(BaseModel):
    label: str
    copies: int


def about(language: str) -> About:
    return About(
        name="Régie",
        version="0",
        environment="development",
        organisation=language,
        time_zone="Europe/Paris",
        languages=["fr", "en"],
        default_language="fr",
        apps=[],
        demo=None,
    )


async def transaction() -> AsyncIterator[None]:
    yield
    raise Unavailable("COMMIT failed")


def sample_routes() -> Routes:
    api = api_router("/api/v1/things", "things", guard=PUBLIC)

    @api.post("/lines")
    async def take_line(line: Line) -> Taken:
        return Taken(label=line.label, copies=line.copies)

    @api.post("/bounded")
    async def take_bounded(bounded: Bounded) -> Taken:
        return Taken(label="day", copies=bounded.day.year)

    @api.post("/anything")
    async def take_anything(value: Annotated[Any, Body()]) -> Response:
        return Response(b"{}", media_type="application/json")

    @api.get("/by-number/{number}")
    async def by_number(number: Annotated[int, InPath(ge=0)]) -> Taken:
        return Taken(label="n", copies=number)

    @api.get("/search")
    async def search(text: Annotated[str, Query(max_length=100)], page: int = 1) -> Taken:
        return Taken(label=text, copies=page)

    @api.post("/uploads")
    @body_limit(300_000)
    async def upload(request: Request) -> Taken:
        size = 0
        async for part in request.stream():
            size += len(part)
        return Taken(label="size", copies=size)

    @api.get("/url")
    async def url(request: Request) -> Taken:
        return Taken(label=str(request.url_for("by_number", number=7)), copies=0)

    @api.get("/fails/{how}")
    async def fail(how: str) -> Taken:
        match how:
            case "conflict":
                raise Conflict("told to the operator only")
            case "unavailable":
                raise Unavailable(retry_after_s=7)
            case "defect":
                raise ZeroDivisionError("secret detail")
            case "group":
                raise ExceptionGroup("many", [Conflict(), NotFound()])
            case "mixed_group":
                raise ExceptionGroup("many", [Conflict(), KeyError("secret")])
            case _:
                raise NotFound

    @api.get("/breaks-midway")
    async def break_midway() -> Response:
        async def parts() -> AsyncIterator[bytes]:
            yield b"x" * 1000
            raise ZeroDivisionError

        return StreamingResponse(parts(), media_type="text/plain")

    @api.post("/commit-fails")
    async def fail_at_commit(
        _: Annotated[None, Depends(transaction, scope="function")],
    ) -> Taken:
        return Taken(label="never told", copies=0)

    @api.get("/cookie-path")
    async def tell_cookie_path(request: Request) -> Response:
        return Response(cookie_path(request.scope), media_type="text/plain")

    @api.delete("/both")
    async def delete_both() -> Taken:
        return Taken(label="deleted", copies=0)

    @api.get("/both")
    async def get_both() -> Taken:
        return Taken(label="got", copies=0)

    @api.get("/text/{size}")
    async def text(size: int, request: Request, etag: str = "", secret: bool = False) -> Response:
        if secret:
            never_compress(request.scope)
        headers = {"ETag": etag} if etag else {}
        return Response("a" * size, media_type="text/plain", headers=headers)

    @api.get("/big-text/{size}")
    async def big_text(size: int) -> Response:
        return Response(b"b" * size, media_type="text/plain")

    @api.get("/image")
    async def image() -> Response:
        return Response(b"c" * 5000, media_type="image/png")

    @api.get("/statements/{count}")
    async def statements(count: Annotated[int, InPath(le=100)]) -> Taken:
        for _ in range(count):
            count_statement()
        return Taken(label="sql", copies=count)

    @api.get("/events")
    async def events(request: Request, count: int = 2) -> Response:
        draining = exchange_of(request.scope).draining

        async def parts() -> AsyncIterator[bytes]:
            for number in range(count):
                yield b"data: %d\n\n" % number
            if count == 0:
                yield b": open\n\n"
                await draining.wait()
                yield b"event: bye\ndata:\n\n"

        return StreamingResponse(parts(), media_type="text/event-stream")

    @api.get("/who")
    async def who(request: Request) -> Response:
        exchange = exchange_of(request.scope)
        seen = [exchange.client.address, exchange.client.key, exchange.scheme, exchange.host]
        return Response("|".join(seen), media_type="text/plain")

    async def hot_line(request: Request) -> Response:
        line = await read_json(request, Line)
        return Response(line.model_dump_json().encode(), media_type="application/json")

    async def hot_number(request: Request) -> Response:
        return Response(request.path_params["number"], media_type="text/plain")

    async def held(request: Request) -> Response:
        await asyncio.sleep(float(request.query_params["seconds"]))
        return Response(b"held", media_type="text/plain")

    return Routes(
        api=(api,),
        hot=(
            HotRoute(
                "POST",
                "/api/v1/hot/lines",
                hot_line,
                "hot_line",
                "Take a line",
                "hot",
                Line,
                Taken,
                errors=(NotFound,),
                guard=PUBLIC,
            ),
            HotRoute(
                "POST",
                "/order/track",
                hot_line,
                "hot_alias",
                "Take a line",
                "hot",
                Line,
                Taken,
                body_limit_bytes=200,
                guard=PUBLIC,
            ),
            HotRoute(
                "GET",
                "/api/v1/hot/{number}",
                hot_number,
                "hot_number",
                "One",
                "hot",
                None,
                Taken,
                documented=False,
                guard=PUBLIC,
            ),
            HotRoute(
                "GET", "/api/v1/held", held, "held", "Held", "hot", documented=False, guard=PUBLIC
            ),
        ),
    )


def sample_app(
    options: EdgeOptions,
    *,
    webapp: Path | None = None,
    health: Health | None = None,
    more: Routes | None = None,
) -> Edge:
    return build_app(
        [sample_routes(), more or Routes()],
        options,
        health=health or Health("0", []),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=webapp,
    )
