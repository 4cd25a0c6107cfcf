"""The answers of one kind: one prefix, one type, one policy."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextvars import copy_context
from dataclasses import replace
from typing import Any, Generic, TypeVar

from .bus import Bus
from .codec import Codec
from .entry import LIVE_FACTOR, OVERHEAD_BYTES, Entry, Shelf
from .flight import Flight
from .levels import Levels
from .message import Message
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
        self.now = levels.now
        self.packed = b"" if levels.remote is None else levels.remote.packed_begin(self.code)
        """A key in Valkey as it stands on the line, but for the digest that ends it."""
        self._names_of = levels.names.of_answers(prefix)
        self._ahead_s = 0.0 if policy.eager is None else (1 - policy.eager) * policy.ttl_s
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
        if entry is not None and entry.check_at > self.now():
            entry.hits += 1
            return entry.value if entry.plain else self.restore(entry)
        if not self.levels.enabled:
            return await load()
        found = self.look_up(key, load, tags, entry)
        if not isinstance(found, Entry):
            found = await found
        return found.value if found.plain else self.restore(found)

    def peek(self, scope: Scope, parts: tuple[Part, ...]) -> T | None:
        """What is fresh in memory, without waiting; None also stands for « ask properly »."""
        entry = self.shelf.get((scope, parts))
        if entry is None or entry.check_at <= self.now() or entry.is_error:
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
            message = Message(self._bus.me, prefix=self.prefix, key=key, lease=place.lease)
            return await self._bus.say(message, (place.entry, place.lease))
        finally:
            self.drop(key)

    def look_up(
        self,
        key: Key,
        load: Callable[[], Awaitable[T]],
        tags: Iterable[str],
        entry: Entry | None,
    ) -> Entry | asyncio.Future[Entry]:
        """The rest of `get_or_load` when `entry`, what is in memory, does not answer it."""
        flight = self.flights.get(key)
        if entry is not None:
            now = self.now()
            if entry.fresh_until > now:
                entry.hits += 1
                entry.check_at = entry.fresh_until
                if flight is None:
                    Flight(self, key, entry.names, load, copy_context(), entry, True).begin()
                return entry
            if entry.kept_until <= now:
                entry = None
        if flight is None:
            names = self._names_of(key[0])
            if tags:
                names = self.levels.names.with_tags(names, tags)
            flight = Flight(self, key, names, load, copy_context(), entry)
            flight.begin()
        return flight.join()

    def restore(self, entry: Entry) -> T:
        """For one caller. Raises the remembered error."""
        if entry.is_error:
            raise self.codec.decode_error(entry.value)
        return entry.value if entry.plain else self.codec.decode(entry.value)

    def entry(
        self,
        key: Key,
        names: tuple[bytes, ...],
        payload: bytes,
        *,
        ends: float,
        now: float,
        is_error: bool,
    ) -> Entry:
        """Raises MsgspecError when the payload is not of this region's type."""
        decoded = None if is_error else self.codec.decode(payload)
        plain = self.codec.shareable and not is_error
        negative = is_error or payload == _NIL
        fresh_until = min(ends, now + self.levels.trusted_s)
        return Entry(
            self.shelf,
            key,
            names,
            plain,
            decoded if plain else payload,
            is_error,
            len(payload) * (LIVE_FACTOR if plain else 1) + OVERHEAD_BYTES,
            fresh_until,
            ends if negative else ends + self.policy.stale_s,
            fresh_until if negative else min(fresh_until, ends - self._ahead_s),
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
        return replace(self.statistics, entries=len(self.shelf), bytes=self.shelf.bytes)
