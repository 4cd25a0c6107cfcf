"""What is declared of a kind of data that grows, and what is known of its old rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable
from regie.core.i18n import Language


class Old(Protocol):
    """Of each table of a class: what is older than that, or was and has gone."""

    async def __call__(
        self, connection: AsyncConnection, *, keep_days: int
    ) -> Sequence[Purgeable]: ...


@dataclass(frozen=True, slots=True)
class RetentionClass:
    name: str
    title: Mapping[Language, str]
    keep_days: int
    setting: str
    """The variable that says how many days."""
    preview: Old
    """Removes nothing."""
    purge: Old
    """Whole days, or a batch of single rows: called again until it finds none."""


@dataclass(frozen=True, slots=True)
class Preview:
    of: RetentionClass
    tables: tuple[Purgeable, ...]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def size_bytes(self) -> int:
        return sum(table.size_bytes for table in self.tables)


@dataclass(frozen=True, slots=True)
class Outcome:
    of: RetentionClass
    tables: tuple[Purgeable, ...]
    """What went, also when the rest did not."""
    complete: bool
    """Nothing that is old enough is left."""
    failure: str | None = None
    """The name of the error that ended it; the log has the rest."""
