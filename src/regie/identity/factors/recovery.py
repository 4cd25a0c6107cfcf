"""Recovery codes: ten, each of which opens once what the authenticator would.

A code has 60 random bits, which somebody can type. For less than 112 bits ASVS 5 (6.5.2) wants a
password's hash with a salt, and so it is: argon2id, with one salt for the ten of a person, so that
a code is found by its digest and costs one hash. A keyed HMAC would be quicker, but all codes would
end with the key that made them: `regie config reseal` cannot make digests anew.
"""

from __future__ import annotations

import secrets
from typing import Final

from argon2.low_level import Type, hash_secret_raw

from regie.identity.signin.hashes import LANES, MEMORY_KIB, PASSES

CODES: Final = 10
SALT_BYTES: Final = 16
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: no i, l, o, u."""
_READ_AS: Final = str.maketrans("ilo", "110")
_CHARACTERS: Final = 12
_GROUP: Final = 4
_DIGEST_BYTES: Final = 32


def new_codes() -> list[str]:
    return [_new_code() for _ in range(CODES)]


def normal(typed: str) -> str | None:
    """As it was drawn, however it was typed; None for what can be none."""
    code = typed.replace("-", "").replace(" ", "").lower().translate(_READ_AS)
    return code if len(code) == _CHARACTERS and set(code) <= set(_ALPHABET) else None


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def digest_of(code: str, salt: bytes) -> bytes:
    """Of a code in its normal form. Takes some 25 ms and 19 MiB, as a password does."""
    return hash_secret_raw(code.encode(), salt, PASSES, MEMORY_KIB, LANES, _DIGEST_BYTES, Type.ID)


def digests_of(codes: list[str], salt: bytes) -> list[bytes]:
    return [digest_of(code.replace("-", ""), salt) for code in codes]


def _new_code() -> str:
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))
    return "-".join(drawn[at : at + _GROUP] for at in range(0, _CHARACTERS, _GROUP))
