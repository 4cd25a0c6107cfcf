"""A process that does nothing but run jobs, from its start to its last job.

The event loop, with the worker and the job, has a thread of its own: Celery, where there is Redis,
wants the main one.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import uvloop

from .celery_messages import CeleryWakes
from .wake import Wakes
from .worker import JobWorker

Opened = AbstractAsyncContextManager[tuple[JobWorker, Wakes]]


@dataclass(frozen=True, slots=True)
class _Hosted:
    worker: JobWorker
    loop: asyncio.AbstractEventLoop
    stop: asyncio.Event

    def told_to_stop(self, *_: object) -> None:
        self.ask_to_stop()

    def ask_to_stop(self) -> None:
        self.loop.call_soon_threadsafe(self.stop.set)


def run_jobs(
    opened: Callable[[], Opened], *, name: str, broker_url: str | None, drain_s: float
) -> None:
    """Runs jobs until SIGTERM; to be called in the main thread. With a broker Celery wakes the
    worker, else PostgreSQL does. `opened` yields a worker that is not open yet, on the loop.

    The job that runs at the end has `drain_s` to finish; then it is given back.
    """
    ready: Future[_Hosted] = Future()
    thread = threading.Thread(
        target=lambda: uvloop.run(_host(opened, name, drain_s, ready)), daemon=True
    )
    thread.start()
    hosted = ready.result()
    try:
        if broker_url is None:
            signal.signal(signal.SIGTERM, hosted.told_to_stop)
            signal.signal(signal.SIGINT, hosted.told_to_stop)
            thread.join()
        else:
            _run_celery(broker_url, hosted, name)
    finally:
        if thread.is_alive():
            hosted.ask_to_stop()
            thread.join()


async def _host(
    opened: Callable[[], Opened], name: str, drain_s: float, ready: Future[_Hosted]
) -> None:
    stop = asyncio.Event()
    try:
        async with opened() as (worker, wakes):
            await worker.open()
            if isinstance(wakes, CeleryWakes):
                consuming = asyncio.create_task(wakes.beat(name, worker.heard))
            else:
                consuming = asyncio.create_task(worker.run())
            ready.set_result(_Hosted(worker, asyncio.get_running_loop(), stop))
            await stop.wait()
            await worker.close(drain_s)
            consuming.cancel()
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)
        raise


def _run_celery(broker_url: str, hosted: _Hosted, name: str) -> None:
    from .celery_worker import CeleryWorker  # noqa: PLC0415 - 10 MB, for those with Redis only

    CeleryWorker(
        broker_url, hosted.worker, hosted.loop, name=name, on_stop=hosted.ask_to_stop
    ).run()
