"""The types of files that can be accepted, and how each is told by its content.

Signatures stand at the first byte and are looked for in full. (The library `filetype` takes two or
three bytes for some: to it a CSV that begins with « BMW; » is an image.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FileKind:
    media_type: str
    extensions: tuple[str, ...]
    also_declared: tuple[str, ...] = ()
    """Other media types that browsers send for it."""


PDF: Final = FileKind("application/pdf", ("pdf",))
PNG: Final = FileKind("image/png", ("png",))
JPEG: Final = FileKind("image/jpeg", ("jpg", "jpeg"), ("image/jpg", "image/pjpeg"))
GIF: Final = FileKind("image/gif", ("gif",))
WEBP: Final = FileKind("image/webp", ("webp",))
ZIP: Final = FileKind("application/zip", ("zip",), ("application/x-zip-compressed",))
XLSX: Final = FileKind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)
)
DOCX: Final = FileKind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)
)
GZIP: Final = FileKind("application/gzip", ("gz",), ("application/x-gzip",))
CSV: Final = FileKind(
    "text/csv",
    ("csv",),
    ("text/plain", "application/csv", "application/vnd.ms-excel"),  # the last: Windows with Excel
)
PARQUET: Final = FileKind(
    "application/vnd.apache.parquet", ("parquet",), ("application/x-parquet",)
)
TEXT: Final = FileKind("text/plain", ("txt", "log", "md"))

IMAGES: Final = frozenset({PNG, JPEG, GIF, WEBP})
OFFICE: Final = frozenset({XLSX, DOCX})

_UNKNOWING: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""What a sender declares who does not know."""


def kind_of_signature(head: bytes) -> FileKind | None:
    """By the first 12 bytes; ZIP for everything that is a ZIP file, GZIP likewise."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return None


_SIGNATURES: Final = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"PK\x03\x04", ZIP),
    (b"\x1f\x8b\x08", GZIP),
    (b"PAR1", PARQUET),
)


def agrees(kind: FileKind, name: str, declared: str) -> bool:
    """Whether the name's extension and the declared media type may mean this kind."""
    extension = name.rpartition(".")[2].lower()
    media_type = declared.partition(";")[0].strip().lower()
    honest = media_type in (kind.media_type, *kind.also_declared, *_UNKNOWING)
    return honest and extension in kind.extensions
