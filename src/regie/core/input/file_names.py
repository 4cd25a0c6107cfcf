"""Names of files as people may see and download them; never used to make a path here."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pydantic_core import PydanticCustomError

from .findings import without_objections
from .texts import check_line

LONGEST_FILE_NAME: Final = 120
"""Characters. With 4 bytes each it may pass the 255 bytes of most file systems …"""
MOST_BYTES: Final = 255
"""… so bytes are bounded too."""
_LONGEST_EXTENSION: Final = 16

_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_RESERVED: Final = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"]
)
"""Devices on Windows, whatever the extension (learn.microsoft.com, Naming Files)."""


def check_file_name(text: str) -> str:
    """The name in NFC, when every system can keep it. Raises PydanticCustomError."""
    name = check_line(text)
    if (
        _FORBIDDEN.search(name)
        or not name
        or name[0] == "."
        or name[-1] == "."
        or _is_device(name)
        or len(name.encode()) > MOST_BYTES
        or len(name) > LONGEST_FILE_NAME
    ):
        raise PydanticCustomError("file_name", "Not a file name that every system can keep")
    return name


def safe_file_name(text: str, *, fallback: str = "document") -> str:
    """The nearest name that `check_file_name` accepts; `fallback` when nothing is left."""
    last = re.split(r"[\\/]", text)[-1][: 4 * LONGEST_FILE_NAME]
    plain = " ".join(unicodedata.normalize("NFC", without_objections(last)).split())
    name = _trimmed(_FORBIDDEN.sub("_", plain))
    if _is_device(name):
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        stem, extension = name, ""
    tail = dot + extension if extension else ""
    while len(stem + tail) > LONGEST_FILE_NAME or len((stem + tail).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return _trimmed(unicodedata.normalize("NFC", stem + tail)) or fallback


def _trimmed(name: str) -> str:
    return name.strip(" .").strip()


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip().upper() in _RESERVED
