"""Entries as files: NDJSON for machines, CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal

import msgspec

from regie.core.files import csv_lines

from .repository import SeenEntry

Format = Literal["ndjson", "csv"]

MEDIA_TYPES: Final = {"ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
COLUMNS: Final = (
    "number",
    "at",
    "actor",
    "name",
    "action",
    "subject",
    "outcome",
    "request_id",
    "payload",
    "payload_digest",
    "digest",
)


def encode_head(to: Format) -> bytes:
    """What a file begins with."""
    return b"".join(csv_lines([COLUMNS])) if to == "csv" else b""


def encode_entries(found: Sequence[SeenEntry], to: Format) -> bytes:
    if to == "csv":
        mark_is_written = 1
        return b"".join(islice(csv_lines(map(_cells, found)), mark_is_written, None))
    return b"".join(_ndjson(found))


def _cells(entry: SeenEntry) -> Iterable[object]:
    payload = None if entry.payload is None else msgspec.json.encode(entry.payload).decode()
    return (
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.actor_name,
        entry.action,
        entry.subject,
        entry.outcome,
        entry.request_id,
        payload,
        entry.payload_digest.hex(),
        entry.digest.hex(),
    )


def _ndjson(found: Iterable[SeenEntry]) -> Iterator[bytes]:
    for entry in found:
        line = dict(zip(COLUMNS, _cells(entry), strict=True)) | {"payload": entry.payload}
        yield msgspec.json.encode(line) + b"\n"
