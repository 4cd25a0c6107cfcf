"""CSV: semicolons, commas or tabs; UTF-8, with its mark or without, else Windows-1252.

polars reads it, as text, eight times faster than the standard library; but where a quotation mark
stands in the midst of a cell (`5" pipe`) it loses lines or gives up, so such a file is read by the
standard library, which takes it as it stands.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from .errors import FileUnreadable, NoHeader, QuoteOpen
from .table import EXCESS, Table, cell_name, numbered

Recognised = Callable[[Sequence[str]], int]
"""How many of some headers are understood."""

DELIMITERS: Final = (";", ",", "\t")
_PIECE: Final = 1_048_576
_HEAD: Final = 65_536
"""Characters in which the headers must end."""
_SLOW_ROWS: Final = 20_000


def open_csv(path: Path, scratch: Path, recognised: Recognised) -> Table:
    """`scratch` is written to: the same rows in UTF-8, below headers of ours. The delimiter is the
    one that yields most headers that are `recognised`. Raises FileUnreadable."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        head = file.read(_HEAD)
    begin, headers, delimiter = _headers(head, recognised)
    names = [*(cell_name(position) for position in range(len(headers))), EXCESS]
    old_ends = "\n" not in head and "\r" in head
    with (
        path.open(encoding=encoding, newline=None if old_ends else "", errors="replace") as file,
        scratch.open("w", encoding="utf-8", newline="") as copy,
    ):
        copy.write(delimiter.join(names) + "\n")
        file.read(begin)
        while text := file.read(_PIECE):
            copy.write(text)
    lines, well_quoted = _examine(scratch, delimiter)
    read = _fast if well_quoted else _slow
    return Table(headers, lines, lambda size: numbered(read(scratch, names, delimiter, size), size))


def _encoding(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while data := file.read(_PIECE):
                decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _headers(head: str, recognised: Recognised) -> tuple[int, tuple[str, ...], str]:
    """Where the rows begin, in characters."""
    skipped = len(head) - len(head.lstrip("\r\n"))
    if head[skipped : skipped + 4].lower() == "sep=":  # how Excel is told the delimiter
        skipped += len(head[skipped:].splitlines(keepends=True)[0])
    found = [(*_first_record(head[skipped:], delimiter), delimiter) for delimiter in DELIMITERS]
    length, cells, delimiter = max(found, key=lambda each: (recognised(each[1]), len(each[1])))
    if not any(cells):
        raise NoHeader
    return skipped + length, tuple(cells), delimiter


def _first_record(text: str, delimiter: str) -> tuple[int, list[str]]:
    """Its length with what ends it, and its cells but for empty ones at the end."""
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        for line in io.StringIO(text, newline=""):
            read += len(line)
            yield line

    try:
        cells = [cell.strip() for cell in _first(csv.reader(lines(), delimiter=delimiter))]
    except csv.Error as error:
        raise NoHeader(str(error)) from error
    while cells and not cells[-1]:
        cells.pop()
    return read, cells


def _first(records: Iterable[list[str]]) -> list[str]:
    for record in records:
        return record
    return []


def _examine(path: Path, delimiter: str) -> tuple[int, bool]:
    """How many lines there are below the headers, and whether every quotation mark opens a cell,
    closes one, or is doubled (RFC 4180)."""
    data = np.memmap(path, np.uint8, "r")
    lines = int(np.count_nonzero(data == ord("\n")) - (data[-1] == ord("\n")))
    quotes = np.flatnonzero(data == ord('"'))
    if quotes.size % 2:
        return lines, False
    opening, closing = quotes[::2], quotes[1::2]
    doubled = opening[1:] == closing[:-1] + 1
    begins = np.isin(data[opening - 1], [ord(delimiter), ord("\n")])
    after = data[np.minimum(closing + 1, data.size - 1)]
    ends = np.isin(after, [ord(delimiter), ord("\n"), ord("\r")]) | (closing + 1 == data.size)
    begins[1:] |= doubled
    ends[:-1] |= doubled
    return lines, bool(begins.all() and ends.all())


def _fast(path: Path, names: list[str], delimiter: str, size: int) -> Iterator[pl.DataFrame]:
    scanned = pl.scan_csv(path, separator=delimiter, infer_schema=False, truncate_ragged_lines=True)
    try:
        yield from scanned.select(names).collect_batches(chunk_size=size)
    except pl.exceptions.PolarsError as error:
        raise FileUnreadable(str(error)) from error


def _slow(path: Path, names: list[str], delimiter: str, size: int) -> Iterator[pl.DataFrame]:
    schema = dict.fromkeys(names, pl.String)
    waiting: list[list[str | None]] = []
    for cells in _records(path, delimiter):
        excess = next(filter(None, cells[len(names) - 1 :]), None)
        filled = [cell or None for cell in cells[: len(names) - 1]]
        filled += [None] * (len(names) - 1 - len(filled))
        waiting.append([*filled, excess])
        if len(waiting) == min(size, _SLOW_ROWS):
            yield pl.DataFrame(waiting, schema, orient="row")
            waiting = []
    if waiting:
        yield pl.DataFrame(waiting, schema, orient="row")


def _records(path: Path, delimiter: str) -> Iterator[list[str]]:
    """Below the headers. Raises QuoteOpen rather than take the rest of the file for one cell."""
    taken: list[str] = []

    def lines(file: io.TextIOBase) -> Iterator[str]:
        for line in file:
            taken.append(str(line))
            yield taken[-1]

    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(lines(file), delimiter=delimiter)
        next(reader)
        while True:
            taken.clear()
            began = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:  # a cell above the limit of 128 kB
                raise QuoteOpen(line=began) from error
            if cells is None:
                return
            if len(taken) > 1 and _is_open(taken, delimiter):
                raise QuoteOpen(line=began)
            yield cells


def _is_open(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
