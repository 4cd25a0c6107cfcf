"""Hashes of passwords: argon2id, and bcrypt of those who came from elsewhere.

What an encoded hash says is believed only within bounds: an imported one must not take a minute
or a gigabyte.
"""

from __future__ import annotations

import re
import secrets
from base64 import b64encode
from time import thread_time
from typing import Final

import bcrypt
from argon2.exceptions import VerificationError
from argon2.low_level import Type, hash_secret, verify_secret

MEMORY_KIB: Final = 19_456
PASSES: Final = 2
LANES: Final = 1
"""OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane."""
OURS: Final = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"
"""How hashes of ours begin."""
_SALT_BYTES: Final = 16
_DIGEST_BYTES: Final = 32

_ARGON2ID: Final = re.compile(
    r"\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
)
_MOST_MEMORY_KIB: Final = 131_072
_MOST_PASSES: Final = 6
_MOST_LANES: Final = 8
_BCRYPT: Final = re.compile(r"\$2[aby]\$(0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}")
"""Cost 14 takes a second; $2x$ marks hashes of a broken implementation."""
_BCRYPT_DIGEST: Final = "." * 53
_BCRYPT_BYTES: Final = 72
"""What follows bcrypt has never looked at: those who made these hashes cut it off."""


def make_hash(secret: bytes) -> str:
    salt = secrets.token_bytes(_SALT_BYTES)
    made = hash_secret(secret, salt, PASSES, MEMORY_KIB, LANES, _DIGEST_BYTES, Type.ID)
    return made.decode()


def unmatched_hash(begin: str = OURS) -> str:
    """Of nothing at all: comparing with it takes as long as with a real one, and fails."""
    if begin.startswith("$2"):
        return begin + _BCRYPT_DIGEST
    drawn = (secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_DIGEST_BYTES))
    return begin + "$".join(b64encode(part).decode().rstrip("=") for part in drawn)


def is_known(stored: str) -> bool:
    """Whether it can be compared with: argon2id or bcrypt, within bounds."""
    if found := _ARGON2ID.fullmatch(stored):
        memory, passes, lanes = map(int, found.groups())
        return memory <= _MOST_MEMORY_KIB and passes <= _MOST_PASSES and lanes <= _MOST_LANES
    return _BCRYPT.fullmatch(stored) is not None


def is_ours(stored: str) -> bool:
    """Made with today's parameters."""
    return stored.startswith(OURS)


def matches(typed: bytes, secret: bytes, stored: str) -> bool:
    """`secret` is `typed` in normal form. bcrypt is given the latter: those who made its hashes
    did not normalise."""
    if stored.startswith("$2"):
        return bcrypt.checkpw(typed[:_BCRYPT_BYTES], stored.encode())
    try:
        return verify_secret(stored.encode(), secret, Type.ID)
    except VerificationError:  # another password, or a damaged hash
        return False


def time_of_s(begin: str) -> float:
    """What comparing with a hash that begins like this (`$2b$12$`, `$argon2id$v=19$m=…$`) takes of
    a core here; 0 when nothing is ever compared with it. On a busy machine the clock on the wall
    would say many times as much, for good."""
    stored = unmatched_hash(begin)
    if not is_known(stored):
        return 0.0
    found = _ARGON2ID.fullmatch(stored)
    started = thread_time()
    if found is None:
        matches(b"", b"", stored)
        return thread_time() - started
    memory, passes, _ = map(int, found.groups())
    matches(b"", b"", unmatched_hash())
    return (thread_time() - started) * memory * passes / (MEMORY_KIB * PASSES)
