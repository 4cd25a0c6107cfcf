"""Tokens over HTTP: a person's own, those of machines, and what they are exchanged for."""

from __future__ import annotations

from fastapi import APIRouter

from regie.core.errors import Unavailable
from regie.core.web import PUBLIC, SIGNED_IN, api_router, guarded, may_raise, requires
from regie.identity.services import Services

from .errors import (
    AudienceUnknown,
    RefreshedJustNow,
    RefreshRefused,
    SessionRequired,
    TokenLimit,
    TokenNotFound,
    TokenRequired,
)
from .permissions import TOKENS_MANAGE, TOKENS_READ
from .schemas import (
    Exchange,
    Granted,
    PublicKeys,
    Refresh,
    SeenTokens,
    SeenTokenWithSecret,
    ServiceTokenDraft,
    TokenDraft,
)


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=SIGNED_IN)

    @api.get("/me/tokens")
    async def list_my_tokens() -> SeenTokens:
        """One's own tokens, the newest first."""
        raise Unavailable

    @api.post("/me/tokens", status_code=201)
    @may_raise(SessionRequired, TokenLimit)
    async def make_my_token(draft: TokenDraft) -> SeenTokenWithSecret:
        """Makes a token of one's own.

        Its secret is shown this once.
        """
        raise Unavailable

    @api.delete("/me/tokens/{id}", status_code=204)
    @may_raise(TokenNotFound, SessionRequired)
    async def revoke_my_token(id: int) -> None:  # noqa: A002
        """Revokes a token of one's own, at once."""
        raise Unavailable

    @api.post("/token")
    @guarded(PUBLIC)
    @may_raise(TokenRequired, AudienceUnknown)
    async def exchange_token(exchange: Exchange) -> Granted:
        """Exchanges a personal or service token for a short one, for this API or another service."""
        raise Unavailable

    @api.post("/token/refresh")
    @guarded(PUBLIC)
    @may_raise(RefreshRefused, RefreshedJustNow)
    async def refresh_token(refresh: Refresh) -> Granted:
        """Exchanges a refresh token for new ones.

        Each is used once. Its second use revokes all that came of the same exchange.
        """
        raise Unavailable

    @api.get("/jwks.json")
    @guarded(PUBLIC)
    async def show_signing_keys() -> PublicKeys:
        """The keys by which short tokens are verified (RFC 7517)."""
        raise Unavailable

    return api


def console_routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/tokens", "console", guard=requires(TOKENS_READ.name))

    @api.get("")
    async def list_service_tokens() -> SeenTokens:
        """The tokens of machines, the newest first."""
        raise Unavailable

    @api.post("", status_code=201)
    @guarded(requires(TOKENS_MANAGE.name))
    @may_raise(SessionRequired, TokenLimit)
    async def make_service_token(draft: ServiceTokenDraft) -> SeenTokenWithSecret:
        """Makes a token for a machine.

        Its secret is shown this once.
        """
        raise Unavailable

    @api.delete("/{id}", status_code=204)
    @guarded(requires(TOKENS_MANAGE.name))
    @may_raise(TokenNotFound, SessionRequired)
    async def revoke_service_token(id: int) -> None:  # noqa: A002
        """Revokes a token, at once."""
        raise Unavailable

    return api
