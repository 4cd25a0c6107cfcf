"""A function whose answers are remembered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from .entry import Entry
from .region import Region
from .scope import Part, Scope

P = ParamSpec("P")
T = TypeVar("T")

Tags = Callable[P, Iterable[str]]


class CachedFunction(Generic[P, T]):
    """Called as the function itself: a scope first, then what makes the key.

    It runs once for all who ask meanwhile, in a task of its own, see `Region.get_or_load`.
    """

    def __init__(
        self,
        function: Callable[Concatenate[Scope, P], Coroutine[Any, Any, T]],
        region: Region[T],
        tags: Tags[P] | None,
    ):
        self.region = region
        self.__wrapped__ = function
        self.__doc__ = function.__doc__
        self._function = cast("Callable[..., Coroutine[Any, Any, T]]", function)
        self._tags = cast("Callable[..., Iterable[str]] | None", tags)
        self._shelf = region.shelf
        self._now = region.now
        self._signature = inspect.signature(function)
        self._places = len(self._signature.parameters) - 1

    async def __call__(self, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T:
        if kwargs or len(args) != self._places:
            args = cast("Any", self._arguments(scope, args, kwargs))
        key = (scope, cast("tuple[Part, ...]", args))
        entry = self._shelf.get(key)
        if entry is not None and entry.check_at > self._now():
            entry.hits += 1
            return entry.value if entry.plain else self.region.restore(entry)
        if not self.region.levels.enabled:
            return await self._function(scope, *args)
        tags = () if self._tags is None else self._tags(*args)
        found = self.region.look_up(key, lambda: self._function(scope, *args), tags, entry)
        return self.region.restore(found if isinstance(found, Entry) else await found)

    def peek(self, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What is fresh in memory, without waiting; None also stands for « ask properly »."""
        return self.region.peek(scope, self._arguments(scope, args, kwargs))

    async def forget(self, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> bool:
        """See `Region.forget`."""
        return await self.region.forget(scope, self._arguments(scope, args, kwargs))

    def _arguments(
        self, scope: Scope, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Part, ...]:
        """However they were given, the same arguments are the same key."""
        bound = self._signature.bind(scope, *args, **kwargs)
        bound.apply_defaults()
        return bound.args[1:]
