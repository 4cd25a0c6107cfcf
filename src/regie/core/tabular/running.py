"""Carrying out one import: what an app's job calls.

Each chunk is one transaction, and its row in core.import_chunk is made in it: an attempt that comes
after a killed one, or beside one that was taken for dead, finds which chunks are in.
"""

from __future__ import annotations

from collections.abc import Coroutine, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol, TypeVar

import polars as pl
import psycopg

from regie.core.errors import Unavailable
from regie.core.files import FileStore

from .checking import Checked, Checker
from .errors import FileUnreadable
from .headers import Headers
from .imports import Imports
from .kind import Loader
from .reading import fetch, open_table
from .rejects import reject_part
from .repository import Begun, ImportState, begin_import, end_import
from .table import Table

T = TypeVar("T")

STATEMENT_TIMEOUT_MS: Final = 600_000

_TAKE: Final = """
    INSERT INTO core.import_chunk (import_id, number, rows, new, identical, changed, rejected)
    VALUES (%s, %s, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING
"""
_GIVE: Final = """
    UPDATE core.import_chunk
    SET rows = %s, new = %s, identical = %s, changed = %s, rejected = %s, rejects = %s
    WHERE import_id = %s AND number = %s
"""


class Running(Protocol):
    """What is needed of a `JobContext`, which stands on this floor."""

    def progress(self, done: int, total: int | None = None) -> None:
        """Raises, no Exception, when the job is to stop."""
        ...

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T: ...


def carry_out(imports: Imports, context: Running, import_id: int) -> dict[str, int]:
    """Blocks: the job is an ordinary function, unique per import. Returns the counts.

    A file that cannot be read ends the import as failed, with its reason, and the job well. When
    the job is told to stop, or the database goes away, the chunk under way leaves nothing, those
    before stay, and another attempt goes on behind them.
    """
    begun = context.wait_for(_begin(imports, import_id))
    if begun is None:
        return {}
    with TemporaryDirectory(prefix="regie-import-") as folder:
        path = Path(folder) / "file"
        context.wait_for(fetch(imports.files.read(begun.digest), path))
        attempt = _Attempt(imports, context, begun)
        state: ImportState = "done"
        reason: dict[str, object] | None = None
        try:
            attempt.load(path)
        except FileUnreadable as error:
            state, reason = "failed", {"code": error.code, "params": error.params}
        except BaseException:
            if attempt.brought_any:
                context.wait_for(_tell(imports, begun))
            raise
    return context.wait_for(_end(imports, begun, state, reason))


class _Attempt:
    def __init__(self, imports: Imports, context: Running, begun: Begun):
        self._imports = imports
        self._context = context
        self._begun = begun
        self.brought_any = False

    def load(self, path: Path) -> None:
        """Raises FileUnreadable, Unavailable, and what the context raises."""
        delivery, kind = self._begun.delivery, self._begun.kind
        table = open_table(path, self._begun.format, headers := Headers(kind.layout))
        positions = headers.positions(table.headers)
        checker = Checker(kind.layout, positions, self._imports.zone)
        read = 0
        with _connected(self._imports) as connection:
            with connection.transaction():
                loader = kind.loader(connection, delivery)
            for number, batch in enumerate(table.batches(self._begun.chunk_rows)):
                self._context.progress(read, max(table.rows, read + batch.height))
                if number in self._begun.chunks:
                    checker.pass_over(batch)
                else:
                    checked = checker.check(batch)
                    with connection.transaction():
                        if _take(connection, delivery.import_id, number):
                            chunk = _Chunk(number, batch, checked, table, positions)
                            self._write(connection, loader, chunk)
                    self.brought_any = True
                read += batch.height
            self._context.progress(read, read)

    def _write(self, connection: psycopg.Connection, loader: Loader, chunk: _Chunk) -> None:
        checked = chunk.checked.also(loader.checks(connection, chunk.checked.rows))
        masks = checked.masks()
        refused = masks != 0
        brought = loader.write(
            connection, checked.rows.filter(~refused), checked.rows.filter(refused)
        )
        rejected, part = int(refused.sum()), None
        if rejected:
            data = reject_part(
                chunk.table,
                self._begun.kind.layout,
                chunk.positions,
                batch=chunk.batch,
                checked=checked,
                masks=masks,
            )
            part = self._context.wait_for(_keep(self._imports.files, data))
        rows = brought.new + brought.identical + brought.changed + rejected
        if rows != chunk.batch.height:
            raise ValueError(f"{rows} of {chunk.batch.height} rows accounted for")
        counts = (rows, brought.new, brought.identical, brought.changed, rejected, part)
        connection.execute(_GIVE, (*counts, self._begun.delivery.import_id, chunk.number))


@dataclass(frozen=True, slots=True)
class _Chunk:
    number: int
    batch: pl.DataFrame
    checked: Checked
    table: Table
    positions: Mapping[str, int]


def _take(connection: psycopg.Connection, import_id: int, number: int) -> bool:
    """False when another attempt has done it meanwhile; waits for one that is at it."""
    return connection.execute(_TAKE, (import_id, number)).rowcount > 0


@contextmanager
def _connected(imports: Imports) -> Generator[psycopg.Connection]:
    """Outside of the pool: for minutes, and for COPY, which asyncpg does at a third of the rate."""
    options = f"-c timezone=UTC -c statement_timeout={STATEMENT_TIMEOUT_MS}"
    try:
        with psycopg.connect(
            imports.database.url.for_libpq(), autocommit=True, options=options, connect_timeout=5
        ) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise Unavailable("the database went away during an import", retry_after_s=2) from error


async def _begin(imports: Imports, import_id: int) -> Begun | None:
    async with imports.database.begin() as connection:
        return await begin_import(connection, imports.app, import_id, imports.kinds)


async def _tell(imports: Imports, begun: Begun) -> None:
    async with imports.database.begin() as connection:
        await begun.kind.ended(connection, begun.delivery)


async def _end(
    imports: Imports, begun: Begun, state: ImportState, reason: dict[str, object] | None
) -> dict[str, int]:
    async with imports.database.begin() as connection:
        counts = await end_import(connection, begun.delivery.import_id, state, reason)
        await begun.kind.ended(connection, begun.delivery)
    return counts


async def _keep(files: FileStore, data: bytes) -> str:
    async with files.draft() as draft:
        await draft.write(data)
        return (await draft.keep()).digest
