"""The photo workshop of the demo: a SQLite file, with other names, another format of numbers, days
as text and statuses as codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

from .customers import address_of
from .orders import CANCELLED, DELIVERED, DISPATCHED, IN_PRODUCTION, PREPARING, DemoOrder, orders

_VERSION: Final = 2
"""Of what is written here: another number makes everybody's file anew."""
_EVERY: Final = 16
"""One in so many of the printer's customers has also ordered photographs."""
_MAPPING: Final = Path(__file__).with_name("atelier.toml")
_CODES: Final = {
    IN_PRODUCTION: "10",
    PREPARING: "20",
    DISPATCHED: "30",
    DELIVERED: "40",
    CANCELLED: "99",
}
_PRODUCTS: Final = (
    "Album photo 30 × 30, couverture lin",
    "Tirages 10 × 15 brillants",
    "Toile sur châssis 40 × 60",
    "Livre photo A4 paysage",
)
_TABLES: Final = """
    CREATE TABLE "T_CMD" (
        "N° Cmd" TEXT PRIMARY KEY, "Prénom" TEXT, "Nom" TEXT NOT NULL, "Mail" TEXT,
        "Etat" TEXT NOT NULL, "Dt Cmd" TEXT NOT NULL, "Dt Liv Prévue" TEXT,
        "Désignation" TEXT NOT NULL, "Qté" INTEGER NOT NULL
    );
    CREATE TABLE "T_CMD_SUIVI" (
        "Id" INTEGER PRIMARY KEY, "N° Cmd" TEXT NOT NULL, "Etat" TEXT NOT NULL, "Le" TEXT NOT NULL
    );
    CREATE INDEX "IX_SUIVI" ON "T_CMD_SUIVI" ("N° Cmd");
"""


def ensure_atelier(folder: Path, today: date) -> Mapping[str, str]:
    """Makes the file as it is on `today`, unless it is there; returns the settings that lead to it.
    Whoever is killed in it leaves the file that was there before."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "atelier.db"
    mark = _VERSION * 1_000_000 + today.toordinal()
    if _mark_of(path) != mark:
        _make(path, mark, today)
    return {
        "REGIE_ORDERS_SOURCES": str(_MAPPING),
        "REGIE_ORDERS_ATELIER_DSN": f"sqlite:///{quote(str(path))}",
    }


def _mark_of(path: Path) -> int | None:
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection,
    ):
        return connection.execute("PRAGMA user_version").fetchone()[0]
    return None


def _make(path: Path, mark: int, today: date) -> None:
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as connection, connection:
        connection.executescript(_TABLES)
        for number, order in _numbered(today):
            given, _, family = order.customer.rpartition(" ")
            connection.execute(
                'INSERT INTO "T_CMD" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
                (
                    number,
                    given,
                    family,
                    address_of(order.customer),
                    _CODES[order.status],
                    _day(order.ordered_on),
                    order.expected_on and _day(order.expected_on),
                    _PRODUCTS[order.copies % len(_PRODUCTS)],
                    order.copies,
                ),
            )
            connection.executemany(
                'INSERT INTO "T_CMD_SUIVI" ("N° Cmd", "Etat", "Le") VALUES (?, ?, ?)',
                [(number, _CODES[word], _day(on)) for word, on in order.steps],
            )
        connection.execute(f"PRAGMA user_version = {mark}")
    draft.replace(path)


def _numbered(today: date) -> Iterator[tuple[str, DemoOrder]]:
    """`PH-2025-10118`: the year, and digits that the printer's own number ends with."""
    taken: set[str] = set()
    for order in orders(today)[1::_EVERY]:
        number = f"PH-{order.ordered_on.year}-{order.number[-5:]}"
        if number not in taken:
            taken.add(number)
            yield number, order


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
