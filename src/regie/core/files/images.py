"""The dimensions of an image, from its header: nothing is decoded."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO, Final

from .errors import FileBroken, UnpacksTooLarge
from .kinds import GIF, JPEG, PNG, FileKind
from .limits import FileLimits

_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG markers without a length: TEM and RST0 to RST7."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers of a frame (ITU T.81, table B.1): SOF0 to SOF15 less DHT, JPG and DAC."""
_SCAN: Final = 0xDA
_END: Final = 0xD9
_MOST_SEGMENTS: Final = 2_000
"""Before the first scan; cameras write less than a hundred."""


def check_pixels(file: BinaryIO, kind: FileKind, limits: FileLimits) -> None:
    """Raises UnpacksTooLarge for a flood of pixels, FileBroken when there is no size to be read."""
    file.seek(0)
    try:
        width, height = _size(file, kind)
    except (struct.error, IndexError) as error:
        raise FileBroken("the image's header is cut short") from error
    if width == 0 or height == 0:
        raise FileBroken("the image has no pixels")
    if max(width, height) > limits.side_pixels or width * height > limits.pixels:
        raise UnpacksTooLarge(f"{width} × {height} pixels")


def _size(file: BinaryIO, kind: FileKind) -> tuple[int, int]:
    if kind == JPEG:
        return _jpeg_size(file)
    head = file.read(32)
    if kind == PNG:
        if head[12:16] != b"IHDR":
            raise FileBroken("no IHDR chunk")
        return struct.unpack_from(">II", head, 16)
    if kind == GIF:
        return struct.unpack_from("<HH", head, 6)
    return _webp_size(head)


def _webp_size(head: bytes) -> tuple[int, int]:
    """RFC 9649, sections 2.5 to 2.7."""
    chunk = head[12:16]
    if chunk == b"VP8X":
        width, height = head[24:27] + b"\0", head[27:30] + b"\0"
        return struct.unpack("<I", width)[0] + 1, struct.unpack("<I", height)[0] + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise FileBroken("no WebP image chunk")


def _jpeg_size(file: BinaryIO) -> tuple[int, int]:
    """The largest of the frames before the first scan: a decoder may take any of them."""
    file.seek(2)
    found = (0, 0)
    for _ in range(_MOST_SEGMENTS):
        marker = _next_marker(file)
        if marker in (_SCAN, _END):
            return found
        if marker in _STANDALONE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if length < 2:
            raise FileBroken("a segment shorter than its length")
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", file.read(length - 2), 1)
            found = max(found, (width, height), key=lambda size: size[0] * size[1])
        else:
            file.seek(length - 2, os.SEEK_CUR)
    raise FileBroken("segments without end")


def _next_marker(file: BinaryIO) -> int:
    """Any number of fill bytes FF may stand before a marker; here 64."""
    window = file.read(64)
    marker = window.lstrip(b"\xff")[:1]
    fill = len(window) - len(window.lstrip(b"\xff"))
    if fill == 0 or not marker:
        raise FileBroken("no marker where one must be")
    file.seek(fill + 1 - len(window), os.SEEK_CUR)
    return marker[0]
