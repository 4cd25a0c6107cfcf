"""One job worker: `python -m regie.entrypoints.worker --slot N`, started by the supervisor.

The event loop, with the runtime and the job, has a thread of its own: Celery, where there is Redis,
wants the main one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

import uvloop

from regie.bootstrap import (
    Configuration,
    build_job_worker,
    build_runtime,
    configure,
    job_wakes,
    valkey_urls,
)
from regie.core.observe import configure_logging
from regie.core.tasks import CeleryWakes, JobWorker
from regie.core.web import count_as
from regie.operations.supervisor import lifeline

from .asgi import log_format


@dataclass(frozen=True, slots=True)
class Hosted:
    """The worker, open, on its loop."""

    worker: JobWorker
    loop: asyncio.AbstractEventLoop
    stop: asyncio.Event

    def ask_to_stop(self) -> None:
        self.loop.call_soon_threadsafe(self.stop.set)


def main() -> None:
    parser = argparse.ArgumentParser(prog="regie.entrypoints.worker")
    parser.add_argument("--slot", default="1", help="the worker's place, for its figures")
    slot: str = parser.parse_args().slot
    count_as(f"jobs-{slot}")
    configuration = configure()
    settings = configuration.settings
    settings.require_complete()
    configure_logging(log_format(settings), settings.log_level)
    name = f"{socket.gethostname()}-{slot}-{os.getpid()}"
    opened: Future[Hosted] = Future()
    thread = threading.Thread(
        target=lambda: uvloop.run(_host(configuration, name, lifeline(), opened)), daemon=True
    )
    thread.start()
    hosted = opened.result()
    urls = valkey_urls(settings)
    try:
        if urls is None:
            _wait_for_signal(hosted, thread)
        else:
            _run_celery(urls.broker, hosted, name)
    finally:
        hosted.ask_to_stop()
        thread.join()


async def _host(
    configuration: Configuration, name: str, alive: Callable[[], None], opened: Future[Hosted]
) -> None:
    settings = configuration.settings
    stop = asyncio.Event()
    try:
        runtime = build_runtime(configuration)
        wakes = job_wakes(runtime)
        worker = build_job_worker(runtime, wakes, worker=name, alive=alive)
        async with runtime.opened(relaying=False):
            await worker.open()
            if isinstance(wakes, CeleryWakes):
                busy = asyncio.create_task(wakes.beat(name, worker.heard))
            else:
                busy = asyncio.create_task(worker.run())
            opened.set_result(Hosted(worker, asyncio.get_running_loop(), stop))
            await stop.wait()
            await worker.close(settings.job_drain_s)
            busy.cancel()
    except BaseException as error:
        if not opened.done():
            opened.set_exception(error)
        raise


def _wait_for_signal(hosted: Hosted, thread: threading.Thread) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: hosted.ask_to_stop())
    thread.join()


def _run_celery(broker: str, hosted: Hosted, name: str) -> None:
    from regie.core.tasks.celery_worker import CeleryWorker  # noqa: PLC0415 - 10 MB, with Redis only

    CeleryWorker(broker, hosted.worker, hosted.loop, name=name, on_stop=hosted.ask_to_stop).run()


if __name__ == "__main__":
    main()
