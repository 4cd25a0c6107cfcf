"""The statements that the guard is tried with, and the schema that they speak of.

A line is a statement; `⏎` and `␀` stand for a new line and a NUL. `## not sqlite` behind one says
where it does not belong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from regie.core.sqlguard.guard import Dialect, Policy

FOLDER: Final = Path(__file__).parent / "corpora"
ALL: Final[tuple[Dialect, ...]] = ("postgres", "mysql", "sqlite", "tsql")

OPEN: Final = {
    "orders": (
        *("number", "customer_id", "customer_name", "status", "ordered_on", "due_on"),
        *("designation", "copies", "amount"),
    ),
    "customers": ("id", "name", "city"),
    "status_history": ("order_number", "status", "changed_on"),
    "Pièces jointes": ("Référence", "Nom"),
}
CLOSED: Final = {
    "orders": ("margin", "internal_note"),
    "customers": ("iban",),
    "status_history": ("margin",),
    "vault": ("secret",),
    "salaries": ("id", "name", "margin"),
}
POLICY: Final = Policy(
    OPEN, {"postgres": "public", "mysql": "shop", "sqlite": "main", "tsql": "dbo"}
)

TYPES: Final = {
    "id": "integer",
    "customer_id": "integer",
    "copies": "integer",
    "amount": "decimal(10, 2)",
    "margin": "decimal(10, 2)",
    "ordered_on": "timestamp",
    "due_on": "timestamp NULL",
    "changed_on": "timestamp NULL",
}
ROWS: Final = {
    "orders": (
        "'CL-1', 1, 'Dupont', 'late', '2025-10-01', '2025-10-08', 'Cards', 100, 12.5, 3, 'x'",
        "'CL-2', 2, 'Rami', 'a', '2025-10-02', NULL, 'Flyers', 200, 25, 4, 'y'",
        "'CL-3', 1, 'Dupont', 'b', '2025-11-03', '2025-11-10', 'Posters', 5, 80, 5, 'z'",
    ),
    "customers": ("1, 'Dupont', 'Lyon', 'FR76'", "2, 'Rami', 'Paris', 'FR77'"),
    "status_history": ("'CL-1', 'late', '2025-10-09', 1", "'CL-2', 'a', '2025-10-02', 2"),
    "Pièces jointes": ("'CL-1', 'plan.pdf'",),
    "vault": ("'nobody must read this'",),
    "salaries": ("1, 'Dupont', 3000",),
}


def statements(verdict: Literal["allow", "deny"], dialect: Dialect) -> Iterator[str]:
    for name in ("every", dialect):
        for line in (FOLDER / f"{verdict}.{name}.txt").read_text().splitlines():
            statement, _, elsewhere = line.partition(" ## not ")
            if line.strip() and not line.startswith("## ") and dialect not in elsewhere.split():
                yield statement.replace("⏎", "\n").replace("␀", "\0")


def cases(verdict: Literal["allow", "deny"]) -> list[tuple[Dialect, str]]:
    return [(dialect, statement) for dialect in ALL for statement in statements(verdict, dialect)]


def harmless() -> list[tuple[Dialect, str]]:
    """Allowed, though a careless reader takes them for something else."""
    lines = (FOLDER / "harmless.txt").read_text().splitlines()
    pairs = [line.split(" | ", 1) for line in lines if not line.startswith("## ")]
    return [(dialect, sql) for dialect in ALL for told, sql in pairs if told == dialect]


def schema(quote: str = '"') -> Iterator[str]:
    """Statements that make and fill the tables, open columns first."""
    for table in [*OPEN, *(name for name in CLOSED if name not in OPEN)]:
        columns = (*OPEN.get(table, ()), *CLOSED.get(table, ()))
        told = ", ".join(f"{quote}{c}{quote} {TYPES.get(c, 'varchar(60)')}" for c in columns)
        yield f"CREATE TABLE {quote}{table}{quote} ({told})"
        for row in ROWS[table]:
            yield f"INSERT INTO {quote}{table}{quote} VALUES ({row})"
