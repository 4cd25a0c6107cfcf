"""Rows that were refused, given back ready to be corrected.

What it takes to write them is loaded by the thread that does: polars would hold up every other
request of the process for a quarter of a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import BinaryIO, Final, Literal

from regie.core.errors import Invalid
from regie.core.files import CSV, XLSX, FileStore
from regie.core.i18n import Language

from .headers import fold
from .kind import ImportKind
from .layout import Texts

RejectFormat = Literal["csv", "xlsx"]

MOST_SHEET_ROWS: Final = 1_048_575
ROW_TITLE: Final[Texts] = {"fr": "N° de ligne du fichier", "en": "File row"}
REASONS_TITLE: Final[Texts] = {"fr": "Motifs du rejet", "en": "Reasons for rejection"}
"""Headers that our reject files have before and behind those of the file: they tell one that comes
back."""
_MEDIA_TYPES: Final = {"csv": CSV.media_type, "xlsx": XLSX.media_type}


class TooManyForSheet(Invalid):
    """An XLSX sheet ends at 1,048,576 rows."""

    code = "imports.too_many_for_sheet"


def reject_media_type(format_: RejectFormat) -> str:
    return _MEDIA_TYPES[format_]


def are_of_rejects(headers: Iterable[str]) -> bool:
    """One of the two suffices: who tidies a file up may have removed the other."""
    ours = {fold(title) for titles in (ROW_TITLE, REASONS_TITLE) for title in titles.values()}
    return not ours.isdisjoint(map(fold, headers))


async def write_rejects(
    files: FileStore,
    parts: Sequence[str],
    kind: ImportKind,
    to: BinaryIO,
    *,
    format_: RejectFormat,
    language: Language,
) -> None:
    """Raises FileMissing, TooManyForSheet."""
    read = [await _whole(files.read(part)) for part in parts]
    await asyncio.to_thread(_write, read, kind, to, format_, language)


async def write_template(kind: ImportKind, to: BinaryIO, *, language: Language) -> None:
    await asyncio.to_thread(_write, (), kind, to, "csv", language)


def _write(
    parts: Sequence[bytes],
    kind: ImportKind,
    to: BinaryIO,
    format_: RejectFormat,
    language: Language,
) -> None:
    from .reject_frames import write  # noqa: PLC0415 - see above

    write(parts, kind, to, format_=format_, language=language)


async def _whole(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])
