"""Which files can be imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regie.core.files import CSV, PARQUET, XLSX, FileKind, FileLimits


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    kind: FileKind


FORMATS: Final = (Format("csv", CSV), Format("xlsx", XLSX), Format("parquet", PARQUET))
ACCEPTED: Final = frozenset(each.kind for each in FORMATS)
IMPORT_LIMITS: Final = FileLimits(size_bytes=268_435_456, unpacked_bytes=536_870_912)
"""Some three million lines as CSV; an XLSX is held in memory whole."""


def format_of(kind: FileKind) -> Format:
    return next(each for each in FORMATS if each.kind == kind)
