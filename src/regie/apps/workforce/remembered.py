"""Methods whose answers are remembered for the organisation that they are about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar, cast, get_type_hints

from regie.core.cache import Cache, Part, Policy, Region, Scope

from .changes import tag_of

P = ParamSpec("P")
T = TypeVar("T")


class Remembers(Protocol):
    @property
    def cache(self) -> Cache: ...

    @property
    def regions(self) -> dict[str, Region[Any]]: ...


S = TypeVar("S", bound=Remembers)

LOADS_WITHIN_S: Final = 30.0


def cache_referentiel(
    *, ttl: float
) -> Callable[
    [Callable[Concatenate[S, Scope, P], Awaitable[T]]],
    Callable[Concatenate[S, Scope, P], Awaitable[T]],
]:
    """For a method of a scope and the parts of a key, kept `ttl` seconds at both levels of the
    cache, under a tag that every edit of the organisation's figures invalidates (`changes`).

    What it returns is annotated, frozen, and holds for the scope's tenant and the parts alone:
    whoever asks puts into the parts what the answer depends on, and so what the reader may see.
    """

    def wrap(
        load: Callable[Concatenate[S, Scope, P], Awaitable[T]],
    ) -> Callable[Concatenate[S, Scope, P], Awaitable[T]]:
        prefix = f"workforce.{load.__name__}"

        @wraps(load)
        async def remembered(self: S, scope: Scope, *args: P.args, **kwargs: P.kwargs) -> T:
            region = self.regions.get(prefix)
            if region is None:
                kind = get_type_hints(load)["return"]
                policy = Policy(ttl_s=ttl, hard_timeout_s=LOADS_WITHIN_S)
                region = self.regions[prefix] = self.cache.region(prefix, kind, policy)
            if kwargs:
                raise TypeError("the parts of a key are given in their order, without names")
            return await region.get_or_load(
                scope,
                cast("tuple[Part, ...]", args),
                lambda: load(self, scope, *args, **kwargs),
                tags=(tag_of(scope.tenant),),
            )

        return remembered

    return wrap
