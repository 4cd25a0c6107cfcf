"""Who sent a request: found in memory, in Valkey, or in PostgreSQL, which knows.

What is remembered is believed while the tail of changes is fresh and knows of nothing newer
(`believed`); everything else is read anew. No request costs SQL in the steady state, and what is
asked of Valkey leaves together with the question about the limits.
"""

from __future__ import annotations

from collections.abc import Awaitable, Generator
from typing import Any, Final, NamedTuple, Protocol

from regie.core.access import Actor
from regie.core.web import Exchange
from regie.identity.copies import Asked, SealedCopies, believed

from .actors import actor_of
from .answers import SessionAnswers
from .copies import Copy
from .rights import Rights
from .secret import digest_of_presented
from .seen import LastSeen
from .tail import ChangeTail

MOST_REMEMBERED: Final = 4096
"""Sessions of one process, at 2 kB; beyond them Valkey is asked."""


class Bearers(Protocol):
    """Whoever knows tokens."""

    def begin(self, exchange: Exchange, bearer: str, /) -> Awaitable[Actor | None]: ...

    async def refresh(self, actor: Actor) -> Actor | None: ...


class Remembered(NamedTuple):
    copy: Copy
    actor: Actor


class SessionAuthenticator:
    """`core.web.Authenticator`. Raises Unavailable where nobody can tell: who cannot hear of
    revocations and cannot ask lets nobody in."""

    def __init__(
        self,
        *,
        tail: ChangeTail,
        copies: SealedCopies[Copy] | None,
        answers: SessionAnswers,
        rights: Rights,
        seen: LastSeen,
        bearers: Bearers,
        most_remembered: int = MOST_REMEMBERED,
    ):
        self._tail = tail
        self._copies = copies
        self._answers = answers
        self._rights = rights
        self._seen = seen
        self._bearers = bearers
        self._most_remembered = most_remembered
        self._by_digest: dict[bytes, Remembered] = {}
        self._by_session: dict[int, Remembered] = {}

    def begin(self, exchange: Exchange) -> Awaitable[Actor | None] | None:
        credential = exchange.credential
        if credential is None:
            return None
        if credential.kind == "bearer":
            return self._bearers.begin(exchange, credential.secret)
        digest = digest_of_presented(credential.secret)
        if digest is None:
            return _Nobody()
        known = self._by_digest.get(digest)
        if known is not None and believed(known.copy, self._tail):
            return _Question(self, digest, known, None)
        # While the tail is not fresh no copy is believed: none is asked for.
        asked = self._copies.ask(digest) if self._copies and self._tail.fresh else None
        return _Question(self, digest, None, asked)

    async def refresh(self, actor: Actor) -> Actor | None:
        """It is no sign of life: who only listens is idle."""
        if actor.session is None:
            return await self._bearers.refresh(actor)
        known = self._by_session.get(actor.session)
        if known is not None and believed(known.copy, self._tail):
            return known.actor
        copy = await self._answers.ask(actor.session)
        return None if copy is None else self._remember(None, copy).actor

    def still(self, known: Remembered) -> bool:
        return believed(known.copy, self._tail)

    def came(self, known: Remembered) -> Actor:
        self._seen.note(known.copy.session)
        return known.actor

    async def find(self, digest: bytes, asked: Asked | None) -> Actor | None:
        copies = self._copies
        copy = None if copies is None else await copies.answered(digest, asked)
        if copy is None or not believed(copy, self._tail):
            copy = await self._answers.ask(digest)
            if copy is None:
                self._by_digest.pop(digest, None)
                return None
            if copies is not None:
                copies.put(digest, copy)
        return self.came(self._remember(digest, copy))

    def _remember(self, digest: bytes | None, copy: Copy) -> Remembered:
        known = Remembered(copy, actor_of(copy, self._rights))
        if digest is not None:
            self._put(self._by_digest, digest, known)
        self._put(self._by_session, copy.session, known)
        return known

    def _put(self, remembered: dict[Any, Remembered], key: bytes | int, known: Remembered) -> None:
        """In the place of the one that was read longest ago, when there are too many."""
        remembered.pop(key, None)
        if len(remembered) >= self._most_remembered:
            del remembered[next(iter(remembered))]
        remembered[key] = known


class _Question:
    """What `begin` gives out: it may never be awaited, and costs a coroutine only when PostgreSQL
    or Valkey is asked. What was known is looked at again: the limits took their time."""

    __slots__ = ("_asked", "_digest", "_known", "_of")

    def __init__(
        self, of: SessionAuthenticator, digest: bytes, known: Remembered | None, asked: Asked | None
    ):
        self._of = of
        self._digest = digest
        self._known = known
        self._asked = asked

    def __await__(self) -> Generator[Any, Any, Actor | None]:
        known = self._known
        if known is not None and self._of.still(known):
            return self._of.came(known)
        return (yield from self._of.find(self._digest, self._asked).__await__())


class _Nobody:
    def __await__(self) -> Generator[Any, Any, None]:
        return
        yield
