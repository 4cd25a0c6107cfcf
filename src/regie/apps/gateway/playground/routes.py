"""The playground: somebody who is signed in tries a model, and a key pays."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.errors import Unavailable
from regie.core.web import (
    HotRoute,
    actor,
    api_router,
    exchange_of,
    read_json,
    requires,
    transaction,
)

from ..door.answering import Relayed, event
from ..door.asked import Asked
from ..door.relay import Bill
from ..door.routes import Speaker
from ..door.service import Answer, Door, KeptAnswer
from ..errors import (
    BudgetExhausted,
    BudgetInUse,
    KeyNotFound,
    KeyRefused,
    ModelNotFound,
    ProviderAway,
    ProviderBusy,
    ProviderFailed,
    ProviderRefused,
    ProviderSlow,
)
from ..keys.repository import list_keys
from ..offers import Offers
from ..permissions import USE_MODELS
from .schemas import Choices, PlaygroundKey, PlaygroundModel, Trial

PATH = "/api/v1/gateway/playground"
_MOST = 200


def routes(core: Core, offers: Offers) -> APIRouter:
    api = api_router(PATH, "gateway", guard=requires(USE_MODELS))
    begun = transaction(core.database)

    @api.get("")
    async def list_playground_choices(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> Choices:
        """The keys that can pay, and the models that can answer."""
        acting.require(USE_MODELS)
        now = core.clock()
        zone = core.settings.zone.key
        keys = await list_keys(connection, acting.tenant, zone, None, _MOST, revoked=False)
        offer = await offers.of(acting.tenant)
        return Choices(
            keys=[
                PlaygroundKey(
                    id=key.id,
                    name=key.name,
                    remaining_micros=key.remaining_micros,
                    models=None if key.models is None else [id_ for id_, _ in key.models],
                )
                for key in keys
                if key.state(now) in ("open", "low", "exhausted")
            ],
            models=[
                PlaygroundModel(
                    id=model.id,
                    name=model.name,
                    provider=model.provider.name,
                    price_in_micros=model.price_in_micros,
                    price_out_micros=model.price_out_micros,
                    max_output_tokens=model.max_output_tokens,
                )
                for model in offer.models
            ],
        )

    return api


def hot_routes(door: Door, offers: Offers, speaker: Speaker) -> tuple[HotRoute, ...]:
    async def try_model(request: Request) -> Response:
        exchange = exchange_of(request.scope)
        acting = actor(request)
        acting.require(USE_MODELS)
        trial = await read_json(request, Trial)
        try:
            key = await offers.key_of_id(acting.tenant, trial.key_id)
        except KeyRefused as refused:
            raise KeyNotFound from refused
        exchange.start_stream()
        answer = await door.answer(
            key, _asked(trial), remember=None, request_id=exchange.request_id
        )
        return Relayed(
            answer,
            lambda error: speaker.say(request, error),
            lambda bill: _last(bill, answer),
        )

    return (
        HotRoute(
            method="POST",
            path=PATH,
            handler=try_model,
            operation_id="try_model",
            summary="Answers a conversation as server-sent events, then tells what it cost",
            tag="gateway",
            request=Trial,
            streams=True,
            errors=(
                KeyNotFound,
                ModelNotFound,
                BudgetExhausted,
                BudgetInUse,
                ProviderBusy,
                ProviderFailed,
                ProviderAway,
                ProviderSlow,
                ProviderRefused,
                Unavailable,
            ),
            guard=requires(USE_MODELS),
        ),
    )


def _asked(trial: Trial) -> Asked:
    body = trial.model_dump(exclude={"key_id"}, exclude_none=True)
    return Asked(msgspec.json.encode(body | {"stream": True}))


def _last(bill: Bill, answer: Answer | KeptAnswer) -> bytes:
    return event(
        "regie", msgspec.structs.asdict(bill) | {"cache": answer.cache, "model": answer.model}
    )
