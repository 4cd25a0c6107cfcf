"""Codes that open one door once."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Final, Literal

Purpose = Literal["invitation", "reset", "first_run"]

LIVES: Final[Mapping[Purpose, timedelta]] = {
    "invitation": timedelta(days=7),
    "reset": timedelta(minutes=30),
    "first_run": timedelta(days=1),
}
PAGES: Final[Mapping[Purpose, str]] = {
    "invitation": "invitation",
    "reset": "reset",
    "first_run": "first-run",
}

_RANDOM_BYTES: Final = 32
_FORM: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_code() -> str:
    return secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of(code: str) -> bytes:
    """What is kept. The code has 256 random bits, so a plain digest gives nothing away."""
    return sha256(code.encode()).digest()


def can_be_code(text: str) -> bool:
    return _FORM.fullmatch(text) is not None


def link_to(base_url: str, purpose: Purpose, code: str) -> str:
    """The code stands behind the #, which browsers send to no server: it is in no log, and in no
    Referer of what the page loads."""
    return f"{base_url}/{PAGES[purpose]}#code={code}"
