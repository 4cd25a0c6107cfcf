"""From what a caller says to what is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypedDict

import msgspec
from structlog.contextvars import get_contextvars

from regie.core.input import HttpUrl, parse_url

from .model import Headers, Request, Timeouts

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Asked(TypedDict, total=False):
    """What a request may say besides its method and address."""

    headers: Mapping[str, str]
    body: bytes
    json: object
    """Sent as the body; with it `body` is not looked at."""
    timeouts: Timeouts
    """Of this request, instead of the client's."""


def build_request(method: str, url: str | HttpUrl, asked: Asked, *, compressed: bool) -> Request:
    """Raises ValueError for an address or a header that cannot be sent."""
    body = asked.get("body", b"")
    sent = {
        "User-Agent": "Regie",
        "Accept": "*/*",
        "Accept-Encoding": "gzip" if compressed else "identity",
    }
    request_id = get_contextvars().get("request_id")
    if request_id is not None:
        sent["X-Request-ID"] = str(request_id)
    if "json" in asked:
        body = msgspec.json.encode(asked["json"])
        sent["Content-Type"] = "application/json"
    target = parse_url(url) if isinstance(url, str) else url
    return Request(method, target, _headers(sent, asked.get("headers", {})), body)


def _headers(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Headers:
    """The caller's win."""
    names = {name.lower() for name in theirs}
    pairs = [(name, value) for name, value in ours.items() if name.lower() not in names]
    pairs += theirs.items()
    for name, value in pairs:
        if not (_is_name(name) and _is_value(value)):
            raise ValueError(f"the header {name!r} cannot be sent")
    return Headers(tuple(pairs))


@lru_cache(maxsize=256)
def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def _is_value(value: str) -> bool:
    """RFC 9110, section 5.5: no line break, which would begin a header of somebody else's choice,
    and no letter beyond ASCII, which one engine refuses and the other sends as UTF-8."""
    return value.isascii() and value.replace("\t", "").isprintable()
