"""Rows against their layout, a column at a time: 20 times faster than a model per row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

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

_COUNT: Final = "counted so far"
_BEFORE: Final = "counted before"


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


class Checker:
    """Of one file, whose batches it is given in order: what it counts goes on from one to the
    next."""

    def __init__(self, layout: Layout, positions: Mapping[str, int], zone: ZoneInfo):
        self._layout = layout
        self._positions = positions
        self._zone = zone
        self._counts: dict[str, pl.DataFrame] = {}
        self._seen = pl.Series("key", [], pl.UInt64)
        # Numbers that were all counted are each there once.
        counted = {column.name for column in layout.counted} - positions.keys()
        self._key = [] if counted & {*layout.key} else [layout[name] for name in layout.key]

    def check(self, batch: pl.DataFrame) -> Checked:
        values = [batch[ROW]]
        given: dict[str, pl.Series] = {}
        reasons: list[Reason] = []
        for column in self._layout.columns:
            cells = self._cells(batch, column)
            parsed = cells if cells.dtype == pl.Null else parse(cells, column, self._zone)
            values.append(parsed.cast(DTYPES[column.type]).alias(column.name))
            given[column.name] = cells.is_not_null()
            reasons += _of_column(column, given[column.name], values[-1])
        rows = pl.DataFrame(values)
        for column in self._layout.counted:
            rows = self._counted(rows, column, given[column.name])
        if batch[EXCESS].null_count() < batch.height:
            reasons.append(excess(batch[EXCESS].is_not_null()))
        if self._key:
            reasons.append(twice(self._key, self._is_twice(rows)))
        return Checked(rows, (*reasons, *_apply(self._layout.checks, rows)))

    def pass_over(self, batch: pl.DataFrame) -> None:
        """A batch that an earlier attempt has dealt with: it counts all the same."""
        if self._key or any(self._layout.counted):
            self.check(batch)

    def _cells(self, batch: pl.DataFrame, column: Column) -> pl.Series:
        position = self._positions.get(column.name)
        if position is None:
            return pl.Series(column.name, [None], pl.Null).new_from_index(0, batch.height)
        cells = batch[cell_name(position)]
        return as_text(cells) if cells.dtype == pl.String else cells

    def _counted(self, rows: pl.DataFrame, column: Column, given: pl.Series) -> pl.DataFrame:
        within = list(column.counted_by)
        known = pl.all_horizontal(pl.col(name).is_not_null() for name in within)
        rows = rows.with_columns(pl.int_range(1, pl.len() + 1).over(within).alias(_COUNT))
        before = self._counts.get(column.name)
        if before is not None:
            rows = rows.join(before, on=within, how="left", maintain_order="left")
            so_far = pl.col(_COUNT) + pl.col(_BEFORE).fill_null(0)
            rows = rows.with_columns(so_far.alias(_COUNT)).drop(_BEFORE)
        counts = rows.filter(known).group_by(within).agg(pl.col(_COUNT).max().alias(_BEFORE))
        if before is not None:
            counts = pl.concat([before, counts]).group_by(within).agg(pl.col(_BEFORE).max())
        self._counts[column.name] = counts
        counted = pl.when(known & ~given).then(pl.col(_COUNT)).otherwise(pl.col(column.name))
        return rows.with_columns(counted.cast(pl.Int64).alias(column.name)).drop(_COUNT)

    def _is_twice(self, rows: pl.DataFrame) -> pl.Series:
        names = [column.name for column in self._key]
        keys = rows.select(names).hash_rows()
        known = rows.select(pl.all_horizontal(pl.col(names).is_not_null())).to_series()
        wrong = known & (~keys.is_first_distinct() | keys.is_in(self._seen.implode()))
        self._seen = pl.concat([self._seen, keys.filter(known)])
        return wrong


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
