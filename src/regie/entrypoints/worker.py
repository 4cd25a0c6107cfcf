"""One job worker: `python -m regie.entrypoints.worker --slot N`, started by the supervisor."""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from regie.bootstrap import (
    Configuration,
    build_job_worker,
    build_runtime,
    configure,
    job_wakes,
    valkey_urls,
)
from regie.core.observe import configure_logging
from regie.core.tasks import JobWorker, Wakes, run_jobs
from regie.core.web import METRICS_FOLDER, count_as
from regie.operations.supervisor import lifeline

from .asgi import log_format


def main() -> None:
    parser = argparse.ArgumentParser(prog="regie.entrypoints.worker")
    parser.add_argument("--slot", default="1", help="the worker's place, for its figures")
    slot: str = parser.parse_args().slot
    count_as(f"jobs-{slot}", os.environ.get(METRICS_FOLDER))
    configuration = configure()
    settings = configuration.settings
    settings.require_complete()
    configure_logging(log_format(settings), settings.log_level)
    name = f"{socket.gethostname()}-{slot}-{os.getpid()}"
    alive = lifeline()
    urls = valkey_urls(settings)
    run_jobs(
        lambda: _opened(configuration, name, alive),
        name=name,
        broker_url=None if urls is None else urls.broker,
        drain_s=settings.job_drain_s,
    )


@asynccontextmanager
async def _opened(
    configuration: Configuration, name: str, alive: Callable[[], None]
) -> AsyncGenerator[tuple[JobWorker, Wakes]]:
    # On another machine its environment has no WEBHOOK_1_URL: that must not withdraw an endpoint.
    runtime = build_runtime(replace(configuration, webhooks=None))
    wakes = job_wakes(runtime)
    async with runtime.opened(relaying=False):
        yield build_job_worker(runtime, wakes, worker=name, alive=alive), wakes


if __name__ == "__main__":
    main()
