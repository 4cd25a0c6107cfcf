"""Refused rows as frames: those of a chunk as they came, those of all chunks to be corrected.

A part is the Parquet file of one chunk: `row`, codes, sentences in each language, then the cells
under their place and header (`3:Prix HT`) and what was counted (`+line`), so that a corrected row
keeps its number when it is sent again without its neighbours. One that could not be counted, for
nobody knows among which, gets a free one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import BinaryIO, Final

import polars as pl
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from regie.core.i18n import Language, typeset

from .checking import Checked
from .counting import free_numbers
from .kind import ImportKind
from .layout import Layout
from .numbers import parse_numbers
from .parsing import as_text
from .rejects import MOST_SHEET_ROWS, REASONS_TITLE, ROW_TITLE, RejectFormat, TooManyForSheet
from .table import EXCESS, ROW, Table, cell_name

_FORMULA: Final = r"^\s*[=+\-@\t\r\n＝＋－＠]"


def reject_part(
    table: Table,
    layout: Layout,
    positions: Mapping[str, int],
    *,
    digest: str,
    batch: pl.DataFrame,
    checked: Checked,
    masks: pl.Series,
) -> bytes:
    """Of the rows of a batch whose mask is not 0. `digest`: of the whole file."""
    refused = masks != 0
    raw, rows = batch.filter(refused), checked.rows.filter(refused)
    cells = {
        place: _as_it_came(raw[cell_name(place)]).alias(f"{place}:{header}")
        for place, header in enumerate(table.headers)
    }
    counted: list[pl.Series] = []
    for column in layout.counted:
        numbers = (
            rows[column.name]
            .zip_with(rows[column.name].is_not_null(), free_numbers(digest, raw[ROW]))
            .cast(pl.String)
        )
        place = positions.get(column.name)
        if place is None:
            counted.append(numbers.alias(f"+{column.name}"))
        else:
            given = cells[place]
            cells[place] = given.zip_with(given.is_not_null(), numbers)
    told = checked.told(masks.filter(refused))
    frame = pl.DataFrame(
        [raw[ROW], *told.get_columns(), *cells.values(), *counted, raw[EXCESS].alias("excess")]
    )
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def write(
    parts: Sequence[bytes],
    kind: ImportKind,
    to: BinaryIO,
    *,
    format_: RejectFormat,
    language: Language,
) -> None:
    """All parts as one file; without any, its headers. Raises TooManyForSheet."""
    frames = [
        _shown(pl.read_parquet(io.BytesIO(part)), kind.layout, language) for part in parts
    ] or [_empty(kind, language)]
    if format_ == "csv":
        _write_csv(frames, to)
    else:
        _write_xlsx(frames, to)


def _as_it_came(cells: pl.Series) -> pl.Series:
    return cells if cells.dtype == pl.String else as_text(cells)


def _shown(part: pl.DataFrame, layout: Layout, language: Language) -> pl.DataFrame:
    titles = {ROW: typeset(ROW_TITLE, language)}
    for name in part.columns:
        place, colon, header = name.partition(":")
        if colon and place.isdigit():
            titles[name] = header
        elif name.startswith("+"):
            titles[name] = typeset(layout[name[1:]].title, language)
    titles[language] = typeset(REASONS_TITLE, language)
    cells = part.select(_safe(part[name]) for name in titles)
    return cells.rename(dict(zip(titles, _unlike(titles.values()), strict=True)))


def _unlike(titles: Iterable[str]) -> list[str]:
    """Frames want names that differ; a file's headers need not: blanks at the end are not seen."""
    seen: set[str] = set()
    found: list[str] = []
    for title in titles:
        unlike = next(t for t in (title + " " * n for n in count()) if t not in seen)
        seen.add(unlike)
        found.append(unlike)
    return found


def _safe(cells: pl.Series) -> pl.Series:
    """No text is a formula to a spreadsheet; what is a number is none. `unescaped` undoes it."""
    if cells.dtype != pl.String:
        return cells
    suspect = cells.str.contains(_FORMULA).fill_null(value=False) & parse_numbers(cells).is_null()
    return cells.zip_with(~suspect, "'" + cells).alias(cells.name)


def _empty(kind: ImportKind, language: Language) -> pl.DataFrame:
    titles = [typeset(column.title, language) for column in kind.layout.columns]
    return pl.DataFrame(schema=dict.fromkeys(titles, pl.String))


def _write_csv(frames: Sequence[pl.DataFrame], to: BinaryIO) -> None:
    """As French spreadsheets open it."""
    for number, frame in enumerate(frames):
        frame.write_csv(
            to,
            include_bom=number == 0,
            include_header=number == 0,
            separator=";",
            line_terminator="\r\n",
            quote_style="non_numeric",
        )


def _write_xlsx(frames: Sequence[pl.DataFrame], to: BinaryIO) -> None:
    if sum(frame.height for frame in frames) > MOST_SHEET_ROWS:
        raise TooManyForSheet
    with xlsxwriter.Workbook(to, {"constant_memory": True, "in_memory": False}) as book:
        sheet = book.add_worksheet()  # pyright: ignore[reportUnknownMemberType]
        bold = book.add_format({"bold": True})  # pyright: ignore[reportUnknownMemberType]
        sheet.freeze_panes(1, 0)
        for place, title in enumerate(frames[0].columns):
            sheet.write_string(0, place, title.rstrip(), bold)
        rows = (row for frame in frames for row in frame.iter_rows())
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
