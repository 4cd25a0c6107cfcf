"""What a file is, by its content, and whether it may be taken. Reads; blocks; runs in a thread."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from typing import BinaryIO, Final

from .archives import check_gzip, check_zip
from .errors import FileTypeRefused
from .images import check_pixels
from .kinds import CSV, GZIP, IMAGES, TEXT, ZIP, FileKind, agrees, kind_of_signature
from .limits import FileLimits

_PIECE: Final = 1_048_576
_HEAD: Final = 16
_NOT_TEXT: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def inspect(
    file: BinaryIO, name: str, declared: str, accepted: Collection[FileKind], limits: FileLimits
) -> FileKind:
    """Raises FileTypeRefused, FileBroken or UnpacksTooLarge. An archive or image is looked into
    only when its type is accepted."""
    file.seek(0)
    kind = kind_of_signature(file.read(_HEAD))
    if kind is None:
        kind = _text_kind(file, name)
    elif kind == ZIP:
        if not any(agrees(each, name, declared) for each in accepted):
            raise FileTypeRefused("a ZIP file under another name")
        kind = check_zip(file, limits)
    if kind not in accepted or not agrees(kind, name, declared):
        raise FileTypeRefused(f"{kind.media_type} is not accepted here, or under this name")
    if kind == GZIP:
        check_gzip(file, limits)
    elif kind in IMAGES:
        check_pixels(file, kind, limits)
    return kind


def _text_kind(file: BinaryIO, name: str) -> FileKind:
    """Text is what has no byte that no text has, in UTF-8 or else in Windows-1252, as spreadsheets
    write it. Nothing but the name tells a CSV file from another text."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf_8 = True
    while data := file.read(_PIECE):
        if _NOT_TEXT.search(data):
            raise FileTypeRefused("neither a known type nor text")
        utf_8 = utf_8 and _decodes(decoder, data)
    if not (utf_8 and _decodes(decoder, b"", final=True)):
        _check_windows_1252(file)
    return CSV if name.lower().endswith(".csv") else TEXT


def _decodes(decoder: codecs.IncrementalDecoder, data: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(data, final)
    except UnicodeDecodeError:
        return False
    return True


def _check_windows_1252(file: BinaryIO) -> None:
    """Five of its bytes mean nothing (81, 8D, 8F, 90 and 9D): binary data soon has one."""
    file.seek(0)
    while data := file.read(_PIECE):
        try:
            data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise FileTypeRefused("neither UTF-8 nor Windows-1252") from error
