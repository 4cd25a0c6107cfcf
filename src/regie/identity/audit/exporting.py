"""Entries as files: NDJSON for machines, CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal

import msgspec

from regie.core.db import Database
from regie.core.files import csv_lines

from .repository import SeenEntry, Wanted, following

Format = Literal["ndjson", "csv"]

ROWS_AT_ONCE: Final = 1_000
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


async def exported(
    database: Database, tenant: str, wanted: Wanted, to: Format, *, through: int
) -> AsyncGenerator[bytes]:
    """Up to the number `through`, in pages, each read in a transaction of its own: nothing is held
    while somebody reads slowly."""
    if to == "csv":
        yield b"".join(csv_lines([COLUMNS]))
    after = 0
    while after < through:
        async with database.begin() as connection:
            found = await following(
                connection, tenant, wanted, after=after, through=through, limit=ROWS_AT_ONCE
            )
        yield _encoded(found, to)
        after = found[-1].number if len(found) == ROWS_AT_ONCE else through


def _encoded(found: Sequence[SeenEntry], to: Format) -> bytes:
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
