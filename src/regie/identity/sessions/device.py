"""On which device somebody signs in, as they will recognise it in a list, and no closer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final

from regie.core.web import SESSION_COOKIE, Exchange

from .secret import digest_of_presented

_LONGEST_AGENT: Final = 512
"""A browser's says who it is in a third of that; reading more costs milliseconds."""
_KEPT_BITS: Final = {4: 24, 6: 48}
"""Enough to tell home from office; a person is not found by it."""
_MOBILE: Final = frozenset({"Android", "iOS"})
_SYSTEMS: Final = {"Mac OS X": "macOS"}


@dataclass(frozen=True, slots=True)
class Device:
    browser: str | None
    """With its major version: `Firefox 132`."""
    system: str | None
    address: str | None
    """A network, `192.0.2.0/24`; None for this machine itself."""
    replaces: bytes | None = None
    """The digest of the session that the request came with, which ends when another begins."""


async def device_of(exchange: Exchange) -> Device:
    """Of the request with which somebody signs in. The first one of a process takes 0.2 s, in a
    thread: rules for a thousand browsers are read."""
    agent = exchange.headers.get(b"user-agent", b"").decode("latin-1")[:_LONGEST_AGENT]
    browser, system = await asyncio.to_thread(named, agent)
    secret = SESSION_COOKIE.read(exchange)
    return Device(
        browser=browser,
        system=system,
        address=network_of(exchange.client.address),
        replaces=None if secret is None else digest_of_presented(secret),
    )


def named(agent: str) -> tuple[str | None, str | None]:
    """Browser and system; None for what nobody knows."""
    from ua_parser import parse  # noqa: PLC0415 - 80 ms, for processes in which somebody signs in

    found = parse(agent)
    browser, system = found.user_agent, found.os
    return (
        None if browser is None else _versioned(browser.family, browser.major),
        None
        if system is None
        else _versioned(
            _SYSTEMS.get(system.family, system.family),
            system.major if system.family in _MOBILE else None,
        ),
    )


def network_of(address: str) -> str | None:
    """None for what is no address: a socket's peer."""
    try:
        network = ip_network(address)
    except ValueError:
        return None
    if network.is_loopback:
        return None
    return str(network.supernet(new_prefix=_KEPT_BITS[network.version]))


def _versioned(family: str, major: str | None) -> str:
    return family if major is None else f"{family} {major}"
