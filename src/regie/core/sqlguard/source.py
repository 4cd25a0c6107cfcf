"""What an application may do with somebody else's database: read a little, and prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from .proof import Proof


class Row(Protocol):
    """One row; values by the column names of the statement."""

    def __getitem__(self, column: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view of the source that a mapping names, and the columns that it reads."""

    table: str
    columns: tuple[str, ...]
    key: str
    """The column that rows are looked up by: it wants an index."""
    schema: str | None = None


class ReadOnlySource(Protocol):
    """A database of another team. Nothing that goes through here can change it."""

    async def open(self) -> None:
        """Does not connect: a source that is away must not keep the installation from starting."""
        ...

    async def close(self) -> None: ...

    async def ping(self) -> None:
        """Raises what `fetch` raises."""
        ...

    async def fetch(self, sql: str, *parameters: object) -> Sequence[Row]:
        """The rows of one SELECT; `$1`, `$2` … in it stand for the parameters.

        Raises SourceBusy, SourceUnavailable, SourceTimeout, SourceRefused or ResultTooLarge.
        """
        ...

    async def prove(self, relations: Sequence[Relation]) -> Proof:
        """What the source's catalogue says of our account. Never tries a write."""
        ...
