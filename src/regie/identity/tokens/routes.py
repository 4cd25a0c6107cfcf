"""Tokens over HTTP: a person's own, those of machines, and what they are exchanged for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, SessionRequired
from regie.core.i18n import Language
from regie.core.web import (
    PUBLIC,
    SIGNED_IN,
    SIGNED_IN_OR_TOKEN,
    actor,
    api_router,
    exchange_of,
    guarded,
    idempotent,
    may_raise,
    never_compress,
    requires,
    transaction,
)
from regie.identity.language import reader_language
from regie.identity.services import Services

from .domain import Token
from .errors import (
    AudienceUnknown,
    RefreshedJustNow,
    RefreshRefused,
    TokenLimit,
    TokenNotFound,
    TokenRequired,
)
from .exchanging import Grant
from .permissions import TOKENS_MANAGE, TOKENS_READ
from .repository import Page
from .schemas import (
    GrantedTokens,
    PermissionChoice,
    PublicKey,
    PublicKeys,
    SeenToken,
    SeenTokens,
    SeenTokenWithSecret,
    ServiceTokenDraft,
    TokenDraft,
    TokenExchange,
    TokenRefresh,
)

TokenId = Annotated[int, Path(ge=1, lt=2**63)]
Before = Annotated[int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200)]

_JWKS_HEADERS: Final = {"cache-control": "public, max-age=300"}


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=SIGNED_IN)
    _own_routes(api, services)
    _exchange_routes(api, services)
    return api


def _own_routes(api: APIRouter, services: Services) -> None:
    core, tokens = services.core, services.machines.tokens
    begun = transaction(core.database)
    begun_once = idempotent(core.answers, secret=("secret",))

    @api.get("/me/tokens")
    async def list_my_tokens(
        before: Before = None,
        limit: Limit = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = reader_language(core.settings),
    ) -> SeenTokens:
        """One's own tokens, the newest first."""
        found = await tokens.list_own(connection, acting, Page(before, limit))
        return _seen(found, limit, services, acting, language)

    @api.post("/me/tokens", status_code=201)
    @may_raise(SessionRequired, TokenLimit)
    async def make_my_token(
        request: Request,
        draft: TokenDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenTokenWithSecret:
        """Makes a token of one's own.

        Its secret is shown this once.
        """
        never_compress(request.scope)
        made = await tokens.make_own(connection, acting, draft.as_draft())
        return SeenTokenWithSecret.made(made)

    @api.delete("/me/tokens/{id}", status_code=204)
    @may_raise(TokenNotFound, SessionRequired)
    async def revoke_my_token(
        id: TokenId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Revokes a token of one's own, at once."""
        await tokens.revoke_own(connection, acting, id)


def _exchange_routes(api: APIRouter, services: Services) -> None:
    machines = services.machines

    @api.post("/token")
    @guarded(SIGNED_IN_OR_TOKEN)
    @may_raise(TokenRequired, AudienceUnknown)
    async def exchange_token(
        request: Request, wanted: TokenExchange, acting: Actor = Depends(actor)
    ) -> GrantedTokens:
        """Exchanges a token for a short one, for this API or another service."""
        never_compress(request.scope)
        credential = exchange_of(request.scope).credential
        if credential is None or credential.kind != "bearer":
            raise TokenRequired
        return _granted(
            await machines.exchanging.exchange(acting, credential.secret, wanted.audience)
        )

    @api.post("/token/refresh")
    @guarded(PUBLIC)
    @may_raise(RefreshRefused, RefreshedJustNow)
    async def refresh_token(request: Request, given: TokenRefresh) -> GrantedTokens:
        """Exchanges a refresh token for new ones.

        Each is used once. Its second use revokes all that came of the same exchange.
        """
        never_compress(request.scope)
        return _granted(await machines.exchanging.refresh(given.refresh_token))

    @api.get("/jwks.json")
    @guarded(PUBLIC)
    async def show_signing_keys(response: Response) -> PublicKeys:
        """The keys by which short tokens are verified (RFC 7517)."""
        response.headers.update(_JWKS_HEADERS)
        published = await machines.keys.published()
        return PublicKeys(keys=[PublicKey(kid=each.kid, x=each.public) for each in published])


def console_routes(services: Services) -> APIRouter:
    core, tokens = services.core, services.machines.tokens
    api = api_router("/api/v1/console/tokens", "console", guard=requires(TOKENS_READ.name))
    begun = transaction(core.database)
    begun_once = idempotent(core.answers, secret=("secret",))

    @api.get("")
    async def list_service_tokens(
        before: Before = None,
        limit: Limit = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = reader_language(core.settings),
    ) -> SeenTokens:
        """The tokens of machines, the newest first."""
        found = await tokens.list_service(connection, acting, Page(before, limit))
        return _seen(found, limit, services, acting, language)

    @api.post("", status_code=201)
    @guarded(requires(TOKENS_MANAGE.name))
    @may_raise(SessionRequired, TokenLimit)
    async def make_service_token(
        request: Request,
        draft: ServiceTokenDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
    ) -> SeenTokenWithSecret:
        """Makes a token for a machine.

        Its secret is shown this once.
        """
        never_compress(request.scope)
        made = await tokens.make_service(connection, acting, draft.as_draft())
        return SeenTokenWithSecret.made(made)

    @api.delete("/{id}", status_code=204)
    @guarded(requires(TOKENS_MANAGE.name))
    @may_raise(TokenNotFound)
    async def revoke_service_token(
        id: TokenId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Revokes a token, at once."""
        await tokens.revoke_service(connection, acting, id)

    return api


def _seen(
    tokens: Sequence[Token], limit: int, services: Services, acting: Actor, language: Language
) -> SeenTokens:
    choices = [
        PermissionChoice.of(permission, language)
        for permission in services.core.permissions
        if acting.may(permission.name)
    ]
    return SeenTokens(
        tokens=[SeenToken.of(token) for token in tokens],
        choices=choices,
        next=tokens[-1].id if len(tokens) == limit else None,
    )


def _granted(grant: Grant) -> GrantedTokens:
    return GrantedTokens(
        access_token=grant.access_token,
        expires_in=grant.expires_in_s,
        refresh_token=grant.refresh_token,
    )
