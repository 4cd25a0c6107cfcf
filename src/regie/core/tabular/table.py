"""A file of rows, opened: its headers, and its cells in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

ROW: Final = "row"
"""Number of a row as a spreadsheet counts: the headers are row 1."""
EXCESS: Final = "excess"
"""What stands behind the last header, if anything does; null in files that cannot have it."""


def cell_name(position: int) -> str:
    return f"c{position}"


@dataclass(frozen=True, slots=True)
class Table:
    headers: tuple[str, ...]
    rows: int
    """About how many there are, for progress."""
    batches: Callable[[int], Iterator[pl.DataFrame]]
    """In batches of so many rows, the last one smaller, the same each time: `ROW`, `c0`, `c1`, …
    in the order of the headers, and `EXCESS`. Text where the file has text, else the types that
    Parquet has; a cell that is empty is null. Rows that are empty are left out. Raises
    FileUnreadable."""


def numbered(frames: Iterator[pl.DataFrame], size: int, first: int = 2) -> Iterator[pl.DataFrame]:
    """In batches of `size` rows exactly, numbered before the empty ones are left out."""
    waiting: list[pl.DataFrame] = []
    height = 0
    for frame in frames:
        waiting.append(frame)
        height += frame.height
        while height >= size:
            whole = pl.concat(waiting)
            yield _numbered(whole.head(size), first)
            first += size
            waiting, height = [whole.slice(size)], height - size
    if height:
        yield _numbered(pl.concat(waiting), first)


def _numbered(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    rows = frame.with_row_index(ROW, first).with_columns(pl.col(ROW).cast(pl.Int64))
    empty = frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
    return rows.filter(~empty) if empty.any() else rows
