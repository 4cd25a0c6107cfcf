"""Which tables and columns people may read, and how each database compares names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Dialect = Literal["postgres", "mysql", "sqlite", "tsql"]

DIALECTS: Final[Mapping[str, Dialect]] = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "tsql": "tsql",
    "mssql": "tsql",
    "sqlserver": "tsql",
}
"""By every name that people use for them."""

LONGEST_NAME: Final[Mapping[Dialect, int]] = {
    "postgres": 63,
    "mysql": 64,
    "sqlite": 128,
    "tsql": 128,
}
"""PostgreSQL counts bytes and cuts in silence; so all are counted in bytes, and none is cut."""

_ASCII_LOWER: Final = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Policy:
    allowed: Mapping[str, tuple[str, ...]]
    """Table or view → columns, spelt as the catalogue spells them."""
    schema: Mapping[Dialect, str] = field(default_factory=dict[Dialect, str])
    """Where those tables are: written before each of them, so that no search path decides."""
    places: Mapping[str, str] = field(default_factory=dict[str, str])
    """Table → schema, of those that are elsewhere."""
    rows: int = 500
    """The most that a statement may answer."""

    def place(self, table: str, dialect: Dialect) -> str | None:
        """The schema that a table is in, where one is known."""
        return self.places.get(table, self.schema.get(dialect))


def folded(name: str, dialect: Dialect) -> str:
    """What two spellings of one name have in common, once quoting is out of the way."""
    return name if dialect == "postgres" else name.casefold()


def meant(name: str, dialect: Dialect, *, quoted: bool) -> str:
    """The name that the server understands: PostgreSQL reads Orders as orders, "Orders" as is."""
    if dialect == "postgres" and not quoted:
        return name.translate(_ASCII_LOWER)
    return name
