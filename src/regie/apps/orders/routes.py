"""The look-up over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from regie.core.i18n import Catalogue, Language, negotiate
from regie.core.sqlguard import SourceTimeout, SourceUnavailable
from regie.core.web import PUBLIC, HotRoute, exchange_of, read_json

from .domain import Status
from .errors import OrderNotFound
from .schemas import TrackAnswer, TrackRequest, as_answer
from .service import OrderService

TRACK_PATHS: Final = {"/api/v1/orders/track": "track_order", "/order/track": "track_order_alias"}
"""Path → operation."""
_BODY_LIMIT_BYTES: Final = 4096
"""Twice what the longest number and name take, every character of them escaped."""


def hot_routes(
    service: OrderService, catalogue: Catalogue, default_language: Language
) -> tuple[HotRoute, ...]:
    handler = track_handler(service, catalogue, default_language)
    return tuple(
        HotRoute(
            method="POST",
            path=path,
            handler=handler,
            operation_id=operation_id,
            summary="Where an order is, for whoever knows its number and its name",
            tag="orders",
            request=TrackRequest,
            response=TrackAnswer,
            errors=(OrderNotFound, SourceUnavailable, SourceTimeout),
            body_limit_bytes=_BODY_LIMIT_BYTES,
            guard=PUBLIC,
        )
        for path, operation_id in zip(
            TRACK_PATHS, ("track_order", "track_order_alias"), strict=True
        )
    )


def track_handler(
    service: OrderService, catalogue: Catalogue, default_language: Language
) -> Callable[[Request], Awaitable[Response]]:
    encode = msgspec.json.Encoder().encode

    async def track(request: Request) -> Response:
        asked = await read_json(request, TrackRequest)
        language = negotiate(request.headers.get("accept-language"), default_language)
        address = exchange_of(request.scope).client.key
        tracked = await service.track(asked.number, asked.name, address=address)
        shown = service.sources.named(tracked.source).mapping.answers.without_code
        answer = as_answer(tracked, labels(catalogue, language), shown)
        return Response(
            encode(answer),
            media_type="application/json",
            headers={
                "Cache-Control": "no-store",
                "Content-Language": language,
                "Vary": "Accept-Language",
            },
        )

    return track


def labels(catalogue: Catalogue, language: Language) -> Callable[[Status], str]:
    return lambda status: catalogue.text(f"orders.status.{status.value}", language, {})
