"""Rows that were refused: kept as they came, given back ready to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final, Literal

from regie.core.files import CSV, XLSX, FileStore
from regie.core.i18n import Language

from .kind import ImportKind

RejectFormat = Literal["csv", "xlsx"]

_MEDIA_TYPES: Final = {"csv": CSV.media_type, "xlsx": XLSX.media_type}


def reject_media_type(format_: RejectFormat) -> str:
    return _MEDIA_TYPES[format_]


async def write_rejects(
    files: FileStore,
    parts: Sequence[str],
    kind: ImportKind,
    format_: RejectFormat,
    language: Language,
    to: BinaryIO,
) -> None:
    raise NotImplementedError


async def write_template(kind: ImportKind, language: Language, to: BinaryIO) -> None:
    raise NotImplementedError
