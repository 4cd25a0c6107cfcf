"""From the name of a host to the addresses that may be connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Final

from .addresses import Address, Network, is_public
from .errors import AddressRefused, RemoteUnavailable

Lookup = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses of a name, as texts. Raises RemoteUnavailable when there are none."""
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses to connect to for a host, a name or an address, and a port."""

USUAL_PORTS: Final = frozenset({80, 443})
FIRST_FREE_PORT: Final = 1024
"""Below stand the services of the system, most of which mistake HTTP for something else."""

_THREADS: Final = ThreadPoolExecutor(max_workers=8, thread_name_prefix="dns")
"""Apart from the loop's own few: names whose servers never answer may hold all of these for the
resolver's 10 to 30 seconds, and nothing else waits for them. Starts no thread before its use."""


async def system_lookup(name: str) -> Sequence[str]:
    """As the system resolves: /etc/hosts, DNS. Has no time-out of its own; connecting has."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.run_in_executor(_THREADS, _getaddrinfo, name)
    except (socket.gaierror, UnicodeError) as error:
        raise RemoteUnavailable(f"{name}: {type(error).__name__}") from error
    return list(dict.fromkeys(found))


def _getaddrinfo(name: str) -> list[str]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


class Names:
    """For addresses that the operator set: leads wherever they lead."""

    def __init__(self, lookup: Lookup = system_lookup):
        self._lookup = lookup

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        del port
        return [host] if is_literal(host) else await self._lookup(host)


class Guard:
    """For addresses that people give: public servers on usual ports, or AddressRefused.

    A name is looked up once per connection, every address is checked, and only checked addresses
    are connected to: what the name says a moment later changes nothing. `allowed` opens networks
    that are not public, on every port from 1024 on as well; `refused` closes public ones, such as
    the installation's own.
    """

    def __init__(
        self,
        lookup: Lookup = system_lookup,
        *,
        ports: Collection[int] = USUAL_PORTS,
        allowed: Iterable[Network] = (),
        refused: Iterable[Network] = (),
    ):
        self._names = Names(lookup)
        self._ports = frozenset(ports)
        self._allowed = tuple(allowed)
        self._refused = tuple(refused)

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        usual = port in self._ports
        if not usual and (not self._allowed or port < FIRST_FREE_PORT):
            raise AddressRefused(f"{host}: port {port}")
        found = await self._names.resolve(host, port)
        for address in found:
            if not self._may_be_connected(ip_address(address), usual=usual):
                raise AddressRefused(f"{host}: leads to {address}, port {port}")
        return found

    def _may_be_connected(self, address: Address, *, usual: bool) -> bool:
        if any(address in network for network in self._refused):
            return False
        allowed = any(address in network for network in self._allowed)
        return allowed or (usual and is_public(address))


def is_literal(host: str) -> bool:
    """Of a host that `parse_url` accepted: an address, not a name."""
    return ":" in host or host.replace(".", "").isdecimal()
