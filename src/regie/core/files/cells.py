"""Exports that no spreadsheet takes for formulas (OWASP, CSV Injection; ASVS 1.2.10)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

_STARTS: Final = frozenset("=+-@\t\r\n\0＝＋－＠")
"""With their full-width forms, which East Asian versions take for the same."""


def escape_cell(value: object) -> object:
    """A text that a spreadsheet might calculate gets an apostrophe before it, which it shows as
    text; numbers, dates and all else pass: they are no text. Blanks before the sign do not hide it.
    """
    if isinstance(value, str) and (value[:1] in _STARTS or value.lstrip()[:1] in _STARTS):
        return f"'{value}"
    return value


def csv_lines(rows: Iterable[Iterable[object]], *, delimiter: str = ";") -> Iterator[bytes]:
    """CSV as French spreadsheets open it: UTF-8 with its mark, semicolons, CRLF, every text in
    quotation marks so that none breaks out of its cell."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
    )
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow([escape_cell(value) for value in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
