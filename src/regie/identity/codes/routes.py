"""New passwords and invitations over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language
from regie.core.web import PUBLIC, api_router, exchange_of, may_raise, transaction
from regie.identity.language import reader_language
from regie.identity.signin.answering import signed_in
from regie.identity.signin.errors import HashingFull
from regie.identity.signin.schemas import SignedIn

from .errors import LinkOver
from .schemas import (
    AcceptedInvitation,
    InvitationCode,
    ResetPassword,
    ResetWanted,
    SeenInvitation,
)

if TYPE_CHECKING:
    from regie.identity.services import Services


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=PUBLIC)
    begun = transaction(services.core.database)
    spoken = reader_language(services.core.settings)

    @api.post("/password-reset", status_code=202, response_class=Response)
    @may_raise(Unavailable, Timeout)
    async def ask_for_password_reset(wanted: ResetWanted, request: Request) -> Response:
        """Has a link sent by which a new password can be chosen.

        The answer is the same whoever asks, and whether there is such an account or not.
        """
        await services.asking.ask(wanted.email, exchange_of(request.scope).client.key)
        return Response(status_code=202)

    @api.post("/password-reset/confirm", status_code=204)
    @may_raise(LinkOver, HashingFull, Unavailable, Timeout)
    async def reset_password(new: ResetPassword) -> None:
        """Chooses a new password by the link that was sent.

        Every session ends, and nobody is signed in by it.
        """
        await services.accounts.reset(new.code, new.password)

    @api.post("/invitation/look")
    @may_raise(LinkOver)
    async def look_at_invitation(
        invitation: InvitationCode, connection: AsyncConnection = begun
    ) -> SeenInvitation:
        """Whom an invitation is for; it can still be accepted after that."""
        holder = await services.codes.look(connection, invitation.code, "invitation")
        return SeenInvitation(
            email=holder.email, name=holder.name, organisation=services.core.settings.organisation
        )

    @api.post("/invitation/accept")
    @may_raise(LinkOver, HashingFull, Unavailable, Timeout)
    async def accept_invitation(
        accepted: AcceptedInvitation,
        request: Request,
        response: Response,
        language: Language = spoken,
    ) -> SignedIn:
        """Chooses one's first password, and signs in."""
        exchange = exchange_of(request.scope)
        visit = await services.entrance.visit(exchange)
        entered = await services.accounts.accept(accepted.code, accepted.password, visit)
        return await signed_in(services, entered, exchange, response, language)

    return api
