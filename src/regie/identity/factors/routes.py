"""The second factor over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, NotSignedIn, StepUpRequired
from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language
from regie.core.web import (
    ENROLLING,
    PUBLIC,
    SIGNED_IN,
    actor,
    api_router,
    exchange_of,
    guarded,
    may_raise,
    never_compress,
    transaction,
)
from regie.identity.language import reader_language
from regie.identity.sessions.routes import own_session
from regie.identity.signin.answering import signed_in
from regie.identity.signin.errors import HashingFull, TooManyTries
from regie.identity.signin.schemas import SignedIn

from .errors import (
    CodeRefused,
    CodeWanted,
    CodeWrong,
    FactorRequired,
    FactorSet,
    NoFactor,
    ProofWrong,
)
from .schemas import FactorCode, RecoveryCodes, SeenEnrolment, SeenFactor, SteppedUp, StepUp

if TYPE_CHECKING:
    from regie.identity.services import Services


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=ENROLLING)
    _add_second_step(api, services)
    _add_enrolling(api, services)
    _add_changing(api, services)
    return api


def _add_second_step(api: APIRouter, services: Services) -> None:
    spoken = reader_language(services.core.settings)

    @api.post("/sign-in/factor")
    @guarded(PUBLIC)
    @may_raise(CodeRefused, NotSignedIn, TooManyTries, HashingFull, Unavailable, Timeout)
    async def sign_in_by_factor(
        typed: FactorCode, request: Request, response: Response, language: Language = spoken
    ) -> SignedIn:
        """Gives the second factor, or a recovery code, after the password."""
        exchange = exchange_of(request.scope)
        entered = await services.second_step.enter(typed.code, exchange)
        return await signed_in(services, entered, exchange, response, language)


def _add_enrolling(api: APIRouter, services: Services) -> None:
    factors = services.factors
    begun = transaction(services.core.database)

    @api.get("/me/factor")
    async def show_my_factor(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SeenFactor:
        """Whether one has a second factor, and must have one."""
        return SeenFactor.of(await factors.seen(connection, acting.id))

    @api.post("/me/factor")
    @may_raise(FactorSet, StepUpRequired)
    async def begin_my_factor(
        request: Request,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        _: int = Depends(own_session),
    ) -> SeenEnrolment:
        """Begins to set a second factor; it counts once a first code has confirmed it.

        Asked again, it begins anew.
        """
        never_compress(request.scope)
        return SeenEnrolment.of(await factors.begin(connection, acting))

    @api.post("/me/factor/confirm")
    @may_raise(CodeWrong, FactorSet, NoFactor, TooManyTries)
    async def confirm_my_factor(
        typed: FactorCode,
        request: Request,
        acting: Actor = Depends(actor),
        _: int = Depends(own_session),
    ) -> RecoveryCodes:
        """Confirms the second factor by a first code.

        The recovery codes are shown this once.
        """
        never_compress(request.scope)
        return RecoveryCodes(recovery_codes=await factors.confirm(acting, typed.code))


def _add_changing(api: APIRouter, services: Services) -> None:
    factors, step_ups = services.factors, services.step_ups
    begun = transaction(services.core.database)

    @api.delete("/me/factor", status_code=204)
    @guarded(SIGNED_IN)
    @may_raise(StepUpRequired, FactorRequired, NoFactor)
    async def remove_my_factor(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        _: int = Depends(own_session),
    ) -> None:
        """Removes one's second factor, unless a role requires it."""
        await factors.remove(connection, acting)

    @api.post("/me/factor/recovery-codes")
    @guarded(SIGNED_IN)
    @may_raise(StepUpRequired, NoFactor)
    async def renew_my_recovery_codes(
        request: Request, acting: Actor = Depends(actor), _: int = Depends(own_session)
    ) -> RecoveryCodes:
        """Makes new recovery codes, shown this once.

        The former ones no longer work.
        """
        never_compress(request.scope)
        return RecoveryCodes(recovery_codes=await factors.renew_codes(acting))

    @api.post("/step-up")
    @guarded(SIGNED_IN)
    @may_raise(ProofWrong, CodeWanted, TooManyTries)
    async def step_up(
        proof: StepUp, acting: Actor = Depends(actor), session: int = Depends(own_session)
    ) -> SteppedUp:
        """Proves by password, or by code who has a second factor, that it is still oneself.

        It counts for 15 minutes, in this session.
        """
        if proof.code is not None:
            until = await step_ups.by_code(acting, session, proof.code)
        else:
            until = await step_ups.by_password(acting, session, proof.password or "")
        return SteppedUp(stepped_up_until=until)
