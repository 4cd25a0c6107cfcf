"""Which addresses are on the public internet, for sure.

`ipaddress.is_global` alone is not enough: Python 3.11 says True of 224.0.0.1, ff02::1, fec0::1,
::127.0.0.1, of NAT64 (64:ff9b::7f00:1) and of 6to4 (2002:7f00:1::), the last three of which may
lead to 127.0.0.1.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4: Final = (
    IPv4Network("192.0.0.0/24"),  # IETF protocol assignments; a cloud's metadata at .192
    IPv4Network("192.88.99.0/24"),  # 6to4 relays (RFC 7526)
    IPv4Network("168.63.129.16/32"),  # Azure's host, on a public address, from inside only
)
_GLOBAL_UNICAST_6: Final = IPv6Network("2000::/3")
"""All that IANA has given out; NAT64, mapped, compatible, local and multicast are outside."""
_NOT_PUBLIC_6: Final = (
    IPv6Network("2001::/23"),  # IETF protocol assignments: Teredo (2001::/32), ORCHID
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4: holds an IPv4 address
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)


def is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        special = address.is_multicast or any(address in network for network in _NOT_PUBLIC_4)
        return address.is_global and not special
    special = any(address in network for network in _NOT_PUBLIC_6)
    return address in _GLOBAL_UNICAST_6 and address.is_global and not special
