"""Carrying out one import: what an app's job calls.

Each chunk is one transaction, and its row in core.import_chunk is made in it: an attempt that comes
after a killed one, or beside one that was taken for dead, finds which chunks are in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

from .errors import FileUnreadable
from .imports import Imports
from .repository import Begun, ImportState, begin_import, end_import

T = TypeVar("T")


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
    from .attempt import Attempt  # noqa: PLC0415 - with polars and numpy, in a worker's thread

    begun = context.wait_for(_begin(imports, import_id))
    if begun is None:
        return {}
    with TemporaryDirectory(prefix="regie-import-") as folder:
        path = Path(folder) / "file"
        context.wait_for(_fetched(imports.files.read(begun.digest), path))
        attempt = Attempt(imports, context, begun)
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


async def _fetched(pieces: AsyncIterator[bytes], to: Path) -> None:
    """polars reads from a path, and a store gives none. Raises FileMissing."""
    with to.open("wb") as file:
        async for piece in pieces:
            file.write(piece)


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
