"""Imports to play with: files sent as an app's routes send them, and carried out here and now."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from regie.core.access import EVERYWHERE, Actor, Reach
from regie.core.files import CSV, PARQUET, XLSX, TakenFile
from regie.core.tabular import Imports, ImportView, carry_out, write_rejects

T = TypeVar("T")

KINDS = {"csv": CSV, "xlsx": XLSX, "parquet": PARQUET}


class Stopped(BaseException):
    """As a job is told to stop."""


@dataclass
class Context:
    """In the place of a job's; stops at the given call of `progress`."""

    loop: asyncio.AbstractEventLoop
    stop_at: int | None = None
    told: list[tuple[int, int | None]] = field(default_factory=list)

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        self.told.append((done, total))
        if len(self.told) == self.stop_at:
            raise Stopped

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()


@dataclass(frozen=True)
class Importer:
    """Somebody who imports, within a reach."""

    imports: Imports
    tenant: str
    reach: Reach = EVERYWHERE

    @property
    def actor(self) -> Actor:
        return Actor(self.tenant, "person", 7)

    async def send(
        self, data: bytes, *, kind: str, name: str = "file.csv", again: bool = False
    ) -> tuple[int, bool]:
        """Its id, and whether it wants a job."""
        async with self.imports.files.draft() as draft:
            await draft.write(data)
            stored = await draft.keep()
        format_ = KINDS[name.rpartition(".")[2]]
        file = TakenFile(stored.digest, stored.size_bytes, format_, name)
        async with self.imports.database.begin() as connection:
            return await self.imports.add(
                connection, self.actor, self.reach, self.imports.kind(kind), file, again=again
            )

    async def carry_out(self, id_: int, *, stop_at: int | None = None) -> Context:
        context = Context(asyncio.get_running_loop(), stop_at)
        await asyncio.to_thread(carry_out, self.imports, context, id_)
        return context

    async def bring(self, data: bytes, *, kind: str, name: str = "file.csv") -> ImportView:
        id_, wants_job = await self.send(data, kind=kind, name=name)
        if wants_job:
            await self.carry_out(id_)
        return await self.find(id_)

    async def find(self, id_: int) -> ImportView:
        async with self.imports.database.begin() as connection:
            return await self.imports.find(connection, self.actor, self.reach, id_)

    async def rejects(self, id_: int, format_: Any = "csv", language: Any = "fr") -> bytes:
        """The file of refused rows, as it is downloaded."""
        view = await self.find(id_)
        async with self.imports.database.begin() as connection:
            parts = await self.imports.reject_parts(connection, id_)
        with tempfile.TemporaryFile() as file:
            kind = self.imports.kind(view.kind)
            await write_rejects(self.imports.files, parts, kind, format_, language, file)
            file.seek(0)
            return file.read()
