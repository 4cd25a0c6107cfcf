"""A key of the widget, and which pages may use it: no clock, no I/O."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Final, Literal

from pydantic_core import PydanticCustomError

from regie.core.i18n import Language
from regie.core.input import HttpUrl, parse_url

Position = Literal["left", "right"]
Scheme = Literal["auto", "light", "dark"]

PREFIX: Final = "wk_"
KEY_PATTERN: Final = "^wk_[0-9A-Za-z]{22}$"
LONGEST_ORIGIN: Final = 300
ORIGIN_PATTERN: Final = (
    r"^(https://([a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?\.){0,4}[a-z]([a-z0-9-]{0,40}[a-z0-9])?"
    r"|http://(localhost|127\.0\.0\.1))(:[1-9][0-9]{0,3})?$"
)
"""What the document says of an origin; `check_origin` takes a little more."""

_LETTERS: Final = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Widget:
    id: int
    tenant: str
    key: str
    name: str
    origins: tuple[str, ...]
    sources: tuple[str, ...] | None
    """Whose orders are found with it; None for all, also those of tomorrow."""
    title: str | None
    colour: str
    language: Language | None
    position: Position
    scheme: Scheme
    active: bool
    created_at: datetime
    version: int
    sort_value: str


def new_key() -> str:
    return PREFIX + "".join(secrets.choice(_LETTERS) for _ in range(22))


def check_origin(text: str) -> str:
    """`https://www.example.fr`, as browsers write it. Plain HTTP is for one's own machine only: on
    the way anybody could put a script of his beside the widget. Raises PydanticCustomError."""
    url = parse_url(text)
    if url.target != "/" or url.fragment:
        raise PydanticCustomError("origin_path", "An origin has no path")
    if url.scheme != "https" and not _is_loopback(url):
        raise PydanticCustomError("origin_http", "An origin is https")
    return url.origin


def _is_loopback(url: HttpUrl) -> bool:
    if url.host == "localhost":
        return True
    try:
        return ip_address(url.host).is_loopback
    except ValueError:
        return False
