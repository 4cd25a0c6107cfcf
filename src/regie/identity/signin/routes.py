"""Signing in and changing one's password over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from regie.core.access import Actor
from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language
from regie.core.web import (
    ENROLLING,
    PUBLIC,
    SESSION_COOKIE,
    actor,
    api_router,
    body_limit,
    exchange_of,
    guarded,
    may_raise,
)
from regie.identity.language import reader_language
from regie.identity.sessions.routes import own_session

from .answering import signed_in
from .errors import HashingFull, SignInRefused, TooManyTries
from .schemas import Credentials, PasswordChange, SignedIn

if TYPE_CHECKING:
    from regie.identity.services import Services

_BODY_LIMIT_BYTES = 16_384
"""Two of the longest passwords, every character of them escaped."""


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=PUBLIC)
    _add_sign_in(api, services)
    _add_password(api, services)
    return api


def _add_sign_in(api: APIRouter, services: Services) -> None:
    spoken = reader_language(services.core.settings)

    @api.post("/sign-in")
    @body_limit(_BODY_LIMIT_BYTES)
    @may_raise(SignInRefused, TooManyTries, HashingFull, Unavailable, Timeout)
    async def sign_in(
        typed: Credentials, request: Request, response: Response, language: Language = spoken
    ) -> SignedIn:
        """Signs in by e-mail address and password.

        Whoever has a second factor is asked for it next: the cookie is then good for that alone.
        """
        exchange = exchange_of(request.scope)
        entered = await services.sign_in.by_password(typed.email, typed.password, exchange)
        return await signed_in(services, entered, exchange, response, language)


def _add_password(api: APIRouter, services: Services) -> None:
    @api.post("/me/password", status_code=204)
    @guarded(ENROLLING)
    @body_limit(_BODY_LIMIT_BYTES)
    @may_raise(TooManyTries, HashingFull, Unavailable, Timeout)
    async def change_my_password(
        typed: PasswordChange,
        request: Request,
        response: Response,
        acting: Actor = Depends(actor),
        current: int = Depends(own_session),
    ) -> None:
        """Changes one's own password.

        All other sessions end; this one goes on under a new cookie.
        """
        session = await services.own_password.change(acting, current, typed.current, typed.new)
        exchange = exchange_of(request.scope)
        SESSION_COOKIE.set(response, exchange, session.secret, session.max_age_s)
