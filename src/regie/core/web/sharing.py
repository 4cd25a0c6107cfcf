"""Which pages of other origins may read our answers: cross-origin resource sharing.

Only what needs no cookie is shared: a browser that was told of no credentials sends none.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final

from .cross_origin import origin_of
from .exchange import Exchange, RawHeaders

METHODS: Final = b"GET, POST"
EXPOSED: Final = b"Retry-After, X-Request-Id"
PREFLIGHT_S: Final = b"600"
"""How long a browser keeps a preflight's answer."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Routes below `prefixes`, for pages of the origins that `allows` knows."""

    prefixes: tuple[str, ...]
    headers: tuple[str, ...]
    """That a page may set, besides those which browsers let everybody set."""
    allows: Callable[[str], Awaitable[bool]]
    """Asked before any limit: it must cost no query per origin."""


class Sharing:
    def __init__(self, shared: Iterable[Shared]):
        self._shared = tuple(shared)
        self._prefixes = tuple(prefix for each in self._shared for prefix in each.prefixes)

    async def judge(self, exchange: Exchange) -> None:
        """Sets `sharing`: what the answer says of it, whatever the answer will be."""
        if not exchange.path.startswith(self._prefixes):
            return
        exchange.sharing = ()
        origin = origin_of(exchange)
        shared = next(each for each in self._shared if exchange.path.startswith(each.prefixes))
        if origin is not None and await shared.allows(origin):
            exchange.sharing = (
                (b"access-control-allow-origin", exchange.headers[b"origin"]),
                (b"access-control-expose-headers", EXPOSED),
                *_preflight(exchange, shared),
            )


def _preflight(exchange: Exchange, shared: Shared) -> RawHeaders:
    if exchange.method != "OPTIONS" or b"access-control-request-method" not in exchange.headers:
        return ()
    return (
        (b"access-control-allow-methods", METHODS),
        (b"access-control-allow-headers", ", ".join(shared.headers).encode()),
        (b"access-control-max-age", PREFLIGHT_S),
    )
