"""A process that does nothing but run jobs, from its start to its last job.

The event loop, with the worker and the job, has a thread of its own: Celery, where there is Redis,
wants the main one.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, suppress
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
        with suppress(RuntimeError):  # the loop has ended
            self.loop.call_soon_threadsafe(self.stop.set)


def run_jobs(
    opened: Callable[[], Opened], *, name: str, broker_url: str | None, drain_s: float
) -> None:
    """Runs jobs until SIGTERM; to be called in the main thread. With a broker Celery wakes the
    worker, else PostgreSQL does. `opened` yields a worker that is not open yet, on the loop.

    The job that runs at the end has `drain_s` to finish; then it is given back. Raises what ended
    the loop, if anything did.
    """
    ready: Future[_Hosted] = Future()
    ended: Future[None] = Future()

    def host() -> None:
        try:
            uvloop.run(_host(opened, name, drain_s, ready))
        except BaseException as error:  # noqa: BLE001 - handed over to the main thread
            ended.set_exception(error)
            if not ready.done():
                ready.set_exception(error)
            else:
                os.kill(os.getpid(), signal.SIGTERM)  # which ends whatever the main thread does
        else:
            ended.set_result(None)

    thread = threading.Thread(target=host, daemon=True)
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
        hosted.ask_to_stop()
        ended.result()


async def _host(
    opened: Callable[[], Opened], name: str, drain_s: float, ready: Future[_Hosted]
) -> None:
    stop = asyncio.Event()
    async with opened() as (worker, wakes):
        await worker.open()
        if isinstance(wakes, CeleryWakes):
            consuming = asyncio.create_task(wakes.beat(name, worker.heard))
        else:
            consuming = asyncio.create_task(worker.run())
        ready.set_result(_Hosted(worker, asyncio.get_running_loop(), stop))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((consuming, stopping), return_when=asyncio.FIRST_COMPLETED)
        await worker.close(drain_s)
        if stopping.done():
            consuming.cancel()
        else:
            consuming.result()


def _run_celery(broker_url: str, hosted: _Hosted, name: str) -> None:
    from .celery_worker import CeleryWorker  # noqa: PLC0415 - 10 MB, for those with Redis only

    CeleryWorker(
        broker_url, hosted.worker, hosted.loop, name=name, on_stop=hosted.ask_to_stop
    ).run()
