"""A stored file as a table."""

from __future__ import annotations

from pathlib import Path

from .csv_file import open_csv
from .headers import Headers
from .parquet_file import open_parquet
from .table import Table
from .xlsx_file import open_xlsx


def open_table(path: Path, format_: str, headers: Headers) -> Table:
    """May write beside `path`. Raises FileUnreadable."""
    if format_ == "csv":
        return open_csv(path, path.with_suffix(".utf-8"), headers.recognised)
    return open_xlsx(path) if format_ == "xlsx" else open_parquet(path)
