"""From what a machine presents to who acts: in the round trip of the limits, and without SQL."""

from __future__ import annotations

from collections.abc import Awaitable, Generator, Mapping
from functools import lru_cache
from typing import Any, Final

from regie.core.access import Actor, Grant, Permissions, Reach
from regie.core.db import Database
from regie.core.web import Exchange
from regie.identity.copies import Asked, Changes, SealedCopies, believed
from regie.identity.sessions.rights import Rights

from .copies import Copy, Name, by_digest, by_id, read_by_digest, read_by_id
from .domain import personal_reaches, service_reaches
from .form import PERSONAL, SERVICE, digest_of, is_secret
from .jwts import looks_like_one
from .short import ShortTokens
from .used import LastUsed

_REMEMBERED: Final = 4096
_TOKENS: Final = (PERSONAL.encode(), SERVICE.encode())


class TokenAuthenticator:
    def __init__(
        self,
        database: Database,
        copies: SealedCopies[Copy] | None,
        changes: Changes,
        short: ShortTokens,
        rights: Rights,
        permissions: Permissions,
        used: LastUsed,
    ):
        """`copies` is None in an installation without Valkey: each request asks PostgreSQL."""
        self._database = database
        self._copies = copies
        self._changes = changes
        self._short = short
        self._used = used

        @lru_cache(maxsize=_REMEMBERED)
        def of_person(
            tenant: str, grants: tuple[Grant, ...], chosen: tuple[str, ...]
        ) -> Mapping[str, Reach]:
            return personal_reaches(chosen, rights.reaches(tenant, grants))

        @lru_cache(maxsize=_REMEMBERED)
        def of_service(
            tenant: str, path: str | None, chosen: tuple[str, ...]
        ) -> Mapping[str, Reach]:
            return service_reaches(chosen, permissions, tenant=tenant, path=path)

        self._of_person = of_person
        self._of_service = of_service

    def begin(self, exchange: Exchange, bearer: str) -> Awaitable[Actor | None]:  # noqa: ARG002
        """The question leaves in this turn of the event loop, unless a short token has to be
        verified first: that waits until the limits have let the request through.

        None is awaited of what is not ours, over or revoked; raises Unavailable when nobody can
        tell.
        """
        presented = bearer.encode("latin-1", "replace")
        if presented.startswith(_TOKENS):
            name = by_digest(digest_of(presented)) if is_secret(presented) else None
            return _Begun(self, name, self._ask(name))
        if not looks_like_one(bearer):
            return _Begun(self, None, None)
        said = self._short.remembered(bearer)
        if said is None:
            return _Begun(self, None, None, unverified=bearer)
        name = by_id(said.token)
        return _Begun(self, name, self._ask(name))

    async def refresh(self, actor: Actor) -> Actor | None:
        """As it would be found now. Raises Unavailable."""
        if actor.token is None:
            return None
        name = by_id(actor.token)
        return await self.found(name, self._ask(name))

    async def verified(self, presented: str) -> Actor | None:
        said = await self._short.verify(presented)
        if said is None:
            return None
        name = by_id(said.token)
        return await self.found(name, self._ask(name))

    async def found(self, name: Name, asked: Asked | None) -> Actor | None:
        copy = None
        if self._copies is not None:
            copy = await self._copies.answered(name, asked)
        if copy is None or not believed(copy, self._changes):
            copy = await self._read(name)
        if copy is None:
            return None
        self._used.note(copy.token)
        return self._actor(copy)

    def _ask(self, name: Name | None) -> Asked | None:
        if name is None or self._copies is None:
            return None
        return self._copies.ask(name)

    async def _read(self, name: Name) -> Copy | None:
        async with self._database.single() as connection:
            if name.startswith(b"#") and len(name) < 32:
                copy = await read_by_id(connection, int(name[1:]))
            else:
                copy = await read_by_digest(connection, name)
        if copy is not None and self._copies is not None:
            self._copies.put(name, copy)
        return copy

    def _actor(self, copy: Copy) -> Actor:
        person = copy.person
        if person is None:
            reaches = self._of_service(copy.tenant, copy.path, copy.permissions)
            return Actor(copy.tenant, "service", copy.token, reaches=reaches, token=copy.token)
        reaches = (
            {} if copy.must else self._of_person(copy.tenant, copy.grants, copy.permissions)
        )
        return Actor(
            copy.tenant,
            "person",
            person,
            grants=copy.grants,
            reaches=reaches,
            token=copy.token,
            must=copy.must,
        )


class _Begun:
    """What has been asked. Left unawaited it costs nothing: no coroutine was made yet."""

    __slots__ = ("_asked", "_name", "_of", "_unverified")

    def __init__(
        self,
        of: TokenAuthenticator,
        name: Name | None,
        asked: Asked | None,
        *,
        unverified: str | None = None,
    ):
        self._of = of
        self._name = name
        self._asked = asked
        self._unverified = unverified

    def __await__(self) -> Generator[Any, Any, Actor | None]:
        return self._answer().__await__()

    async def _answer(self) -> Actor | None:
        if self._unverified is not None:
            return await self._of.verified(self._unverified)
        return None if self._name is None else await self._of.found(self._name, self._asked)
