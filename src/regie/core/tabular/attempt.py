"""One attempt at an import, chunk by chunk."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
import psycopg

from regie.core.errors import Unavailable
from regie.core.files import FileStore

from .checking import Checked, Checker
from .headers import Headers
from .imports import Imports
from .kind import Loader
from .reading import open_table
from .reject_frames import reject_part
from .rejects import are_of_rejects
from .repository import Begun
from .running import Running
from .table import Table

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


class Attempt:
    def __init__(self, imports: Imports, context: Running, begun: Begun):
        self._imports = imports
        self._context = context
        self._begun = begun
        self.brought_any = False

    def load(self, path: Path) -> None:
        """Raises FileUnreadable, Unavailable, and what the context raises: when the job is to stop,
        within a step of a chunk, which leaves nothing then."""
        kind = self._begun.kind
        self._context.progress(0)
        table = open_table(path, self._begun.format, headers := Headers(kind.layout))
        positions = headers.positions(table.headers)
        whole = any(column.name not in positions for column in kind.layout.counted)
        delivery = self._begun.delivery
        of_rejects = are_of_rejects(table.headers)
        checker = Checker(kind.layout, positions, self._imports.zone, of_rejects=of_rejects)
        read = 0
        with _connected(self._imports) as connection:
            with connection.transaction():
                loader = kind.loader(connection, delivery, whole=whole)
            for number, batch in enumerate(table.batches(self._begun.chunk_rows)):
                rows = max(table.rows, read + batch.height)
                self._context.progress(read, rows)
                if number in self._begun.chunks:
                    checker.pass_over(batch)
                else:
                    checked = checker.check(batch)
                    self._context.progress(read + batch.height // 2, rows)
                    with connection.transaction():
                        if _take(connection, delivery.import_id, number):
                            chunk = _Chunk(number, batch, checked, table, positions)
                            self._write(connection, loader, chunk)
                        self._context.progress(read + batch.height, rows)
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
                digest=self._begun.digest,
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


async def _keep(files: FileStore, data: bytes) -> str:
    async with files.draft() as draft:
        await draft.write(data)
        return (await draft.keep()).digest
