"""Results as files: a line per centre and post, of what the reader sees and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import xlsxwriter

from regie.core.files import csv_lines, escape_cell
from regie.core.i18n import Catalogue, Language

from .picture import Picture
from .tree import Branch

Format = Literal["csv", "xlsx"]

MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COLUMNS: Final = (
    "direction",
    "centre_code",
    "centre",
    "post_code",
    "post",
    "hours",
    "required",
    "rounded",
    "present",
    "gap",
    "ratio",
)


def table(picture: Picture, catalogue: Catalogue, language: Language) -> Iterator[Sequence[object]]:
    yield [catalogue.text(f"workforce.export.{name}", language, {}) for name in _COLUMNS]
    for branch in picture.tree.branches:
        if branch.centre is not None:
            yield from _lines(picture, branch, branch.centre)


def _lines(picture: Picture, branch: Branch, centre: int) -> Iterator[Sequence[object]]:
    above = "" if branch.parent is None else branch.parent.place.name
    for post in picture.posts([centre]):
        yield (
            above,
            branch.place.code,
            branch.place.name,
            post.code,
            post.name,
            round(post.hours_per_day, 4),
            round(post.required, 4),
            post.rounded,
            post.present,
            round(post.gap, 4),
            None if post.ratio is None else round(post.ratio, 4),
        )


def written(rows: Iterator[Sequence[object]], to: Format) -> bytes:
    return b"".join(csv_lines(rows)) if to == "csv" else _workbook(rows)


def _workbook(rows: Iterator[Sequence[object]]) -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [escape_cell(value) for value in row])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return buffer.getvalue()
