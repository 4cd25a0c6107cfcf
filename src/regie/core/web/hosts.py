"""Under which names this server answers: the defence against rebound and forged Host headers."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from typing import Final

from regie.core.errors import Malformed

from .errors import Misdirected
from .options import Environment

_HOST: Final = re.compile(
    rb"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[(?P<v6>[0-9A-Fa-f:.]{2,45})\])(?::[0-9]{0,5})?"
)


@lru_cache(maxsize=1024)
def parse_host(header: bytes) -> str | None:
    """The name in lower case, without port, brackets and final dot; None when it is malformed."""
    match = _HOST.fullmatch(header)
    if match is None:
        return None
    if match["v6"] is not None:
        return _as_address(match["v6"].decode())
    return match["name"].decode().lower().rstrip(".") or None


def _as_address(name: str) -> str | None:
    try:
        return str(ip_address(name))
    except ValueError:
        return None


def is_loopback_name(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    address = _as_address(name)
    return address is not None and ip_address(address).is_loopback


class HostRule:
    """Allows the names listed, and loopback names from this machine itself.

    Outside production, with nothing listed, loopback names and every address written as numbers
    are allowed too: a page can rebind its own name to this machine, but never a number.
    """

    def __init__(self, allowed: tuple[str, ...], environment: Environment):
        names = [name.lower().rstrip(".") for name in allowed]
        self._exact = frozenset(name.strip("[]") for name in names if not name.startswith("*."))
        self._below = tuple(name[1:] for name in names if name.startswith("*."))
        self._numbers = environment != "production" and not allowed
        self._is_allowed = lru_cache(maxsize=1024)(self._judge)

    def check(self, header: bytes | None, *, from_loopback: bool) -> str:
        """The name asked for. Raises Malformed for none or a broken one, Misdirected for others."""
        name = parse_host(header) if header is not None else None
        if name is None:
            raise Malformed("no valid Host")
        if self._is_allowed(name) or (from_loopback and is_loopback_name(name)):
            return name
        raise Misdirected(name)

    def _judge(self, name: str) -> bool:
        if name in self._exact or name.endswith(self._below):
            return True
        return self._numbers and (is_loopback_name(name) or _as_address(name) is not None)
