"""Imports to play with: files sent as an app's routes send them, and carried out here and now, or
by a process that imports sales as the product's workers do.

python tests/importplay.py '{"database": …, "home": …, "lease_s": …}'
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from peopleplay import environ
from regie.apps.retail.sales_import.tasks import import_sales
from regie.bootstrap import build_runtime, configure
from regie.core.access import EVERYWHERE, Actor, Reach
from regie.core.db import DatabaseUrl
from regie.core.files import CSV, PARQUET, XLSX, TakenFile
from regie.core.tabular import Imports, ImportView, attach_job, carry_out, write_rejects
from regie.core.tasks import (
    DeclaredJob,
    JobWorker,
    NotifyWakes,
    Wakes,
    WorkerOptions,
    enqueue,
    run_jobs,
)
from regie.operations.supervisor import lifeline

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

    def progress(self, done: int, total: int | None = None) -> None:
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

    async def enqueue(self, id_: int) -> int:
        """The job's id, for a worker that runs elsewhere."""
        async with self.imports.database.begin() as connection:
            call = import_sales.call(id_)
            job_id = await enqueue(connection, call, key=str(id_), tenant=self.tenant)
            await attach_job(connection, id_, job_id)
        return job_id

    async def bring(
        self, data: bytes, *, kind: str, name: str = "file.csv", again: bool = False
    ) -> ImportView:
        id_, wants_job = await self.send(data, kind=kind, name=name, again=again)
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
            await write_rejects(
                self.imports.files, parts, kind, file, format_=format_, language=language
            )
            file.seek(0)
            return file.read()


class Place(msgspec.Struct):
    """Where a worker works."""

    database: str
    home: str
    lease_s: float = 2.0


def start_worker(place: Place, log: Path) -> subprocess.Popen[bytes]:
    told = msgspec.json.encode(place).decode()
    with log.open("ab") as output:
        return subprocess.Popen([sys.executable, __file__, told], stdout=output, stderr=output)


@asynccontextmanager
async def _opened(
    place: Place, alive: Callable[[], None]
) -> AsyncGenerator[tuple[JobWorker, Wakes]]:
    url = DatabaseUrl(place.database)
    runtime = build_runtime(configure({**environ(url), "REGIE_HOME": place.home}))
    wakes = NotifyWakes(runtime.core.database)
    declared = [DeclaredJob(import_sales, runtime.parts["retail"].service)]
    async with runtime.opened(relaying=False):
        yield (
            JobWorker(
                runtime.core.database,
                url,
                declared,
                wakes,
                worker=f"importplay-{os.getpid()}",
                alive=alive,
                options=WorkerOptions(lease_s=place.lease_s, sweep_s=0.3),
            ),
            wakes,
        )


def main() -> None:
    place = msgspec.json.decode(sys.argv[1], type=Place)
    alive = lifeline()
    run_jobs(lambda: _opened(place, alive), name="importplay", broker_url=None, drain_s=0.3)


if __name__ == "__main__":
    main()
