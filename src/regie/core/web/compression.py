"""Answers made on the spot, compressed when it pays. Files are compressed once, at build time.

Only an answer that arrives whole is compressed: what comes in parts is a stream and goes out part
by part.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal, cast

import brotli  # pyright: ignore[reportMissingTypeStubs]
import zstandard

from .headers import RawHeaders, add_vary

Encoding = Literal["zstd", "br", "gzip"]

SMALLEST_BYTES: Final = 500
"""Below one packet there is nothing to win."""
OFF_LOOP_BYTES: Final = 65_536
"""About 1 ms of compression: more would hold up every other request of this process."""

ENCODINGS: Final[tuple[Encoding, ...]] = ("zstd", "br", "gzip")
"""By preference among equals: zstd is the cheapest by far at the same size."""

_COMPRESSIBLE: Final = (
    b"application/json",
    b"application/problem+json",
    b"application/javascript",
    b"application/manifest+json",
    b"application/xml",
    b"image/svg+xml",
)
_LONGEST_HEADER: Final = 256


def _br(body: bytes) -> bytes:
    return cast("bytes", brotli.compress(body, quality=4))  # pyright: ignore[reportUnknownMemberType]


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(level=6, wbits=31)
    return packer.compress(body) + packer.flush()


COMPRESS: Final[dict[Encoding, Callable[[bytes], bytes]]] = {
    "zstd": lambda body: zstandard.ZstdCompressor(level=3).compress(body),
    "br": _br,
    "gzip": _gzip,
}


@lru_cache(maxsize=512)
def negotiate_encoding(accept_encoding: bytes | None) -> Encoding | None:
    """RFC 9110, section 12.5.3. None: as it is."""
    if not accept_encoding:
        return None
    qualities: dict[str, float] = {}
    for part in accept_encoding[:_LONGEST_HEADER].decode("latin-1").lower().split(","):
        coding, _, parameter = part.partition(";")
        qualities[coding.strip()] = _quality(parameter)
    others = qualities.get("*", 0.0)
    best = max(ENCODINGS, key=lambda coding: qualities.get(coding, others))
    return best if qualities.get(best, others) > 0 else None


def _quality(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0


def is_compressible(content_type: bytes) -> bool:
    essence = content_type.partition(b";")[0].strip().lower()
    if essence == b"text/event-stream":
        return False
    return essence.startswith(b"text/") or essence in _COMPRESSIBLE


async def compress(
    status: int, headers: RawHeaders, body: bytes, accept_encoding: bytes | None
) -> tuple[RawHeaders, bytes]:
    """The answer as the client likes it; unchanged when it is small, partial or already encoded."""
    if len(body) < SMALLEST_BYTES or status in (204, 206, 304):
        return headers, body
    named = dict(headers)
    if b"content-encoding" in named or not is_compressible(named.get(b"content-type", b"")):
        return headers, body
    headers = list(headers)
    add_vary(headers, b"Accept-Encoding")
    encoding = negotiate_encoding(accept_encoding)
    if encoding is None or b"no-transform" in named.get(b"cache-control", b""):
        return headers, body
    pack = COMPRESS[encoding]
    packed = await asyncio.to_thread(pack, body) if len(body) > OFF_LOOP_BYTES else pack(body)
    changed = {b"content-length": str(len(packed)).encode()}
    if b"etag" in named and not named[b"etag"].startswith(b"W/"):
        changed[b"etag"] = b"W/" + named[b"etag"]
    headers = [
        (name, changed.get(name, value)) for name, value in headers if name != b"accept-ranges"
    ]
    headers.append((b"content-encoding", encoding.encode()))
    return headers, packed
