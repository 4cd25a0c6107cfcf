"""The OpenAI-compatible door over HTTP: hot routes."""

from __future__ import annotations

from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from regie.core.errors import RegieError, Unavailable
from regie.core.i18n import Catalogue, Language, negotiate
from regie.core.limits import RateLimited
from regie.core.web import PUBLIC, HotRoute, Share, exchange_of

from ..errors import (
    AskedWrongly,
    BrokenOff,
    BudgetExhausted,
    BudgetInUse,
    KeyRefused,
    ModelNotFound,
    ProviderAway,
    ProviderBusy,
    ProviderFailed,
    ProviderRefused,
    ProviderSlow,
    TooManyAtOnce,
)
from ..offers import Offers
from .answering import Relayed
from .asked import Asked
from .entrance import Entrance
from .refusals import in_openai_shape
from .schemas import ChatAnswer, ChatRefusal, ChatRequest, ListedModels
from .service import Door

CHAT: Final = "/v1/chat/completions"
MODELS: Final = "/v1/models"
CACHE_HEADER: Final = b"x-regie-cache"
_USES: Final = {b"on": True, b"off": False}


class Speaker:
    """What went wrong in the middle, in the reader's language."""

    def __init__(self, catalogue: Catalogue, default: Language):
        self._catalogue = catalogue
        self._default: Language = default

    def say(self, request: Request, error: RegieError) -> bytes:
        exchange = exchange_of(request.scope)
        accepted = exchange.headers.get(b"accept-language")
        language = negotiate(accepted.decode("latin-1") if accepted else None, self._default)
        problem = {
            "code": error.code,
            "status": error.status,
            "detail": self._catalogue.text(error.code, language, error.params),
            "request_id": exchange.request_id,
        }
        return msgspec.json.encode(in_openai_shape(problem)[0])


def hot_routes(
    entrance: Entrance,
    door: Door,
    offers: Offers,
    speaker: Speaker,
    *,
    body_limit_bytes: int,
    at_once: int,
) -> tuple[HotRoute, ...]:
    async def complete(request: Request) -> Response:
        exchange = exchange_of(request.scope)
        key = await entrance.enter(request)
        asked = Asked(await request.body())
        # It waits for somebody else: no place of those who are worked for.
        exchange.start_stream(Share(f"gateway:{key.id}", at_once, TooManyAtOnce))
        remember = _USES.get(exchange.headers.get(CACHE_HEADER, b""))
        try:
            answer = await door.answer(
                key, asked, remember=remember, request_id=exchange.request_id
            )
        except ProviderRefused as refused:
            return Response(refused.said, refused.said_status, media_type="application/json")
        return Relayed(answer, lambda error: speaker.say(request, error))

    async def list_models(request: Request) -> Response:
        key = await entrance.enter(request)
        offer = await offers.of(key.tenant)
        listed = [
            {
                "id": model.name,
                "object": "model",
                "created": model.created,
                "owned_by": model.provider.name,
            }
            for model in offer.models
            if key.opens(model)
        ]
        body = msgspec.json.encode({"object": "list", "data": listed})
        return Response(body, media_type="application/json")

    return (
        HotRoute(
            method="POST",
            path=CHAT,
            handler=complete,
            operation_id="complete_chat",
            summary="Answers a conversation, as a whole or as server-sent events",
            tag="openai",
            request=ChatRequest,
            response=ChatAnswer,
            streams=True,
            errors=(
                KeyRefused,
                AskedWrongly,
                ModelNotFound,
                BudgetExhausted,
                BudgetInUse,
                RateLimited,
                TooManyAtOnce,
                ProviderBusy,
                ProviderFailed,
                ProviderAway,
                ProviderSlow,
                BrokenOff,
                Unavailable,
            ),
            body_limit_bytes=body_limit_bytes,
            limited=False,
            reshape=in_openai_shape,
            refusal=ChatRefusal,
            guard=PUBLIC,
        ),
        HotRoute(
            method="GET",
            path=MODELS,
            handler=list_models,
            operation_id="list_openai_models",
            summary="The models that the key opens",
            tag="openai",
            response=ListedModels,
            errors=(KeyRefused, RateLimited, Unavailable),
            limited=False,
            reshape=in_openai_shape,
            refusal=ChatRefusal,
            guard=PUBLIC,
        ),
    )
