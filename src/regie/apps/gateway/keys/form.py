"""What a key of the gateway looks like, as Régie's other secrets do."""

from __future__ import annotations

import re
from typing import Final

from regie.identity.tokens.form import check_of, digest_of, new_secret

PREFIX: Final = "regie_gw_"

_FORM: Final = re.compile(rb"regie_gw_[0-9A-Za-z]{49}")
_CHECK_CHARACTERS: Final = 6
_SHOWN_CHARACTERS: Final = 4

__all__ = ["PREFIX", "digest_of", "is_key", "new_key", "shown"]


def new_key() -> str:
    return new_secret(PREFIX)


def is_key(presented: bytes) -> bool:
    """Whether it can be one; what was mistyped or made up costs no query."""
    body, check = presented[:-_CHECK_CHARACTERS], presented[-_CHECK_CHARACTERS:]
    return _FORM.fullmatch(presented) is not None and check == check_of(body).encode()


def shown(secret: str) -> str:
    """The beginning, by which people tell their keys apart."""
    return secret[: len(PREFIX) + _SHOWN_CHARACTERS]
