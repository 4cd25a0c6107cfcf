"""An entry's bytes in Valkey: until when it is fresh, of which versions, and the value.

1 byte   bit 0: compressed, bit 1: an error
8 bytes  fresh until, in milliseconds of Valkey's own clock
1 byte   how many versions follow, of 8 bytes each, in the order of the names
the rest is the value
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Final, NamedTuple

from zstandard import ZstdError

from .codec import compress, decompress

_HEAD: Final = Struct("<BqB")
_COMPRESSED: Final = 1
_ERROR: Final = 2
VERSION_BYTES: Final = 8


class Found(NamedTuple):
    """An entry of Valkey whose versions hold."""

    fresh_until_ms: int
    is_error: bool
    payload: bytes


def write_blob(
    payload: bytes, versions: Sequence[bytes], fresh_until_ms: int, *, is_error: bool
) -> bytes:
    packed, compressed = compress(payload)
    flags = _COMPRESSED * compressed + _ERROR * is_error
    return b"".join((_HEAD.pack(flags, fresh_until_ms, len(versions)), *versions, packed))


def read_blob(blob: bytes | None, versions: Sequence[bytes | None]) -> Found | None:
    """None when it is missing, unreadable, or of other versions than these; a missing version
    never matches."""
    if blob is None or None in versions or len(blob) < _HEAD.size:
        return None
    flags, fresh_until_ms, count = _HEAD.unpack_from(blob)
    begins = _HEAD.size + VERSION_BYTES * count
    if blob[_HEAD.size : begins] != b"".join(versions):  # pyright: ignore[reportArgumentType] - None was excluded
        return None
    payload = blob[begins:]
    if flags & _COMPRESSED:
        try:
            payload = decompress(payload)
        except ZstdError:
            return None
    return Found(fresh_until_ms, bool(flags & _ERROR), payload)
