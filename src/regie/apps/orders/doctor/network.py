"""Where a source is as seen from here, and from where it sees us. Sends nothing to anybody but the
resolver: which of our addresses a way begins at is told by the machine's own routes."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from regie.core.sqlguard import Address, Engine, Finding, quote_identifier

DEFAULT_PORTS: Final[dict[Engine, int]] = {
    "postgresql": 5432,
    "mysql": 3306,
    "sqlserver": 1433,
    "sqlite": 0,
}
DEFAULT_ACCOUNT: Final = "regie_reader"
_RESOLVE_S: Final = 3.0

Place = Literal["local", "private", "shared", "public"]
"""`shared`: 100.64.0.0/10, neither private nor public: an operator's network, or a VPN's."""
_LEAST_PROTECTED: Final[tuple[Place, ...]] = ("public", "shared", "private", "local")
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Way:
    host: str
    port: int
    place: Place | None
    """The least protected of its addresses; None when its name means nothing here."""
    ours: str | None
    """Where what we send comes from, before anything translates addresses on the way."""


async def way_to(address: Address) -> Way:
    port = address.port or DEFAULT_PORTS[address.engine]
    if address.engine == "sqlite" or address.is_local:
        return Way(address.host or address.database, port, "local", None)
    try:
        async with asyncio.timeout(_RESOLVE_S):
            found = await asyncio.get_running_loop().getaddrinfo(
                address.host, port, type=socket.SOCK_DGRAM
            )
    except (OSError, TimeoutError, UnicodeError):
        return Way(address.host, port, None, None)
    places: list[Place] = [place_of(str(entry[4][0])) for entry in found]
    worst: Place | None = next((place for place in _LEAST_PROTECTED if place in places), None)
    return Way(address.host, port, worst, _ours(found[0][0], found[0][4]) if found else None)


def place_of(text: str) -> Place:
    address: IpAddress = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    seen: IpAddress = mapped or address
    if seen.is_loopback:
        return "local"
    if seen.is_global:
        return "public"
    return "private" if seen.is_private else "shared"


def _ours(family: int, there: tuple[object, ...]) -> str | None:
    """Connecting a datagram socket sends nothing: it only chooses a route."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(there)
            return str(probe.getsockname()[0])
        except OSError:
            return None


def network_findings(address: Address, way: Way) -> Sequence[Finding]:
    """Where the server is and what follows from it; where we come from, and the rule that lets us
    through."""
    facts: dict[str, object] = {"host": way.host, "port": way.port}
    if way.place == "local":
        return [Finding("network.local", "pass", facts)]
    if way.place is None:
        return [Finding("network.place", "unknown", facts)]
    certificate = Finding(
        "network.certificate",
        "pass" if address.must_verify else "fail",
        facts,
        None if address.must_verify else "?tls=verify&ca=/path/to/their-authority.pem",
    )
    return [_place(address, way, facts), certificate, _from(address, way, facts)]


def _place(address: Address, way: Way, facts: dict[str, object]) -> Finding:
    if way.place == "private":
        return Finding("network.place", "pass", facts)
    if way.place == "shared":
        return Finding("network.shared", "warn", facts)
    return Finding(
        "network.place", "warn", facts, firewall_rule(address.engine, way, account(address))
    )


def _from(address: Address, way: Way, facts: dict[str, object]) -> Finding:
    if way.ours is None:
        return Finding("network.from", "unknown", facts)
    rule = firewall_rule(address.engine, way, account(address))
    return Finding("network.from", "pass", {**facts, "ours": way.ours}, rule)


def account(address: Address) -> str:
    return address.user or DEFAULT_ACCOUNT


def firewall_rule(engine: Engine, way: Way, user: str) -> str:
    """What lets us through and nobody else, where the engine's administrators set it."""
    ours = way.ours or "<our address>"
    bits = 128 if ":" in ours else 32
    passes = f"nft add rule inet filter input ip saddr {ours} tcp dport {way.port} accept"
    if engine == "postgresql":
        name = quote_identifier(user)
        return f"hostssl all {name} {ours}/{bits} scram-sha-256  # pg_hba.conf; and {passes}"
    if engine == "sqlserver":
        return (
            'New-NetFirewallRule -DisplayName "Regie" -Direction Inbound -Action Allow'
            f" -Protocol TCP -LocalPort {way.port} -RemoteAddress {ours}"
        )
    return passes
