"""For whom an answer holds. It is part of every key, so that nobody is handed another's."""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

import msgspec

Part = str | int | bytes | None
"""What a key is made of. Equal parts are one key, so `True` is refused: it equals 1."""
Key = tuple["Scope", tuple[Part, ...]]

_PARTS: Final = frozenset((str, int, bytes, type(None)))
DIGEST_BYTES: Final = 16
_encode = msgspec.msgpack.Encoder().encode


class Scope(NamedTuple):
    """A person or a role only where the answer depends on it; always a tenant."""

    tenant: str
    person: str | None = None
    role: str | None = None


def digest(key: Key) -> bytes:
    """16 bytes that stand for the key outside the process: names of keys tell nothing about people.

    Raises TypeError for what cannot be a key.
    """
    scope, parts = key
    if not isinstance(scope, Scope) or not scope.tenant:  # pyright: ignore[reportUnnecessaryIsInstance] - a tuple equals a Scope
        raise TypeError("a key needs a Scope with a tenant")
    for part in parts:
        if type(part) not in _PARTS:
            raise TypeError(f"{type(part).__name__} cannot be part of a key")
    return hashlib.blake2b(_encode(key), digest_size=DIGEST_BYTES).digest()
