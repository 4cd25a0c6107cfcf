"""Who is asking. One rule: forwarding headers count only when a configured proxy hands them over.

A proxy passes on headers that it does not know, so a client behind it can write the ones that this
proxy leaves alone. Therefore no header outranks another: those that are there must agree, and when
they do not, or one cannot be read, the client is taken to be the proxy itself. A forger then shares
the limits of the proxy's address and is never taken for somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from starlette.types import Scope

from regie.core.ids import new_request_id, valid_request_id

from .hosts import parse_host
from .options import Network

_Address = IPv4Address | IPv6Address

UNIX_PEER: Final = "unix"
UNKNOWN_PEER: Final = "unknown"
_ADDRESS_HEADERS: Final = (b"cf-connecting-ip", b"x-real-ip")
_TRACES_OF_A_PROXY: Final = frozenset(
    (
        b"x-forwarded-for",
        b"x-real-ip",
        b"cf-connecting-ip",
        b"x-forwarded-proto",
        b"x-forwarded-host",
        b"forwarded",
        b"via",
    )
)
_LONGEST_CHAIN: Final = 32


@dataclass(frozen=True, slots=True)
class ClientAddress:
    address: str
    """An IP address in its shortest form, `unix`, or `unknown` for a peer that has gone."""
    key: str
    """For limits: an IPv4 address whole, an IPv6 address cut to its /64."""
    peer: str
    """Who opened the connection: the client, or the last proxy."""
    loopback: bool
    """The client is this machine itself, and nothing says that a proxy stands between."""


@dataclass(frozen=True, slots=True)
class ForwardedBy:
    """What of a request's forwarding headers may be believed."""

    client: ClientAddress
    request_id: str
    cf_ray: str | None = None
    scheme: str | None = None
    host: str | None = None


class ProxyRule:
    def __init__(self, trusted: tuple[Network, ...]):
        self._trusted = trusted
        self._is_trusted = lru_cache(maxsize=4096)(self._in_networks)

    def judge(self, scope: Scope, headers: dict[bytes, bytes]) -> ForwardedBy:
        peer = _peer(scope)
        direct = _address_of(peer)
        proxied = not _TRACES_OF_A_PROXY.isdisjoint(headers)
        if not self._trusted or not self._is_trusted(peer):
            client = _through_unknown_proxy(peer) if direct.loopback and proxied else direct
            return ForwardedBy(client, new_request_id())
        client = _behind(peer, self._client(peer, scope["headers"])) if proxied else direct
        return ForwardedBy(
            client=client,
            request_id=_request_id(headers),
            cf_ray=_cf_ray(headers),
            scheme=_scheme(headers),
            host=_host(headers),
        )

    def trusts(self, peer: str) -> bool:
        return self._is_trusted(peer)

    def _client(self, peer: str, raw: Iterable[tuple[bytes, bytes]]) -> str:
        """The one address that every forwarding header names; `peer` when there is none."""
        named: set[str] = set()
        chain: list[bytes] = []
        seen: set[bytes] = set()
        for name, value in raw:
            if name == b"x-forwarded-for":
                chain += value.split(b",")
            elif name in _ADDRESS_HEADERS:
                address = _parse(value)
                if address is None or name in seen:
                    return peer
                seen.add(name)
                named.add(address)
        if chain:
            hop = self._first_untrusted(chain)
            if hop is None:
                return peer
            named.add(hop)
        if len(named) > 1:
            named = {address for address in named if not self._is_trusted(address)}
        return named.pop() if len(named) == 1 else peer

    def _first_untrusted(self, chain: list[bytes]) -> str | None:
        """Read from the right, for each proxy appends whom it saw; None for anything unreadable."""
        hop = None
        for value in reversed(chain[-_LONGEST_CHAIN:]):
            hop = _parse(value)
            if hop is None or not self._is_trusted(hop):
                return hop
        return hop

    def _in_networks(self, address: str) -> bool:
        if address == UNKNOWN_PEER:
            return False
        parsed = ip_address("127.0.0.1" if address == UNIX_PEER else address)
        return any(parsed in network for network in self._trusted)


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    if client is not None:
        return _normal(client[0]) or UNKNOWN_PEER
    server = scope.get("server")
    # Only a socket file has no port. A TCP peer that is gone has no address either: not the same.
    return UNIX_PEER if server is not None and server[1] is None else UNKNOWN_PEER


@lru_cache(maxsize=4096)
def _normal(text: str) -> str | None:
    """The shortest form; IPv4 out of ::ffff:…; None for what is no address or has a zone."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return None
        return str(address.ipv4_mapped or address)
    return str(address)


def _parse(value: bytes) -> str | None:
    """One address out of a header, with or without brackets and port."""
    text = value.strip().decode("latin-1")
    if len(text) > 64:
        return None
    if text.startswith("["):
        text, _, port = text[1:].partition("]")
        return _normal(text) if port == "" or _is_port(port) else None
    if text.count(":") == 1:
        text, _, port = text.partition(":")
        return _normal(text) if _is_port(f":{port}") else None
    return _normal(text)


def _is_port(text: str) -> bool:
    return text[:1] == ":" and text[1:].isascii() and text[1:].isdigit()


@lru_cache(maxsize=4096)
def _address_of(address: str) -> ClientAddress:
    if address in (UNIX_PEER, UNKNOWN_PEER):
        return ClientAddress(address, address, address, loopback=address == UNIX_PEER)
    parsed = ip_address(address)
    return ClientAddress(address, _key(parsed), address, loopback=parsed.is_loopback)


@lru_cache(maxsize=4096)
def _behind(peer: str, client: str) -> ClientAddress:
    return ClientAddress(client, _address_of(client).key, peer, loopback=False)


@lru_cache(maxsize=16)
def _through_unknown_proxy(peer: str) -> ClientAddress:
    return ClientAddress(peer, _address_of(peer).key, peer, loopback=False)


def _key(address: _Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"


def _request_id(headers: dict[bytes, bytes]) -> str:
    given = headers.get(b"x-request-id", b"").decode("latin-1")
    return given if valid_request_id(given) else new_request_id()


def _cf_ray(headers: dict[bytes, bytes]) -> str | None:
    given = headers.get(b"cf-ray", b"").decode("latin-1")
    return given if valid_request_id(given) else None


def _scheme(headers: dict[bytes, bytes]) -> str | None:
    given = headers.get(b"x-forwarded-proto", b"").rpartition(b",")[2].strip().lower()
    return given.decode() if given in (b"http", b"https") else None


def _host(headers: dict[bytes, bytes]) -> str | None:
    given = headers.get(b"x-forwarded-host", b"").rpartition(b",")[2].strip()
    return given.decode("latin-1") if given and parse_host(given) is not None else None
