"""What an application may do with somebody else's database: read a little, and prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from .proof import Proof

Engine = Literal["postgresql", "mysql", "sqlite", "sqlserver"]
"""MariaDB is `mysql`: they differ in a few settings, which are asked of the server."""


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


@dataclass(frozen=True, slots=True)
class SortKey:
    column: str
    """Of the statement's own answer."""
    descending: bool = False
    nulls_first: bool | None = None
    """None where the engine has no words for it: there NULL is the smallest."""


@dataclass(frozen=True, slots=True)
class CatalogueColumn:
    name: str
    type: str
    """In the words of the engine: `character varying(20)`, `nvarchar(40)`."""
    nullable: bool


@dataclass(frozen=True, slots=True)
class CatalogueTable:
    """A table or view that our account sees, and of it the columns that it may read."""

    schema: str | None
    """None where the engine has none (SQLite)."""
    name: str
    columns: tuple[CatalogueColumn, ...]
    leading: frozenset[str] = frozenset()
    """The first columns of its indexes; empty too for what has none, such as a view."""


class ReadOnlySource(Protocol):
    """A database of another team. Nothing that goes through here can change it."""

    name: str
    """The operator's word for it, in logs and metrics."""

    @property
    def engine(self) -> Engine: ...

    async def open(self) -> None:
        """Does not connect: a source that is away must not keep the installation from starting."""
        ...

    async def close(self) -> None: ...

    async def ping(self) -> None:
        """Raises what `fetch` raises."""
        ...

    async def fetch(
        self, sql: str, *parameters: object, order: Sequence[SortKey] = ()
    ) -> Sequence[Row]:
        """The rows of one SELECT in the engine's own dialect, as `compiled` writes it; its marks
        (`$1` in PostgreSQL, `?` elsewhere) stand for the parameters.

        Rows come in the order of `order`, and without it in no promised one: an ORDER BY of the
        statement's own chooses which rows its LIMIT keeps, and no more. Raises SourceBusy,
        SourceUnavailable, SourceTimeout, SourceRefused or ResultTooLarge.
        """
        ...

    async def prove(self, relations: Sequence[Relation]) -> Proof:
        """What the source's catalogue says of our account. Never tries a write."""
        ...

    async def catalogue(self) -> Sequence[CatalogueTable]:
        """The tables and views that our account sees. Raises what `fetch` raises."""
        ...
