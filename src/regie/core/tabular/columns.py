"""One column of a batch: its cells as values, and which rows it makes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from .layout import Column
from .parsing import DTYPES, as_text, parse
from .reasons import Reason, missing, out_of_bounds, too_long, unreadable


class ColumnRead(NamedTuple):
    values: pl.Series
    """Null where a cell could not be read."""
    given: pl.Series
    """Where the file has something."""
    reasons: tuple[Reason, ...]

    def spread(self, places: pl.Series) -> ColumnRead:
        """What was read of some cells, for rows that have them again and again."""
        reasons = (each._replace(wrong=each.wrong.gather(places)) for each in self.reasons)
        return ColumnRead(
            self.values.gather(places),
            self.given.gather(places),
            tuple(each for each in reasons if each.wrong.any()),
        )


def read_column(cells: pl.Series, column: Column, zone: ZoneInfo) -> ColumnRead:
    """Days, prices and quantities come again and again: where half of the cells or more do, each
    is read once. A number that Parquet has, and a text, is read faster than it is found again."""
    if cells.null_count() == cells.len():
        return _nothing(column, cells.len())
    if column.type != "text" and (cells.dtype == pl.String or cells.dtype.is_temporal()):
        different = cells.unique()
        if 2 * different.len() <= cells.len():
            return _read(different, column, zone).spread(_places(cells, different))
    return _read(cells, column, zone)


def _nothing(column: Column, height: int) -> ColumnRead:
    values = pl.repeat(None, height, dtype=DTYPES[column.type], eager=True).alias(column.name)
    given = pl.repeat(False, height, eager=True)
    return ColumnRead(values, given, tuple(_reasons(column, given, values)))


def _places(cells: pl.Series, different: pl.Series) -> pl.Series:
    """Where each cell stands among the different ones."""
    placed = different.to_frame("cell").with_row_index("place")
    return cells.to_frame("cell").join(
        placed, on="cell", how="left", nulls_equal=True, maintain_order="left"
    )["place"]


def _read(cells: pl.Series, column: Column, zone: ZoneInfo) -> ColumnRead:
    tidy = as_text(cells) if cells.dtype == pl.String else cells
    parsed = tidy if tidy.dtype == pl.Null else parse(tidy, column, zone)
    values = parsed.cast(DTYPES[column.type]).alias(column.name)
    given = tidy.is_not_null()
    return ColumnRead(values, given, tuple(_reasons(column, given, values)))


def _reasons(column: Column, given: pl.Series, values: pl.Series) -> Iterator[Reason]:
    if column.required and not column.counted_by and not given.all():
        yield missing(column, ~given)
    if not given.any():
        return
    unread = values.is_null() & given
    if unread.any():
        yield unreadable(column, unread)
    if column.type == "text":
        if (values.str.len_bytes() > column.longest).any():  # else there are fewer characters
            wrong = (values.str.len_chars() > column.longest).fill_null(value=False)
            if wrong.any():
                yield too_long(column, wrong)
    elif column.least is not None or column.most is not None:
        units = 10**column.scale if column.type == "decimal" else 1
        wrong = pl.Series([False]).new_from_index(0, values.len())
        if column.least is not None:
            wrong |= (values < column.least * units).fill_null(value=False)
        if column.most is not None:
            wrong |= (values > column.most * units).fill_null(value=False)
        if wrong.any():
            yield out_of_bounds(column, wrong)
