"""What a sealed secret belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_IDENTIFIER: Final = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A text column that holds sealed secrets, or NULL; one column identifies its rows."""

    schema: str
    table: str
    column: str
    key: str = "id"

    def __post_init__(self) -> None:
        for name in (self.schema, self.table, self.column, self.key):
            if not _IDENTIFIER.fullmatch(name):
                raise ValueError(f"{name!r} is not a plain name")

    @property
    def name(self) -> str:
        return f"{self.schema}.{self.table}.{self.column}"

    def of(self, key: object) -> str:
        """The place of one row's secret: what `Vault.seal` and `Vault.open` are told."""
        return f"{self.name}/{key}"
