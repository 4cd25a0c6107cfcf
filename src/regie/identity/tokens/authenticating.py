"""From what a machine presents to who acts: in the round trip of the limits, and without SQL."""

from __future__ import annotations

from collections.abc import Awaitable, Generator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Grant, Permissions, Reach
from regie.core.web import Exchange
from regie.identity.copies import Asked, Changes, SealedCopies, believed
from regie.identity.seen import LastSeen
from regie.identity.sessions.rights import Rights

from .answers import TokenAnswers
from .copies import Copy, Key, name_of, read_copies
from .domain import personal_reaches, service_reaches
from .form import PERSONAL, SERVICE, digest_of, is_secret
from .jwts import looks_like_one
from .short import ShortTokens

MOST_REMEMBERED: Final = 4096
"""Tokens of one process; beyond them Valkey is asked."""
_PREFIXES: Final = (PERSONAL.encode(), SERVICE.encode())


class Known(NamedTuple):
    copy: Copy
    actor: Actor


class TokenAuthenticator:
    """Asked by the authenticator of sessions about what comes as a bearer."""

    def __init__(
        self,
        *,
        changes: Changes,
        copies: SealedCopies[Copy] | None,
        answers: TokenAnswers,
        short: ShortTokens,
        rights: Rights,
        permissions: Permissions,
        used: LastSeen,
    ):
        self._changes = changes
        self._copies = copies
        self._answers = answers
        self._short = short
        self._used = used
        self._known: dict[Key, Known] = {}

        @lru_cache(maxsize=MOST_REMEMBERED)
        def of_person(
            tenant: str, grants: tuple[Grant, ...], chosen: tuple[str, ...]
        ) -> Mapping[str, Reach]:
            return personal_reaches(chosen, rights.reaches(tenant, grants))

        @lru_cache(maxsize=MOST_REMEMBERED)
        def of_service(
            tenant: str, path: str | None, chosen: tuple[str, ...]
        ) -> Mapping[str, Reach]:
            return service_reaches(chosen, permissions, tenant=tenant, path=path)

        self._of_person = of_person
        self._of_service = of_service

    def begin(self, exchange: Exchange, bearer: str, /) -> Awaitable[Actor | None]:  # noqa: ARG002 - the port's
        """What is remembered needs no question; another leaves in this turn of the event loop. A
        short token that is new here is verified when that is awaited: after the limits.

        None is awaited of what is not ours, over or revoked. Raises Unavailable when nobody can
        tell.
        """
        presented = bearer.encode("latin-1", "replace")
        if presented.startswith(_PREFIXES):
            return self._question(digest_of(presented) if is_secret(presented) else None)
        if not looks_like_one(bearer):
            return self._question(None)
        said = self._short.remembered(bearer)
        if said is None:
            return _Question(self, None, None, unverified=bearer)
        return self._question(said.token)

    async def refresh(self, actor: Actor) -> Actor | None:
        """As it would be found now, which is no use of it. Raises Unavailable."""
        if actor.token is None:
            return None
        known = self._known.get(actor.token)
        if known is not None and believed(known.copy, self._changes):
            return known.actor
        copy = await self._answers.ask(actor.token)
        return None if copy is None else self._remember(actor.token, copy).actor

    async def read(self, connection: AsyncConnection, token_id: int) -> Actor | None:
        """As PostgreSQL knows it, in the caller's transaction."""
        copy = (await read_copies(connection, [token_id])).get(token_id)
        return None if copy is None else self._actor(copy)

    async def verify(self, presented: str) -> Actor | None:
        said = await self._short.verify(presented)
        return None if said is None else await self._question(said.token)

    async def find(self, key: Key, asked: Asked | None) -> Actor | None:
        known = self._known.get(key)
        if known is None or not believed(known.copy, self._changes):
            copy = await self._copied(key, asked)
            if copy is None:
                self._known.pop(key, None)
                return None
            known = self._remember(key, copy)
        self._used.note(known.copy.token)
        return known.actor

    async def _copied(self, key: Key, asked: Asked | None) -> Copy | None:
        copies = self._copies
        copy = None if copies is None else await copies.answered(name_of(key), asked)
        if copy is not None and believed(copy, self._changes):
            return copy
        copy = await self._answers.ask(key)
        if copy is not None and copies is not None:
            copies.put(name_of(key), copy)
        return copy

    def _question(self, key: Key | None) -> _Question:
        if key is None or self._copies is None or not self._changes.fresh:
            return _Question(self, key, None)
        known = self._known.get(key)
        if known is not None and believed(known.copy, self._changes):
            return _Question(self, key, None)
        return _Question(self, key, self._copies.ask(name_of(key)))

    def _remember(self, key: Key, copy: Copy) -> Known:
        known = Known(copy, self._actor(copy))
        self._known.pop(key, None)
        if len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = known
        return known

    def _actor(self, copy: Copy) -> Actor:
        person = copy.person
        if person is None:
            reaches = self._of_service(copy.tenant, copy.path, copy.permissions)
            return Actor(copy.tenant, "service", copy.token, reaches=reaches, token=copy.token)
        reaches = {} if copy.must else self._of_person(copy.tenant, copy.grants, copy.permissions)
        return Actor(
            copy.tenant,
            "person",
            person,
            grants=copy.grants,
            reaches=reaches,
            token=copy.token,
            must=copy.must,
        )


class _Question:
    """What `begin` gives out: it may never be awaited, and no coroutine was made for it yet."""

    __slots__ = ("_asked", "_key", "_of", "_unverified")

    def __init__(
        self,
        of: TokenAuthenticator,
        key: Key | None,
        asked: Asked | None,
        *,
        unverified: str | None = None,
    ):
        self._of = of
        self._key = key
        self._asked = asked
        self._unverified = unverified

    def __await__(self) -> Generator[Any, Any, Actor | None]:
        if self._unverified is not None:
            return (yield from self._of.verify(self._unverified).__await__())
        if self._key is None:
            return None
        return (yield from self._of.find(self._key, self._asked).__await__())
