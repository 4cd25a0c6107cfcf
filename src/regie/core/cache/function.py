"""A function whose answers are remembered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from .entry import Entry
from .region import Region
from .scope import Part, Scope

P = ParamSpec("P")
T = TypeVar("T")

Tags = Callable[P, Iterable[str]]


class CachedFunction(Protocol[P, T]):
    """Called as the function itself: a scope first, then what makes the key.

    It runs once for all who ask meanwhile, in a task of its own, see `Region.get_or_load`.
    """

    region: Region[T]

    async def __call__(self, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T: ...

    def peek(self, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What is fresh in memory, without waiting; None also stands for « ask properly »."""
        ...

    async def forget(self, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> bool:
        """See `Region.forget`."""
        ...


def remember(
    function: Callable[Concatenate[Scope, P], Coroutine[Any, Any, T]],
    region: Region[T],
    tags: Tags[P] | None,
) -> CachedFunction[P, T]:
    """A function with attributes: calling an object of a class would cost half a hit more."""
    ask = cast("Callable[..., Coroutine[Any, Any, T]]", function)
    tags_of = cast("Callable[..., Iterable[str]] | None", tags)
    signature = inspect.signature(function)
    places = len(signature.parameters) - 1
    get, now, restore = region.shelf.get, region.now, region.restore

    def parts(scope: Scope, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Part, ...]:
        """However they were given, the same arguments are the same key."""
        if not kwargs and len(args) == places:
            return args
        bound = signature.bind(scope, *args, **kwargs)
        bound.apply_defaults()
        return bound.args[1:]

    @wraps(ask)
    async def call(scope: Scope, *args: Any, **kwargs: Any) -> T:
        if kwargs or len(args) != places:
            args = parts(scope, args, kwargs)
        key = (scope, args)
        entry = get(key)
        if entry is not None and entry.check_at > now():
            entry.hits += 1
            return entry.value if entry.plain else restore(entry)
        if not region.levels.enabled:
            return await ask(scope, *args)
        found = region.look_up(
            key, lambda: ask(scope, *args), () if tags_of is None else tags_of(*args), entry
        )
        return restore(found if isinstance(found, Entry) else await found)

    def peek(scope: Scope, *args: Any, **kwargs: Any) -> T | None:
        return region.peek(scope, parts(scope, args, kwargs))

    async def forget(scope: Scope, *args: Any, **kwargs: Any) -> bool:
        return await region.forget(scope, parts(scope, args, kwargs))

    made = cast("Any", call)
    made.region, made.peek, made.forget = region, peek, forget
    return made
