"""Files as people and attackers make them."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator

PDF_BYTES = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def png(width: int, height: int) -> bytes:
    header = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    checksum = zlib.crc32(b"IHDR" + header)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + header
        + struct.pack(">I", checksum)
    )


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def frame(width: int, height: int, marker: int = 0xC0) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">HBHHB", 8, 8, height, width, 0)


def jpeg(*frames: bytes) -> bytes:
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    return b"\xff\xd8" + app + b"\xff\xff\xff\xfe\x00\x04hi" + b"".join(frames) + b"\xff\xda\0\2"


def webp_extended(width: int, height: int) -> bytes:
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + size


def webp_lossless(width: int, height: int) -> bytes:
    bits = struct.pack("<I", (width - 1) | (height - 1) << 14)
    return b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + bits + bytes(8)


def webp_lossy(width: int, height: int) -> bytes:
    size = struct.pack("<HH", width, height)
    return b"RIFF\x16\0\0\0WEBPVP8 \x0a\0\0\0" + bytes(3) + b"\x9d\x01\x2a" + size + bytes(4)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def xlsx(**more: bytes) -> bytes:
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<worksheet/>"}
    return zipped({"[Content_Types].xml": b"<Types/>", **parts, **more})


def lying_zip(data: bytes, declared: int) -> bytes:
    """One member that unpacks into `data` and says that it is `declared` long."""
    packed = zlib.compress(data, 9)[2:-4]
    name = b"a"
    common = struct.pack(
        "<HHHHHIIIHH", 20, 0, 8, 0, 0x21, zlib.crc32(data[:declared]), len(packed), declared, 1, 0
    )
    local = b"PK\3\4" + common + name + packed
    central = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    central += name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def overlapping_zip(data: bytes, members: int) -> bytes:
    """Many members of the directory share the bytes of one, as in bombs without recursion."""
    single = zipped({"a": data})
    end = single[-22:]
    offset = struct.unpack("<I", end[16:20])[0]
    local, central = single[:offset], single[offset:-22]
    many = b"".join(central[:-1] + bytes([97 + number % 26]) for number in range(members))
    return (
        local
        + many
        + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, members, members, len(many), len(local), 0)
    )


def gzip_bomb(size_bytes: int) -> bytes:
    return gzip.compress(bytes(size_bytes), 9)


async def chunked(data: bytes, size: int = 65_536) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
