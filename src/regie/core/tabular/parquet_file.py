"""Parquet: typed columns, read piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from .errors import FileUnreadable, NoHeader
from .table import EXCESS, Table, cell_name, numbered


def open_parquet(path: Path) -> Table:
    """Raises FileUnreadable."""
    scanned = pl.scan_parquet(path)
    try:
        headers = scanned.collect_schema().names()
        rows = scanned.select(pl.len()).collect().item()
    except _BROKEN as error:
        raise FileUnreadable(str(error)) from error
    if not headers:
        raise NoHeader
    renamed = scanned.select(
        *(pl.col(header).alias(cell_name(place)) for place, header in enumerate(headers)),
        pl.lit(None, pl.String).alias(EXCESS),
    )
    return Table(tuple(headers), rows, lambda size: numbered(_pieces(renamed, rows, size), size))


def _pieces(scanned: pl.LazyFrame, rows: int, size: int) -> Iterator[pl.DataFrame]:
    for start in range(0, rows, size):
        try:
            yield scanned.slice(start, size).collect()
        except _BROKEN as error:
            raise FileUnreadable(str(error)) from error


_BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""polars panics on some broken files, which is no `Exception`."""
