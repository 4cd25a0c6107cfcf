"""Pages by key: the next one begins behind the last row seen, whatever was added meanwhile.

A page costs the same wherever it lies, and no row is shown twice or left out because others came
or went, as OFFSET does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Row


class After(NamedTuple):
    """The last row of the page before: what it was sorted by, as text, and its id."""

    value: str
    id: int


class Sorted(Protocol):
    """A row of a list."""

    @property
    def id(self) -> int: ...

    @property
    def sort_value(self) -> str:
        """What `Sort.column` has given it."""
        ...


def last_of(rows: Sequence[Sorted | Row[Any]]) -> After | None:
    """Behind it the next page begins; None of no rows."""
    return After(rows[-1].sort_value, rows[-1].id) if rows else None


@dataclass(frozen=True, slots=True)
class Sort:
    """`expression` and `id` are SQL of ours, never null, never a reader's; `type` is the
    expression's, for a value that comes back as text."""

    expression: str
    type: str = "text"
    id: str = "id"
    descending: bool = False

    @property
    def column(self) -> str:
        """For the select list: what `After.value` is made of."""
        return f"CAST({self.expression} AS text) AS sort_value"

    @property
    def where(self) -> str:
        """With `parameters`; true on the first page."""
        sign = "<" if self.descending else ">"
        value = "CAST(:after_value AS text)"
        if self.type != "text":  # made up by a reader, it may be none: nothing is behind that
            valid = f"CASE WHEN pg_input_is_valid({value}, '{self.type}') THEN {value} END"
            value = f"CAST({valid} AS {self.type})"
        return (
            f"(CAST(:after_id AS bigint) IS NULL OR ({self.expression}, {self.id})"
            f" {sign} ({value}, CAST(:after_id AS bigint)))"
        )

    @property
    def order(self) -> str:
        """Behind ORDER BY."""
        direction = "DESC" if self.descending else "ASC"
        return f"{self.expression} {direction}, {self.id} {direction}"

    @staticmethod
    def parameters(after: After | None) -> dict[str, Any]:
        if after is None:
            return {"after_value": None, "after_id": None}
        return {"after_value": after.value, "after_id": after.id}
