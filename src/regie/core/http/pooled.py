"""The clients of an installation, as bootstrap makes them."""

from __future__ import annotations

import ssl

from .client import HttpClient
from .late_transport import Engine, LateTransport
from .model import STRANGERS_LIMITS, STRANGERS_TIMEOUTS, Limits, Timeouts
from .names import Guard, Names, Resolve


def pooled_client(
    *,
    engine: Engine = "httpcore",
    limits: Limits | None = None,
    timeouts: Timeouts | None = None,
    tls: ssl.SSLContext | None = None,
) -> HttpClient:
    """For addresses that the operator set. `httpcore` speaks HTTP/1.1 and HTTP/2; `httptools`
    HTTP/1.1 only, for much less CPU."""
    limits = limits or Limits()
    transport = LateTransport(engine, Names().resolve, limits, tls=tls)
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
    transport = LateTransport(engine, resolve, limits, tls=tls)
    return HttpClient(transport, name="http_guarded", limits=limits, timeouts=timeouts)
