"""A layout that has every type, and files of it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from regie.core.tabular import Check, Column, Layout
from regie.core.tabular.checking import Checked, Checker
from regie.core.tabular.headers import Headers
from regie.core.tabular.reading import open_table
from regie.core.tabular.rejects import are_of_rejects
from regie.core.tabular.table import Table

PARIS = ZoneInfo("Europe/Paris")

LAYOUT = Layout(
    columns=(
        Column("ticket", {"fr": "N° de ticket", "en": "Ticket"}, "text", longest=10),
        Column(
            "line",
            {"fr": "Ligne", "en": "Line"},
            "integer",
            required=False,
            least=1,
            counted_by=("ticket",),
        ),
        Column("day", {"fr": "Jour", "en": "Day"}, "date", aliases=("Date de vente",)),
        Column(
            "price", {"fr": "Prix", "en": "Price"}, "decimal", aliases=("PU (€)",), least=0, most=99
        ),
        Column("hours", {"fr": "Heures", "en": "Hours"}, "number", required=False),
        Column("label", {"fr": "Libellé", "en": "Label"}, "text", required=False),
    ),
    checks=(
        Check(
            "label_forbidden",
            {"fr": "ce libellé est interdit", "en": "this label is forbidden"},
            lambda col: col("label") == "interdit",
        ),
    ),
    key=("ticket", "line"),
)
HEADERS = Headers(LAYOUT)


def opened(folder: Path, data: bytes, format_: str = "csv") -> Table:
    path = folder / "file"
    path.write_bytes(data)
    return open_table(path, format_, HEADERS)


def all_rows(table: Table, size: int = 1_000) -> list[tuple[object, ...]]:
    """Row numbers and cells."""
    return [row for batch in table.batches(size) for row in batch.rows()]


def checked(table: Table, size: int = 1_000) -> list[Checked]:
    of_rejects = are_of_rejects(table.headers)
    positions = HEADERS.positions(table.headers)
    checker = Checker(LAYOUT, positions, PARIS, of_rejects=of_rejects)
    return [checker.check(batch) for batch in table.batches(size)]


def typed(table: Table) -> list[tuple[object, ...]]:
    """Row numbers and values, but for what is counted."""
    return [row for each in checked(table) for row in each.rows.drop("line").rows()]


def reasons(table: Table, size: int = 1_000) -> dict[int, str]:
    """Codes by row number, of rows that are refused."""
    found: dict[int, str] = {}
    for each in checked(table, size):
        masks = each.masks()
        told = each.told(masks)
        found |= {
            row: codes
            for row, codes in zip(each.rows["row"], told["reasons"], strict=True)
            if codes
        }
    return found
