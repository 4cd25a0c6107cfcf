"""The clients of an installation, as bootstrap makes them."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Final, Literal

from .aiohttp_transport import AiohttpTransport
from .client import HttpClient
from .httpcore_transport import HttpcoreTransport
from .model import STRANGERS_LIMITS, STRANGERS_TIMEOUTS, Limits, Timeouts
from .names import Guard, Names, Resolve
from .transport import Transport

Engine = Literal["httpcore", "aiohttp"]

_ENGINES: Final[dict[Engine, Callable[..., Transport]]] = {
    "httpcore": HttpcoreTransport,
    "aiohttp": AiohttpTransport,
}


def pooled_client(
    *,
    engine: Engine = "httpcore",
    limits: Limits | None = None,
    timeouts: Timeouts | None = None,
    tls: ssl.SSLContext | None = None,
) -> HttpClient:
    """For addresses that the operator set. `httpcore` speaks HTTP/1.1 and HTTP/2; `aiohttp`
    HTTP/1.1 only, for much less CPU."""
    limits = limits or Limits()
    transport = _ENGINES[engine](Names().resolve, limits, tls=tls)
    return HttpClient(transport, limits=limits, timeouts=timeouts)


def guarded_client(
    guard: Guard | None = None,
    *,
    engine: Engine = "httpcore",
    limits: Limits = STRANGERS_LIMITS,
    timeouts: Timeouts = STRANGERS_TIMEOUTS,
    tls: ssl.SSLContext | None = None,
) -> HttpClient:
    """For addresses that people give, webhooks first: see Guard."""
    resolve: Resolve = (guard or Guard()).resolve
    transport = _ENGINES[engine](resolve, limits, tls=tls)
    return HttpClient(transport, name="http_guarded", limits=limits, timeouts=timeouts)
