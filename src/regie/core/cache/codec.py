"""Values as bytes and back, with their type. Never pickle: who can write to Valkey runs no code."""

from __future__ import annotations

import hashlib
from typing import Any, Final, Generic, TypeVar

import msgspec
import zstandard

from regie.core.errors import RegieError

from .immutable import is_immutable

T = TypeVar("T")

COMPRESSED_FROM: Final = 2048
"""Bytes. Below, zstd gains little and its set-up costs more than the network."""
LARGEST_UNPACKED: Final = 64 * 1024 * 1024

_encode = msgspec.msgpack.Encoder().encode
_pack: Final = zstandard.ZstdCompressor(level=1)
_unpack: Final = zstandard.ZstdDecompressor()


class _RememberedError(msgspec.Struct, array_like=True, frozen=True):
    which: int
    detail: str
    retry_after_s: int | None
    params: dict[str, Any]


_decode_error = msgspec.msgpack.Decoder(_RememberedError).decode


class Codec(Generic[T]):
    """For one type. `shareable`: its values can be handed to everybody; others are decoded anew."""

    def __init__(self, kind: Any, errors: tuple[type[RegieError], ...] = ()):
        self.encode = _encode
        self.decode = msgspec.msgpack.Decoder[T](kind).decode
        self.shareable = is_immutable(kind)
        self.fingerprint = _fingerprint(kind, errors)
        """Other types, or another shape of the same, never read each other's bytes."""
        self._errors = errors

    def encode_error(self, error: RegieError) -> bytes:
        which = next(i for i, kind in enumerate(self._errors) if isinstance(error, kind))
        return _encode(_RememberedError(which, error.detail, error.retry_after_s, error.params))

    def decode_error(self, payload: bytes) -> RegieError:
        found = _decode_error(payload)
        return self._errors[found.which](
            found.detail, retry_after_s=found.retry_after_s, **found.params
        )


def compress(payload: bytes) -> tuple[bytes, bool]:
    """And whether it is compressed: what does not shrink by a tenth stays as it is."""
    if len(payload) < COMPRESSED_FROM:
        return payload, False
    packed = _pack.compress(payload)
    return (packed, True) if len(packed) < 0.9 * len(payload) else (payload, False)


def decompress(packed: bytes) -> bytes:
    """Raises ZstdError, also for what would be larger than anything that was ever put in."""
    if zstandard.frame_content_size(packed) > LARGEST_UNPACKED:
        raise zstandard.ZstdError("too large")
    return _unpack.decompress(packed)


def _fingerprint(kind: Any, errors: tuple[type[RegieError], ...]) -> str:
    schema = msgspec.json.encode(msgspec.json.schema(kind), order="sorted")
    codes = ",".join(error.code for error in errors)
    return hashlib.blake2b(schema + codes.encode(), digest_size=4).hexdigest()
