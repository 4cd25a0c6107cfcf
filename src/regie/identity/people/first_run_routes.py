"""The first administrator over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language
from regie.core.web import PUBLIC, api_router, body_limit, exchange_of, may_raise
from regie.identity.language import reader_language
from regie.identity.signin.answering import signed_in
from regie.identity.signin.errors import HashingFull
from regie.identity.signin.schemas import SignedIn

from .errors import FirstRunOver
from .schemas import FirstRunDraft, FirstRunNeeded

if TYPE_CHECKING:
    from regie.identity.services import Services

_BODY_LIMIT_BYTES = 16_384


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity/first-run", "identity", guard=PUBLIC)
    spoken = reader_language(services.core.settings)

    @api.get("")
    @may_raise(Unavailable, Timeout)
    async def is_first_run_needed() -> FirstRunNeeded:
        """Whether the installation still waits for its first administrator."""
        return FirstRunNeeded(needed=await services.first_run.is_needed())

    @api.post("")
    @body_limit(_BODY_LIMIT_BYTES)
    @may_raise(FirstRunOver, HashingFull, Unavailable, Timeout)
    async def create_first_administrator(
        draft: FirstRunDraft, request: Request, response: Response, language: Language = spoken
    ) -> SignedIn:
        """Makes the first administrator, by the link that `regie up` prints, and signs them in."""
        exchange = exchange_of(request.scope)
        entered = await services.first_run.create(
            draft.code,
            name=draft.name,
            email=draft.email,
            password=draft.password,
            exchange=exchange,
        )
        return await signed_in(services, entered, exchange, response, language)

    return api
