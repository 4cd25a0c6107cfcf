"""Pages for whoever sits at the machine, until somebody can be asked who they are."""

from __future__ import annotations

from fastapi import Request

from regie.core.errors import NotFound

from .declared import may_raise
from .exchange import Exchange, exchange_of
from .hosts import is_loopback_name, parse_host

_FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-real-ip", b"cf-connecting-ip", b"via")


def is_local(exchange: Exchange) -> bool:
    """From this machine, under its own name, and through nobody.

    The name too: a page in a browser on this machine may have rebound its own to us. The headers
    too: a proxy on this machine that nobody told us about also comes from loopback.
    """
    host = parse_host(exchange.headers.get(b"host", b"")) or ""
    return (
        exchange.client.loopback
        and is_loopback_name(host)
        and not any(name in exchange.headers for name in _FORWARDED)
    )


@may_raise(NotFound)
def local_only(request: Request) -> None:
    """A dependency. Raises NotFound, as if the route did not exist."""
    if not is_local(exchange_of(request.scope)):
        raise NotFound
