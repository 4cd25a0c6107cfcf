"""Carrying out one import: what an app's job calls.

Each chunk is one transaction, and its row in core.import_chunk is made in it: an attempt that comes
after a killed one, or beside one that was taken for dead, finds which chunks are in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol, TypeVar

import polars as pl
import psycopg

from regie.core.errors import Unavailable
from regie.core.files import FileStore

from .checking import Checker
from .errors import FileUnreadable
from .headers import Headers
from .imports import Imports
from .kind import Brought, Delivery, ImportKind
from .reading import fetch, open_table
from .rejects import reject_part
from .repository import Begun, ImportState, begin_import, end_import

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

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
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
    kind = imports.kind(begun.kind)
    with TemporaryDirectory(prefix="regie-import-") as folder:
        path = Path(folder) / "file"
        context.wait_for(fetch(imports.files.read(begun.digest), path))
        attempt = _Attempt(imports, context, kind, begun)
        state: ImportState = "done"
        reason: dict[str, object] | None = None
        try:
            attempt.load(path)
        except FileUnreadable as error:
            state, reason = "failed", {"code": error.code, "params": error.params}
        except BaseException:
            if attempt.brought_any:
                context.wait_for(_tell(imports, kind, begun.delivery))
            raise
    context.wait_for(_end(imports, kind, begun.delivery, state, reason))
    return attempt.counts


class _Attempt:
    def __init__(self, imports: Imports, context: Running, kind: ImportKind, begun: Begun):
        self._imports = imports
        self._context = context
        self._kind = kind
        self._begun = begun
        self.brought_any = False
        self.counts = dict.fromkeys(("rows", "new", "identical", "changed", "rejected"), 0)

    def load(self, path: Path) -> None:
        headers = Headers(self._kind.layout)
        table = open_table(path, self._begun.format, headers)
        positions = headers.positions(table.headers)
        checker = Checker(self._kind.layout, positions, self._imports.zone)
        read = 0
        with self._connected() as connection:
            with connection.transaction():
                loader = self._kind.loader(connection, self._begun.delivery)
            for number, batch in enumerate(table.batches(self._begun.chunk_rows)):
                self._context.progress(read, max(table.rows, read + batch.height))
                if number in self._begun.chunks:
                    checker.pass_over(batch)
                else:
                    checked = checker.check(batch)
                    with connection.transaction():
                        taken = connection.execute(_TAKE, (self._begun.delivery.import_id, number))
                        if taken.rowcount == 0:  # by another attempt, meanwhile
                            continue
                        checked = checked.also(loader.checks(connection, checked.rows))
                        masks = checked.masks()
                        brought = loader.write(
                            connection,
                            checked.rows.filter(masks == 0),
                            checked.rows.filter(masks != 0),
                        )
                        rejected = int((masks != 0).sum())
                        part = None
                        if rejected:
                            data = reject_part(
                                table, self._kind.layout, positions, batch, checked, masks
                            )
                            part = self._context.wait_for(_keep(self._imports.files, data))
                        self._give(connection, number, batch.height, brought, rejected, part)
                    self.brought_any = True
                read += batch.height
