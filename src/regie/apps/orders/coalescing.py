"""One load for all who ask for the same thing at the same time; nothing is remembered after it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Coalesced(Generic[K, T]):
    """Belongs to one event loop. Nobody who is cancelled harms those who wait with them."""

    def __init__(self) -> None:
        self._about_to: dict[K, asyncio.Task[T]] = {}
        self._under_way: dict[K, asyncio.Task[T]] = {}

    def under_way(self, key: K) -> Awaitable[T] | None:
        """The load of `key` that has begun, for whoever may have an answer of just now."""
        task = self._under_way.get(key)
        return None if task is None else asyncio.shield(task)

    async def load(self, key: K, load: Callable[[], Awaitable[T]]) -> T:
        """Begins in the next turn of the event loop, together with all who come until then.

        So whoever is answered asked before the load began, and may remember the answer: what
        was made out of date before they asked cannot be in it.
        """
        task = self._about_to.get(key)
        if task is None:
            task = self._about_to[key] = asyncio.create_task(self._begin(key, load))
            task.add_done_callback(_heard)
        return await asyncio.shield(task)

    def forget(self, concerns: Callable[[K], bool]) -> None:
        """Whoever comes from now on for one of these keys loads anew."""
        for loads in (self._about_to, self._under_way):
            for key in [key for key in loads if concerns(key)]:
                del loads[key]

    async def _begin(self, key: K, load: Callable[[], Awaitable[T]]) -> T:
        task = asyncio.current_task()
        if self._about_to.get(key) is task:
            self._under_way[key] = self._about_to.pop(key)
        try:
            return await load()
        finally:
            if self._under_way.get(key) is task:
                del self._under_way[key]


def _heard(task: asyncio.Task[T]) -> None:
    """An error that reached nobody, for all who waited went away, is no news to the event loop."""
    if not task.cancelled():
        task.exception()
