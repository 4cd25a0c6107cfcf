"""What an app declares of a kind of file that it imports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import psycopg
from sqlalchemy.ext.asyncio import AsyncConnection

from .layout import Check, Layout, Texts

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Delivery:
    """Which import it is, and in whose reach."""

    import_id: int
    tenant: str
    paths: tuple[str, ...] | None
    """Of places, as they were when the file was sent; None is everywhere."""
    by: str
    """Key of who sent it: `person:7`."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the accepted rows of one chunk: their sum is the number of those rows."""

    new: int = 0
    identical: int = 0
    changed: int = 0


class Loader(Protocol):
    """Of one attempt at one import."""

    def checks(self, connection: psycopg.Connection, rows: pl.DataFrame) -> Iterable[Check]:
        """Those of one chunk that need what the database has, in the transaction of `write`."""
        ...

    def write(
        self,
        connection: psycopg.Connection,
        accepted: pl.DataFrame,
        refused: pl.DataFrame,
    ) -> Brought:
        """In the transaction of a chunk, which happens once. Both frames have every column of the
        layout, typed, and `row`, its number in the file. A value of `refused` is null where it
        could not be read. Chunks come in the file's order."""
        ...


class MakeLoader(Protocol):
    def __call__(
        self, connection: psycopg.Connection, delivery: Delivery, /, *, whole: bool
    ) -> Loader:
        """At the beginning of each attempt, in a transaction that is ended before the first chunk;
        runs in a thread, as the loader does. `whole`: the file has no numbers for what the layout
        counts, so it brings a group whole, in its own order."""
        ...


async def _nothing_more(connection: AsyncConnection, delivery: Delivery) -> None:
    del connection, delivery


_LEAST_CHUNK_ROWS: Final = 5_000
"""Below, what each chunk asks of the database takes longer than its rows."""
_STEPS: Final = 10
_ROW_BYTES: Final = {"csv": 64, "xlsx": 32, "parquet": 8}
"""About: a file is parted before it is read."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    name: str
    """In addresses: `sales`."""
    title: Texts
    layout: Layout
    loader: MakeLoader
    scoped: bool = True
    """The loader refuses rows outside of `Delivery.paths`. Of a kind that is not, only who may
    import everywhere does."""
    chunk_rows: int = 100_000
    """At most so many rows are one transaction, and what a kill may cost; of a small file fewer, so
    that its progress is seen as well. At most 2,000,000."""
    ended: Callable[[AsyncConnection, Delivery], Awaitable[None]] = _nothing_more
    """In the transaction that ends the import, and in one of its own when it was cancelled or
    given back with chunks that stay: for what waits for the end, and for jobs that shall follow. It
    may happen more than once."""

    def chunk_rows_of(self, format_: str, size_bytes: int) -> int:
        """Of a file: a tenth of it, about."""
        rows = size_bytes // (_ROW_BYTES[format_] * _STEPS)
        return min(self.chunk_rows, max(rows, _LEAST_CHUNK_ROWS))
