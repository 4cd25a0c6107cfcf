"""What a session's cookie holds: 256 random bits, of which only the digest is kept anywhere."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

_BYTES: Final = 32
_LENGTH: Final = 43
"""Of so many bytes in base64url without padding."""


def new_secret() -> str:
    return secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def digest_of_presented(secret: str) -> bytes | None:
    """None for what we never gave out: nobody has to be asked about it."""
    return digest_of(secret) if len(secret) == _LENGTH and secret.isascii() else None
