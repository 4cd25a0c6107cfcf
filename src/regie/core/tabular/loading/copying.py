"""Rows into PostgreSQL by COPY, from columns.

For columns of fixed width, binary: numpy lays out all rows of a block at once, several times as
fast as drivers that go row by row (bench/retail.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
import psycopg
from psycopg import sql

Values = npt.NDArray[Any] | str
"""A column without nulls, or the text that all rows have."""
_Stored = npt.NDArray[Any] | bytes

_SIGNATURE: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"
_BLOCK_ROWS: Final = 16_384
"""One to two megabytes: they stay in the processor's cache, and memory does not grow."""
_EPOCH: Final = np.datetime64("2000-01-01")
_STORED: Final[Mapping[str, str]] = {
    "int16": ">i2",
    "int32": ">i4",
    "int64": ">i8",
    "float64": ">f8",
    "bool": "i1",
    "datetime64[D]": ">i4",
    "datetime64[us]": ">i8",
}


def copy_fixed(connection: psycopg.Connection, table: str, columns: Mapping[str, Values]) -> int:
    """Appends rows to `schema.table`; says how many. Arrays are of exactly the type that the column
    has: int64 for bigint, int32, int16, float64, bool, datetime64[D] for date, datetime64[us], in
    UTC, for timestamptz. Raises ValueError for others, and for arrays of several lengths."""
    lengths = {len(each) for each in columns.values() if not isinstance(each, str)}
    if len(lengths) != 1:
        raise ValueError(f"{table}: columns of {sorted(lengths)} rows")
    (height,) = lengths
    stored = {name: _as_stored(name, values) for name, values in columns.items()}
    with connection.cursor().copy(_copy(table, columns, "BINARY")) as copy:
        copy.write(_SIGNATURE)
        for block in _blocks(stored, height):
            copy.write(block)
        copy.write(_TRAILER)
    return height


def copy_frame(connection: psycopg.Connection, table: str, frame: pl.DataFrame) -> int:
    """As text: for columns of any width, and nulls. An empty text stays one."""
    with connection.cursor().copy(_copy(table, frame.columns, "CSV")) as copy:
        for piece in frame.iter_slices(_BLOCK_ROWS):
            copy.write(piece.write_csv(include_header=False, quote_style="non_numeric"))
    return frame.height


def _copy(table: str, columns: Iterable[str], how: str) -> sql.Composed:
    return sql.SQL("COPY {} ({}) FROM STDIN (FORMAT {})").format(
        sql.Identifier(*table.split(".")),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(how),  # pyright: ignore[reportArgumentType] - one of two words of ours
    )


def _blocks(columns: Mapping[str, _Stored], height: int) -> Iterator[memoryview]:
    """A row is the number of its fields, then the length and the bytes of each, all big-endian
    (PostgreSQL's manual, COPY, Binary Format)."""
    fields = [("fields", ">i2")]
    for name, values in columns.items():
        width = f"S{len(values)}" if isinstance(values, bytes) else values.dtype.str
        fields += [(f"{name} length", ">i4"), (name, width)]
    row = np.dtype(fields)
    block = np.empty(min(height, _BLOCK_ROWS), row)
    block["fields"] = len(columns)
    for name, values in columns.items():
        block[f"{name} length"] = row[name].itemsize
        if isinstance(values, bytes):
            block[name] = values
    arrays = {name: each for name, each in columns.items() if not isinstance(each, bytes)}
    for start in range(0, height, _BLOCK_ROWS):
        filled = block[: min(_BLOCK_ROWS, height - start)]
        for name, values in arrays.items():
            filled[name] = values[start : start + _BLOCK_ROWS]
        yield memoryview(filled.tobytes())


def _as_stored(name: str, values: Values) -> _Stored:
    if isinstance(values, str):
        return values.encode()
    stored = _STORED.get(str(values.dtype))
    if stored is None:
        raise ValueError(f"{name}: {values.dtype} has no fixed width in PostgreSQL")
    if values.dtype.kind == "M":
        values = (values - _EPOCH).astype(np.int64)
    return values.astype(stored)
