"""The answer to whoever is let in, by whichever way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Response

from regie.core.i18n import Language
from regie.core.web import Exchange

from .entrance import Entered
from .schemas import SignedIn

if TYPE_CHECKING:
    from regie.identity.services import Services


async def signed_in(
    services: Services,
    entered: Entered,
    exchange: Exchange,
    response: Response,
    language: Language,
) -> SignedIn:
    """The cookies are on the response. Raises CookieNeedsHttps."""
    services.entrance.let_in(response, exchange, entered)
    if entered.awaits_factor:
        return SignedIn(status="factor_required", me=None)
    async with services.core.database.single() as connection:
        me = await services.profiles.of_session(connection, entered.session.id, language)
    return SignedIn(status="signed_in", me=me)
