"""What a query answers with: the columns that whoever reads from it sees."""

from __future__ import annotations

from typing import NamedTuple


class Outputs(NamedTuple):
    names: tuple[str | None, ...]
    """None: a column that has no name to be asked for by."""
    one_row: bool
    """It never answers more: an aggregate of everything, or no table at all."""
