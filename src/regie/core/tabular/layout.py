"""What a file of one kind holds: columns that are declared, never guessed from its first lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from regie.core.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from polars.functions.col import Col

ColumnType = Literal["text", "integer", "number", "decimal", "date", "month", "moment"]
"""`number` is float64. `decimal` is exact: a whole number of units of 10^-`scale` (cents with 2).
`month` is its first day. `moment` is in UTC; without an offset it is read in the installation's
time zone."""

Texts = Mapping[Language, str]
Rule: TypeAlias = "Callable[[Col], pl.Expr]"
"""Of typed columns; it is given `polars.col`. What a file holds is declared in every process, and
polars is loaded in those that read one."""

MOST_REASONS: Final = 63
"""Each is a bit of one unsigned integer, and one is left."""


MOST_COUNTED: Final = 999_999_999
"""Of a counted column: a refused row that belongs to nobody gets a number up to here."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    title: Texts
    """Each is a header that is understood, beside `name` and `aliases`."""
    type: ColumnType
    required: bool = True
    """Its header must be there, and every row must have a value."""
    aliases: tuple[str, ...] = ()
    """Other headers; accents, case and punctuation do not matter."""
    least: float | None = None
    most: float | None = None
    """Bounds as people write them, both included."""
    scale: int = 2
    """Of a `decimal`."""
    longest: int = 200
    """Characters of a `text`."""
    counted_by: tuple[str, ...] = ()
    """An integer that is counted, from 1, among the rows that have the same values in these
    columns, wherever the file does not give it: before any row is refused, so that a row keeps its
    number when another one is corrected. Where one of these columns is refused nothing is counted,
    and in a reject file that comes back neither: see `Checker`."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over the typed columns. `code` is stable: `quantity_zero`."""

    code: str
    text: Texts
    wrong: Rule
    """True where a row is refused; null is not."""


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    key: tuple[str, ...] = ()
    """Columns whose values no two rows of a file share: the second one is refused."""

    def __post_init__(self) -> None:
        """Raises ValueError for a declaration that cannot work."""
        names = [column.name for column in self.columns]
        if len({*names}) < len(names):
            raise ValueError("two columns have one name")
        if unknown := {*self.key} - {*names}:
            raise ValueError(f"{sorted(unknown)} of the key are not declared")
        for column in self.columns:
            if unknown := {*column.counted_by} - {*names}:
                raise ValueError(f"{column.name} is counted by {sorted(unknown)}, not declared")
            if column.counted_by and column.type != "integer":
                raise ValueError(f"{column.name} is counted, so it is an integer")
            if column.counted_by and column.most is not None and column.most < MOST_COUNTED:
                raise ValueError(f"{column.name} is counted, so it goes up to {MOST_COUNTED}")

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def counted(self) -> Iterator[Column]:
        return (column for column in self.columns if column.counted_by)
