"""Files that no row names any more: whose documents were taken away, whose imports are forgotten.

A row names its file after the store has kept it. So a file that was not kept for longer than any
upload lasts, and that no row names, is one that no row will name either.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Purgeable

from .store import FileStore, KeptFile

NamesFiles = Callable[[AsyncConnection, Sequence[str]], Awaitable[set[str]]]
"""Which of these digests rows name, of all tenants."""

_DAY_S: Final = 86_400
_TABLE: Final = "files"


@dataclass(frozen=True, slots=True)
class UnnamedFiles:
    """`owners` are all that there are, those of apps that are switched off too: what they name
    stays."""

    store: FileStore
    owners: tuple[NamesFiles, ...]

    async def preview(
        self, connection: AsyncConnection, *, keep_days: int = 1
    ) -> Sequence[Purgeable]:
        """Reads the names of all files that are older."""
        found = Purgeable(_TABLE, 0, None, None)
        async for file in self._unnamed(connection, keep_days):
            found += _counted(file)
        return [found]

    async def purge(
        self, connection: AsyncConnection, *, keep_days: int = 1
    ) -> Sequence[Purgeable]:
        """All of them, and drafts that a killed process left. May be killed anywhere and run
        again, also twice at once: each file goes once, or stays."""
        await self.store.sweep()
        gone = Purgeable(_TABLE, 0, None, None)
        async for file in self._unnamed(connection, keep_days):
            if await self.store.remove(file.digest, keep_days * _DAY_S):
                gone += _counted(file)
        return [gone]

    async def _unnamed(
        self, connection: AsyncConnection, keep_days: int
    ) -> AsyncGenerator[KeptFile]:
        async for files in self.store.kept_before(keep_days * _DAY_S):
            digests = [file.digest for file in files]
            named: set[str] = set()
            for owner in self.owners:
                named |= await owner(connection, digests)
            for file in files:
                if file.digest not in named:
                    yield file


def _counted(file: KeptFile) -> Purgeable:
    day = file.kept_at.date()
    return Purgeable(_TABLE, 1, day, day, file.size_bytes)
