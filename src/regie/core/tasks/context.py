"""What a running job is given: who it is, how it tells what it does, and whether to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from operator import index
from typing import Any, Final, Literal, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.outbox import first_time

T = TypeVar("T")

StopReason = Literal["cancelled", "time_limit", "given_back", "lost"]
"""A person asked; it took too long; its worker ends; another worker may have it."""

MESSAGE_LENGTH: Final = 200


class JobStopped(BaseException):
    """The job is to end now. No Exception, so that `except Exception` in a job lets it pass."""

    def __init__(self, reason: StopReason):
        super().__init__(reason)
        self.reason: StopReason = reason


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int | None
    message: str | None


@dataclass(frozen=True, slots=True)
class GroupCounts:
    total: int
    done: int
    failed: int
    cancelled: int


class JobContext:
    """Its methods may be called from the thread of an ordinary function as well."""

    def __init__(
        self,
        *,
        id_: int,
        name: str,
        tenant: str,
        attempt: int,
        lapsed: bool,
        scheduled_for: datetime | None,
        group: GroupCounts | None,
        database: Database,
        service: Any,
        tell: Callable[[Progress], None],
    ):
        self.id: Final = id_
        self.name: Final = name
        self.tenant: Final = tenant
        self.attempt: Final = attempt
        """Rises each time the job is taken, also after a worker died: a fencing token."""
        self.lapsed: Final = lapsed
        """An attempt before never reported: what it was to do may be done, or half done."""
        self.scheduled_for: Final = scheduled_for
        """When its schedule meant it to run, which may be long ago."""
        self.group: Final = group
        """In a group's follow-up: how the members ended."""
        self.database: Final = database
        self.service: Final = service
        """That of the app which declares the job."""
        self._loop = asyncio.get_running_loop()
        self._tell = tell
        self._stop = asyncio.Event()
        self._reason: StopReason | None = None

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """Never waits: events and the row are written beside the job, the newest only. Raises
        JobStopped when the job is to stop. A whole number of another library is one of ours."""
        self.check()
        done, total = index(done), None if total is None else index(total)
        short = None if message is None else message.replace("\0", "")[:MESSAGE_LENGTH]
        self._tell(Progress(done, total, short))

    def check(self) -> None:
        """Raises JobStopped when the job is to stop."""
        if self._reason is not None:
            raise JobStopped(self._reason)

    async def sleep(self, seconds: float) -> None:
        """Raises JobStopped as soon as the job is to stop."""
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return
        self.check()

    async def stopped(self) -> None:
        """Returns when the job is to stop."""
        await self._stop.wait()

    async def effect_once(self, connection: AsyncConnection) -> bool:
        """Call it first in the transaction of the job's effect. False when an earlier attempt, or
        one that was thought dead, has committed the effect: then there is nothing left to do."""
        return await first_time(connection, f"job:{self.name}", str(self.id))

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """For an ordinary function: runs what is asynchronous and returns what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def stop(self, reason: StopReason) -> None:
        """The worker's part: the first reason stays."""
        if self._reason is None:
            self._reason = reason
            self._stop.set()

    @property
    def stop_reason(self) -> StopReason | None:
        return self._reason
