"""Rows against their layout, a column at a time: 20 times faster than a model per row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from .counting import Counter, Seen
from .layout import Check, Column, Layout
from .parsing import DTYPES, as_text, parse
from .reasons import (
    Reason,
    excess,
    masked,
    missing,
    out_of_bounds,
    told,
    too_long,
    twice,
    unreadable,
)
from .table import EXCESS, ROW, cell_name

_THREADS: Final = 4


@dataclass(frozen=True, slots=True)
class Checked:
    rows: pl.DataFrame
    """Typed, with `row`; null where a value could not be read."""
    reasons: tuple[Reason, ...]

    def also(self, checks: Iterable[Check]) -> Checked:
        return Checked(self.rows, (*self.reasons, *_apply(checks, self.rows)))

    def masks(self) -> pl.Series:
        return masked(self.reasons, self.rows.height)

    def told(self, masks: pl.Series) -> pl.DataFrame:
        return told(self.reasons, masks)


class _Read(NamedTuple):
    values: pl.Series
    given: pl.Series
    """Where the file has something."""
    reasons: list[Reason]


class Checker:
    """Of one file, whose batches it is given in order: what it counts goes on from one to the
    next."""

    def __init__(self, layout: Layout, positions: Mapping[str, int], zone: ZoneInfo):
        self._layout = layout
        self._positions = positions
        self._zone = zone
        self._counters = {column.name: Counter() for column in layout.counted}
        self._seen = Seen()
        # Numbers that were all counted are each there once.
        counted = {column.name for column in layout.counted} - positions.keys()
        self._key = [] if counted & {*layout.key} else [layout[name] for name in layout.key]

    def check(self, batch: pl.DataFrame) -> Checked:
        columns = self._layout.columns
        with ThreadPoolExecutor(_THREADS) as threads:  # polars lets others run meanwhile
            read = list(threads.map(partial(self._column, batch), columns))
        rows = pl.DataFrame([batch[ROW], *(each.values for each in read)])
        reasons = [reason for each in read for reason in each.reasons]
        for column, each in zip(columns, read, strict=True):
            if column.counted_by:
                rows = self._counted(rows, column, each.given)
        if batch[EXCESS].null_count() < batch.height:
            reasons.append(excess(batch[EXCESS].is_not_null()))
        if self._key:
            keys = rows.select(column.name for column in self._key)
            reasons.append(twice(self._key, self._seen.is_twice(keys)))
        return Checked(rows, (*reasons, *_apply(self._layout.checks, rows)))

    def pass_over(self, batch: pl.DataFrame) -> None:
        """A batch that an earlier attempt has dealt with: it counts all the same."""
        if self._key or any(self._layout.counted):
            self.check(batch)

    def _column(self, batch: pl.DataFrame, column: Column) -> _Read:
        cells = self._cells(batch, column)
        parsed = cells if cells.dtype == pl.Null else parse(cells, column, self._zone)
        values = parsed.cast(DTYPES[column.type]).alias(column.name)
        given = cells.is_not_null()
        return _Read(values, given, list(_of_column(column, given, values)))

    def _cells(self, batch: pl.DataFrame, column: Column) -> pl.Series:
        position = self._positions.get(column.name)
        if position is None:
            return pl.Series(column.name, [None], pl.Null).new_from_index(0, batch.height)
        cells = batch[cell_name(position)]
        return as_text(cells) if cells.dtype == pl.String else cells

    def _counted(self, rows: pl.DataFrame, column: Column, given: pl.Series) -> pl.DataFrame:
        groups = rows.select(column.counted_by)
        counted = pl.Series(self._counters[column.name].number(groups))
        known = groups.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
        numbers = rows[column.name].zip_with(~(known & ~given), counted)
        return rows.with_columns(numbers.alias(column.name))


def _of_column(column: Column, given: pl.Series, values: pl.Series) -> Iterator[Reason]:
    absent = values.is_null()
    if column.required and not column.counted_by and not given.all():
        yield missing(column, ~given)
    unread = absent & given
    if unread.any():
        yield unreadable(column, unread)
    if column.type == "text":
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


def _apply(checks: Iterable[Check], rows: pl.DataFrame) -> Iterator[Reason]:
    for check in checks:
        wrong = rows.select(check.wrong.fill_null(value=False).alias(check.code)).to_series()
        if wrong.any():
            yield Reason(check.code, check.text, wrong)
