"""New passwords and invitations over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from regie.core.errors import Unavailable
from regie.core.web import PUBLIC, api_router, may_raise

from .errors import LinkOver
from .schemas import InvitationCode, ResetPassword, ResetWanted, SeenInvitation

if TYPE_CHECKING:
    from regie.identity.services import Services


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=PUBLIC)

    @api.post("/password-reset", status_code=202)
    async def ask_for_password_reset(wanted: ResetWanted) -> None:
        """Has a link sent by which a new password can be chosen.

        The answer is the same whoever asks, and whether there is such an account or not.
        """
        raise Unavailable

    @api.post("/password-reset/confirm", status_code=204)
    @may_raise(LinkOver)
    async def reset_password(new: ResetPassword) -> None:
        """Chooses a new password by the link that was sent.

        Every session ends, and nobody is signed in by it.
        """
        raise Unavailable

    @api.post("/invitation/look")
    @may_raise(LinkOver)
    async def look_at_invitation(invitation: InvitationCode) -> SeenInvitation:
        """Whom an invitation is for; it can still be accepted after that."""
        raise Unavailable

    return api
