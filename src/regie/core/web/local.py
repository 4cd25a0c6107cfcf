"""Who sits at the machine."""

from __future__ import annotations

from .exchange import Exchange
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
