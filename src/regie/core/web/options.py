"""What the edge is told. Bootstrap makes these from the settings; tests make their own."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Literal

from regie.core.i18n import Language

Network = IPv4Network | IPv6Network
Environment = Literal["demo", "development", "production"]


@dataclass(frozen=True, slots=True)
class EdgeOptions:
    environment: Environment = "production"
    root_path: str = ""
    """"" or "/mppeep": validated where it is read, written into pages as it is."""
    default_language: Language = "fr"
    allowed_hosts: tuple[str, ...] = ()
    """Host names without port; `*.example.fr` stands for every name below example.fr."""
    trusted_proxies: tuple[Network, ...] = ()
    metrics_from: tuple[Network, ...] = ()
    """Besides loopback, who may read /metrics."""
    body_limit_bytes: int = 1_048_576
    max_in_flight: int = 100
    max_waiting: int = 100
    max_wait_s: float = 1.0
    max_streams: int = 1000
    max_streams_of_one: int = 100
    """Of one client address, which a whole office may share."""
    access_log: bool = True


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a client may take. A slow line passes; a client that only holds on is cut."""

    headers_s: float = 10.0
    """From the first byte of a request, or from the connection, to the end of its headers."""
    idle_s: float = 75.0
    """Between requests on a connection that is kept; above the 60 s of common proxies."""
    window_s: float = 10.0
    """Over which the rate of a body is measured; the first window is the client's grace."""
    bytes_per_s: int = 1024
    """Below this rate, over a whole window, a body is cut with 408."""
    unread_s: float = 30.0
    """Over which a client must take at least `bytes_per_s` of an answer that waits for it."""
    linger_s: float = 2.0
    """How long the rest of a body is thrown away after an answer that did not wait for it."""
    sweep_s: float = 0.5
    """How often connections are looked at: the resolution of all the above."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    drain_s: float = 1.0
    """Between readiness turning red and the listener closing: load balancers look meanwhile."""
    grace_s: float = 20.0
    """How long running requests may go on after that."""
    deadlines: Deadlines = Deadlines()
    hold_off_s: float = 0.5
    """How long a connection is left unread after a 503, which says to come back in a second."""
    max_connections: int = 10_000
    max_header_bytes: int = 32_768
    max_headers: int = 100
    max_target_bytes: int = 8_192
    backlog: int = 2048
