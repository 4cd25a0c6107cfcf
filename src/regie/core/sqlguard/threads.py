"""Drivers without asyncio: a thread for each connection, and never more of them than agreed.

A thread cannot be stopped from outside. So the caller is answered in time whatever the driver
does, the connection that hangs is interrupted, and when even that does not bring its thread back
it is lost: counted, left behind, and taken off the number of threads that there may be. When so
many hang that none may be started, a new connection is refused at once. Nothing piles up.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Final, Generic, Protocol, TypeVar

from regie.core.threads import in_thread, promised

from .errors import SourceFull
from .source import Row

T = TypeVar("T")

_RETRY_S: Final = 5
_CLEANSE_S: Final = 1.0


class BlockingConnection(Protocol):
    """A driver's connection, used by one thread; `interrupt` alone is called from another.

    `fetch` raises our errors (`errors.py`) for those of the driver; the others raise nothing.
    """

    def fetch(self, query: str, parameters: tuple[object, ...]) -> Sequence[Row]: ...

    def cleanse(self) -> bool:
        """Brings the session back to how it was opened; False when that cannot be said."""
        ...

    def interrupt(self) -> None:
        """Ends what runs, on the server too where it can be asked to. May itself block."""
        ...

    def close(self) -> None: ...

    def is_closed(self) -> bool: ...


class Threads:
    """Those of one source: as many as connections are allowed, and a few more that may hang."""

    def __init__(self, most: int, on_lost: Callable[[int], None] = lambda _: None):
        """`on_lost` is told how many hang, at each change."""
        self._most = most
        self._on_lost = on_lost
        self.alive = 0
        self.lost = 0

    def start(self) -> DriverThread:
        """Raises SourceFull when too many hang."""
        if self.alive >= self._most:
            raise SourceFull(f"{self.lost} connections hang in the driver", retry_after_s=_RETRY_S)
        thread = DriverThread(self._ended)  # RuntimeError where the machine has none to give
        self.alive += 1
        return thread

    def lose(self, thread: DriverThread) -> None:
        if not thread.ended.is_set() and not thread.lost:
            thread.lost = True
            self._count_lost(+1)

    def _ended(self, thread: DriverThread) -> None:
        self.alive -= 1
        if thread.lost:
            self._count_lost(-1)

    def _count_lost(self, change: int) -> None:
        self.lost += change
        self._on_lost(self.lost)


class DriverThread:
    """Does one thing after another. A daemon: it keeps nobody from leaving the process."""

    def __init__(self, on_end: Callable[[DriverThread], None]):
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._on_end = on_end
        self._pending = 0
        self.ended = asyncio.Event()
        self.lost = False
        threading.Thread(target=self._work, name="sqlguard", daemon=True).start()

    @property
    def busy(self) -> bool:
        return self._pending > 0

    def run(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Who stops waiting for the result leaves the work running."""
        future, job = promised(work)
        self._pending += 1
        self._jobs.put(job)
        return future

    def end(self, last: Callable[[], None]) -> None:
        """When it has done what it was given so far, and `last`, which raises nothing."""
        self._jobs.put(last)
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            self._tell(self._done)
        self._tell(self._end)

    def _done(self) -> None:
        self._pending -= 1

    def _end(self) -> None:
        self.ended.set()
        self._on_end(self)

    def _tell(self, callback: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop closed meanwhile: nobody wants to know
            self._loop.call_soon_threadsafe(callback)


C = TypeVar("C", bound=BlockingConnection)


class ThreadedConnection(Generic[C]):
    """A blocking connection as the pool wants it."""

    def __init__(self, raw: C, thread: DriverThread, threads: Threads):
        self._raw = raw
        self._thread = thread
        self._threads = threads
        self._closing = False

    async def fetch(self, query: str, *args: object) -> Sequence[Row]:
        return await self._thread.run(lambda: self._raw.fetch(query, args))

    async def cleanse(self) -> bool:
        """False too when it hangs: the connection is then closed, as far as it can be."""
        try:
            async with asyncio.timeout(_CLEANSE_S):
                return await self._thread.run(self._raw.cleanse)
        except TimeoutError:
            return False

    def is_closed(self) -> bool:
        return self._closing or self._raw.is_closed()

    async def close(self, timeout_s: float) -> None:
        """Within the time, whatever the driver does; a thread that still runs then is lost."""
        if self._closing:
            return
        self._closing = True
        busy = self._thread.busy
        self._thread.end(self._raw.close)
        try:
            async with asyncio.timeout(timeout_s):
                if busy:
                    await in_thread(self._raw.interrupt)
                await self._thread.ended.wait()
        except TimeoutError:
            self._threads.lose(self._thread)


async def open_in_thread(threads: Threads, connect: Callable[[], C]) -> ThreadedConnection[C]:
    """Raises what `connect` raises, and SourceFull when too many threads hang."""
    thread = threads.start()
    opened: list[C] = []

    def discard() -> None:
        for raw in opened:
            raw.close()

    try:
        await thread.run(lambda: opened.append(connect()))
    except BaseException as error:
        thread.end(discard)
        if isinstance(error, asyncio.CancelledError):
            threads.lose(thread)
        raise
    return ThreadedConnection(opened[0], thread, threads)
