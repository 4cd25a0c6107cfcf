"""The answers of one kind: one prefix, one type, one policy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from .bus import Bus, Message
from .codec import Codec
from .entry import LIVE_FACTOR, OVERHEAD_BYTES, Entry, Shelf
from .flight import Flight
from .levels import Levels
from .policy import Policy
from .scope import Key, Part, Scope, digest
from .statistics import Statistics

T = TypeVar("T")

_NIL = b"\xc0"


class Region(Generic[T]):
    """Made by `Cache.region`. `parts` tell the answer from the others of the same scope."""

    def __init__(self, prefix: str, kind: Any, policy: Policy, levels: Levels, bus: Bus | None):
        self.prefix = prefix
        self.policy = policy
        self.levels = levels
        self.codec: Codec[T] = Codec(kind, policy.errors)
        self.code = f"{prefix}:{self.codec.fingerprint}:".encode()
        self.name = levels.names.of_prefix(prefix)
        self.statistics = Statistics(prefix)
        self.shelf = levels.shelves[self.name] = Shelf(self.statistics)
        self.flights: dict[Key, Flight] = {}
        self._now = levels.now
        self._bus = bus

    async def get_or_load(
        self,
        scope: Scope,
        parts: tuple[Part, ...],
        load: Callable[[], Awaitable[T]],
        *,
        tags: Iterable[str] = (),
    ) -> T:
        """The remembered answer, or the one that `load` gives, once for all who ask meanwhile.

        `load` runs in a task of its own, which may outlive the caller: it must not use the
        caller's transaction. Raises what `load` raises, LoadTimeout, TypeError for a bad key.
        """
        key = (scope, parts)
        entry = self.shelf.get(key)
        if entry is not None and entry.check_at > self._now():
            entry.hits += 1
            return entry.value if entry.plain else self.restore(entry)
        return await self.miss(key, load, tags, entry)

    def peek(self, scope: Scope, parts: tuple[Part, ...]) -> T | None:
        """What is fresh in memory, without waiting; None also stands for « ask properly »."""
        entry = self.shelf.get((scope, parts))
        if entry is None or entry.check_at <= self._now() or entry.is_error:
            return None
        entry.hits += 1
        return entry.value if entry.plain else self.restore(entry)

    async def forget(self, scope: Scope, parts: tuple[Part, ...]) -> bool:
        """One answer; otherwise as `Cache.invalidate`."""
        key = (scope, parts)
        try:
            if self._bus is None or self.levels.remote is None:
                return True
            place = self.levels.remote.place(self.code, digest(key), ())
            message = Message(self._bus.me, prefix=self.prefix, key=key)
            return await self._bus.say(message, (place.entry, place.lease))
        finally:
            self.drop(key)

    async def miss(
        self,
        key: Key,
        load: Callable[[], Awaitable[T]],
        tags: Iterable[str],
        entry: Entry | None,
    ) -> T:
        """The rest of `get_or_load` when memory alone does not answer it."""
        if not self.levels.enabled:
            return await load()
        now = self._now()
        if entry is not None and entry.fresh_until > now:
            entry.hits += 1
            entry.check_at = entry.fresh_until
            if key not in self.flights:
                Flight(self, key, entry.names, load, entry, refreshes=True).begin()
            return self.restore(entry)
        flight = self.flights.get(key)
        if flight is None:
            stale = entry if entry is not None and entry.kept_until > now else None
            names = self.levels.names.of_answer(self.name, key[0], tags)
            flight = Flight(self, key, names, load, stale)
            flight.begin()
        return self.restore(await flight.join())

    def restore(self, entry: Entry) -> T:
        """For one caller. Raises the remembered error."""
        if entry.is_error:
            raise self.codec.decode_error(entry.value)
        return entry.value if entry.plain else self.codec.decode(entry.value)

    def entry(
        self, key: Key, names: tuple[bytes, ...], payload: bytes, fresh_s: float, *, is_error: bool
    ) -> Entry:
        """Raises MsgspecError when the payload is not of this region's type."""
        policy, now = self.policy, self._now()
        decoded = None if is_error else self.codec.decode(payload)
        plain = self.codec.shareable and not is_error
        negative = is_error or payload == _NIL
        fresh_until = now + self.levels.trusted_s(fresh_s)
        check_at = fresh_until
        if policy.eager is not None and not negative:
            check_at = min(fresh_until, now + fresh_s - (1 - policy.eager) * policy.ttl_s)
        return Entry(
            shelf=self.shelf,
            key=key,
            names=names,
            plain=plain,
            value=decoded if plain else payload,
            is_error=is_error,
            weight=len(payload) * (LIVE_FACTOR if plain else 1) + OVERHEAD_BYTES,
            fresh_until=fresh_until,
            kept_until=now + fresh_s + policy.kept_s(negative=negative),
            check_at=check_at,
        )

    def drop(self, key: Key) -> None:
        """From this process alone."""
        self.levels.memory.remove(self.shelf.get(key))
        flight = self.flights.get(key)
        if flight is not None:
            flight.spoil()

    def counted(self) -> Statistics:
        """A copy, up to date."""
        for entry in self.shelf.values():
            self.shelf.count(entry)
        return replace(self.statistics)
