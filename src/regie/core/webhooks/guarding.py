"""Where webhooks may lead."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from regie.core.http import (
    STRANGERS_LIMITS,
    AddressRefused,
    Guard,
    HttpClient,
    Limits,
    RemoteError,
    guarded_client,
)
from regie.core.input import parse_url

from .attempting import TIMEOUTS
from .errors import AddressNotAllowed
from .lanes import AT_ONCE

Network = IPv4Network | IPv6Network

LOOPBACK: Final[tuple[Network, ...]] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
LIMITS: Final[Limits] = replace(STRANGERS_LIMITS, per_host=2 * AT_ONCE)

_LOOK_UP_S: Final = 3.0


def webhook_guard(allowed: Iterable[Network], *, loopback: bool) -> Guard:
    """Public servers, the networks that the operator allows, and this machine where it is only
    for trying out."""
    return Guard(allowed=(*allowed, *(LOOPBACK if loopback else ())))


def webhook_client(guard: Guard) -> HttpClient:
    """httptools: a sixth of the CPU, and HTTP/2 has no use for connections that serve once."""
    return guarded_client(guard, engine="httptools", limits=LIMITS, timeouts=TIMEOUTS)


async def check_address(guard: Guard, url: str) -> None:
    """Raises AddressNotAllowed for what leads inside now. What cannot be looked up passes: the
    guard looks again whenever something is sent."""
    parts = parse_url(url)
    try:
        async with asyncio.timeout(_LOOK_UP_S):
            await guard.resolve(parts.host, parts.port)
    except AddressRefused as error:
        raise AddressNotAllowed(error.detail) from error
    except (RemoteError, TimeoutError):
        return
