"""Addresses on the web, read by one strict parser. Everything that speaks HTTP gets its parts.

What two parsers might read differently is refused instead of interpreted: user names, backslashes,
blanks, numbers in place of a host (`0x7f.1`, `2130706433`, `010.1`), zone ids, final dots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final, Literal, LiteralString, NoReturn, cast
from urllib.parse import quote

import idna
from pydantic_core import PydanticCustomError

Scheme = Literal["http", "https"]

LONGEST_URL: Final = 2048
DEFAULT_PORT: Final[dict[Scheme, int]] = {"http": 80, "https": 443}

_PARTS: Final = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.I | re.S)
_UNREADABLE: Final = re.compile(r'[\x00-\x20\x7f-\xa0\\<>"{}|^`\u2028\u2029\u3000\ud800-\udfff]')
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~[]"
_QUERY_SAFE: Final = _PATH_SAFE + "?"


@dataclass(frozen=True, slots=True)
class HttpUrl:
    """`host` is ASCII and in lower case; an IPv6 address stands without brackets."""

    scheme: Scheme
    host: str
    port: int
    target: str
    """Path and query, percent-encoded; begins with `/`; no `?` without a query."""
    fragment: str = ""

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}" + (f"#{self.fragment}" if self.fragment else "")


@lru_cache(maxsize=1024)
def parse_url(text: str) -> HttpUrl:
    """Raises PydanticCustomError, a ValueError, whose type says which part is refused."""
    text = text.strip(" ")
    match = _PARTS.fullmatch(text)
    if len(text) > LONGEST_URL or _UNREADABLE.search(text) or _BARE_PERCENT.search(text):
        _refuse("url_characters")
    if match is None:
        _refuse("url_scheme")
    scheme = cast("Scheme", match[1].lower())
    host, port = _authority(match[2], scheme)
    query = f"?{quote(match[4], safe=_QUERY_SAFE)}" if match[4] else ""
    target = (quote(match[3], safe=_PATH_SAFE) or "/") + query
    return HttpUrl(scheme, host, port, target, quote(match[5] or "", safe=_QUERY_SAFE))


def check_url(text: str) -> str:
    url = str(parse_url(text))
    if len(url) > LONGEST_URL:
        _refuse("url_characters")
    return url


def _authority(text: str, scheme: Scheme) -> tuple[str, int]:
    if "@" in text:
        _refuse("url_userinfo")
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and rest[0] != ":"):
            _refuse("url_host")
        return _ipv6(host), _port(rest[1:] if rest else None, scheme)
    host, colon, port = text.partition(":")
    return _host(host), _port(port if colon else None, scheme)


def _port(text: str | None, scheme: Scheme) -> int:
    if text is None:
        return DEFAULT_PORT[scheme]
    if _PORT.fullmatch(text) is None or int(text) > 65535:
        _refuse("url_port")
    return int(text)


def _ipv6(text: str) -> str:
    try:
        address = IPv6Address(text)
    except AddressValueError:
        _refuse("url_host")
    if address.scope_id is not None:
        _refuse("url_host")
    return address.compressed


def _host(text: str) -> str:
    host = text.lower() if text.isascii() else _idna(text)
    labels = host.split(".")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        _refuse("url_host")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            _refuse("url_host")
    return host


def _idna(text: str) -> str:
    if len(text) > 253:
        _refuse("url_host")
    try:
        return idna.encode(text, uts46=True).decode()
    except idna.IDNAError:
        _refuse("url_host")


def _refuse(code: LiteralString) -> NoReturn:
    raise PydanticCustomError(code, "Not an address that can be used")
