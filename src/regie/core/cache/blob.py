"""An entry's bytes in Valkey: until when it is fresh, of which versions, and the value.

1 byte   bit 0: compressed, bit 1: an error
8 bytes  fresh until, in milliseconds of Valkey's own clock
1 byte   how many versions follow, of 8 bytes each, in the order of the names
the rest is the value
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Final

import msgspec
from zstandard import ZstdError

from .codec import compress, decompress

_HEAD: Final = Struct("<Bq")
_COMPRESSED: Final = 1
_ERROR: Final = 2
VERSION_BYTES: Final = 8


class Found(msgspec.Struct):
    """An entry of Valkey whose versions hold."""

    fresh_until_s: float
    """On the server's clock."""
    is_error: bool
    payload: bytes


def stamp_of(versions: Sequence[bytes | None]) -> bytes | None:
    """What a blob of these versions bears; None, which no blob bears, when one is missing."""
    if None in versions:
        return None
    return b"".join((len(versions).to_bytes(), *versions))  # pyright: ignore[reportArgumentType] - None was excluded


def write_blob(payload: bytes, stamp: bytes, fresh_until_ms: int, *, is_error: bool) -> bytes:
    packed, compressed = compress(payload)
    flags = _COMPRESSED * compressed + _ERROR * is_error
    return b"".join((_HEAD.pack(flags, fresh_until_ms), stamp, packed))


def read_blob(blob: bytes | None, stamp: bytes | None) -> Found | None:
    """None when it is missing, unreadable, or of other versions than the stamp's."""
    if blob is None or stamp is None or not blob.startswith(stamp, _HEAD.size):
        return None
    flags, fresh_until_ms = _HEAD.unpack_from(blob)
    payload = blob[_HEAD.size + len(stamp) :]
    if flags & _COMPRESSED:
        try:
            payload = decompress(payload)
        except ZstdError:
            return None
    return Found(fresh_until_ms / 1000, flags & _ERROR != 0, payload)
