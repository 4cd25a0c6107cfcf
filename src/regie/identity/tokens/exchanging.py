"""Short tokens for long ones, and refresh tokens, each of which is used once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.clock import Clock
from regie.core.db import Database

from .authenticating import TokenAuthenticator
from .errors import AudienceUnknown, RefreshedJustNow, RefreshRefused, TokenRequired
from .form import REFRESH, digest_of, is_secret, new_secret
from .jwts import LIFE, OWN_AUDIENCE, Subject, sign
from .keys import Keys, SigningKey
from .letters import Letters
from .refresh_repository import (
    Reused,
    add_refresh,
    find_reused,
    hold_token,
    revoke_family,
    use_refresh,
)

REFRESH_DAYS: Final = 30
GRACE_S: Final = 5.0
"""See docs/decisions/0015-tokens.md."""


class Grant(NamedTuple):
    access_token: str
    expires_in_s: int
    refresh_token: str


class Exchanging:
    def __init__(
        self,
        *,
        database: Database,
        keys: Keys,
        tokens: TokenAuthenticator,
        letters: Letters,
        audit: Audit,
        clock: Clock,
        issuer: str,
        audiences: Collection[str],
    ):
        """`audiences`: the names of other services, besides this installation's own API."""
        self._database = database
        self._keys = keys
        self._tokens = tokens
        self._letters = letters
        self._audit = audit
        self._clock = clock
        self._issuer = issuer
        self._audiences = frozenset({OWN_AUDIENCE, *audiences})

    async def exchange(self, acting: Actor, presented: str, audience: str) -> Grant:
        """A short token and its renewal, for who came with a long one: what a short one could buy
        would make it long. Raises TokenRequired, AudienceUnknown."""
        if not is_secret(presented.encode("latin-1", "replace")):
            raise TokenRequired
        if audience not in self._audiences:
            raise AudienceUnknown
        key = await self._keys.signing()
        async with self._database.begin() as connection:
            return await self._grant(connection, acting, key, audience, uuid4())

    async def refresh(self, presented: str) -> Grant:
        """Raises RefreshRefused, RefreshedJustNow."""
        digest = _digest(presented)
        key = await self._keys.signing()
        async with self._database.begin() as connection:
            await hold_token(connection, digest)
            found = await use_refresh(connection, digest)
            if found is not None:
                acting = await self._tokens.read(connection, found.token_id)
                if acting is None or acting.must or found.audience not in self._audiences:
                    raise RefreshRefused
                return await self._grant(connection, acting, key, found.audience, found.family)
        await self._refuse(digest)
        raise RefreshRefused

    async def _grant(
        self,
        connection: AsyncConnection,
        acting: Actor,
        key: SigningKey,
        audience: str,
        family: UUID,
    ) -> Grant:
        if acting.token is None:
            raise TokenRequired
        secret = new_secret(REFRESH)
        await add_refresh(
            connection,
            digest_of(secret.encode()),
            family=family,
            token_id=acting.token,
            audience=audience,
            days=REFRESH_DAYS,
        )
        # Another service knows no places: what holds for one only is not told to it.
        everywhere = [name for name, reach in acting.reaches.items() if reach.everywhere]
        short = sign(
            Subject(acting.key, acting.tenant, acting.token, everywhere),
            issuer=self._issuer,
            audience=audience,
            kid=key.kid,
            key=key.private,
            now=self._clock(),
        )
        return Grant(short, int(LIFE.total_seconds()), secret)

    async def _refuse(self, digest: bytes) -> None:
        """In a transaction of its own: what it revokes stays revoked though the request fails.
        Raises RefreshedJustNow within the grace."""
        async with self._database.begin() as connection:
            await hold_token(connection, digest)
            reused = await find_reused(connection, digest)
            if reused is None:
                return
            if reused.used_ago_s < GRACE_S:
                raise RefreshedJustNow
            if not await revoke_family(connection, reused.family):
                return
            await self._letters.tell_reuse(connection, reused)
            await self._record(connection, reused)

    async def _record(self, connection: AsyncConnection, reused: Reused) -> None:
        told = {"family": str(reused.family), "audience": reused.audience}
        event = AuditEvent("token.reuse", f"token:{reused.token_id}", "refused", payload=told)
        await self._audit.record(connection, event, tenant=reused.tenant)


def _digest(presented: str) -> bytes:
    """Raises RefreshRefused for what we never gave out."""
    secret = presented.encode("utf-8", "replace")
    if not (secret.startswith(REFRESH.encode()) and is_secret(secret)):
        raise RefreshRefused
    return digest_of(secret)
