"""What a secret of ours looks like, so that a scanner of leaked ones knows it without asking.

A prefix, 256 random bits as 43 characters of base62, and the CRC-32 of all that as 6 more: what
was mistyped or made up costs no query.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from string import ascii_letters, digits
from typing import Final, Literal
from zlib import crc32

Prefix = Literal["regie_pat_", "regie_svc_", "regie_ref_"]
PERSONAL: Final[Prefix] = "regie_pat_"
SERVICE: Final[Prefix] = "regie_svc_"
REFRESH: Final[Prefix] = "regie_ref_"

_ALPHABET: Final = digits + ascii_letters
_RANDOM_CHARACTERS: Final = 43
"""62^43 is a little more than 2^256."""
_CHECK_CHARACTERS: Final = 6
_FORM: Final = re.compile(rb"regie_(?:pat|svc|ref)_[0-9A-Za-z]{49}")
_SHOWN_CHARACTERS: Final = 4


def new_secret(prefix: str) -> str:
    body = prefix + "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_CHARACTERS))
    return body + check_of(body.encode())


def is_secret(presented: bytes) -> bool:
    """Whether it can be one of ours; whether it is, the database knows."""
    body, check = presented[:-_CHECK_CHARACTERS], presented[-_CHECK_CHARACTERS:]
    return _FORM.fullmatch(presented) is not None and check == check_of(body).encode()


def digest_of(secret: bytes) -> bytes:
    """What is stored. It is long and random, so a plain hash gives nothing away."""
    return sha256(secret).digest()


def shown(secret: str) -> str:
    """The beginning, by which people tell their tokens apart."""
    return secret[: len(PERSONAL) + _SHOWN_CHARACTERS]


def check_of(body: bytes) -> str:
    """What stands behind it."""
    number = crc32(body)
    characters = ""
    for _ in range(_CHECK_CHARACTERS):
        number, place = divmod(number, len(_ALPHABET))
        characters = _ALPHABET[place] + characters
    return characters
