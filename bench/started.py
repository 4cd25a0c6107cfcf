"""Workers whose jobs say at once that they have started, in processes under measurement:
`python -m bench.started CASE DATABASE_URL BROKER_URL SOCKET`."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from celery import Celery

from regie.core.db import Database, DatabaseUrl
from regie.core.observe import configure_logging
from regie.core.tasks import (
    CeleryWakes,
    DeclaredJob,
    JobContext,
    JobWorker,
    NotifyWakes,
    Wakes,
    job,
    run_jobs,
)
from regie.core.tasks.celery_worker import kombu_url
from regie.core.valkey import Valkey

CONNECTIONS: Final = 4
POOLS: Final = {"celery": "prefork", "celery-solo": "solo"}
_hearer = sys.argv[4] if len(sys.argv) > 4 else ""


def tell(number: int) -> None:
    """To whoever measures: a datagram, for all cases alike."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mouth:
        mouth.sendto(str(number).encode(), _hearer)


@job(name="bench.start")
async def start(context: JobContext, number: int) -> None:  # noqa: ARG001 - every job's first
    tell(number)


def bare_celery(broker_url: str) -> tuple[Celery, Any]:
    """As its first steps show it, without what it would not use: results."""
    app = Celery("bench", broker=kombu_url(broker_url), set_as_current=False)
    app.conf.update(
        task_ignore_result=True, broker_connection_retry_on_startup=True, task_default_queue="bare"
    )
    return app, app.task(name="bench.start")(tell)


@asynccontextmanager
async def connected(
    database_url: str, broker_url: str | None
) -> AsyncGenerator[tuple[Database, Wakes]]:
    database = Database(DatabaseUrl(database_url), pool_size=CONNECTIONS, pool_overflow=0)
    await database.open()
    valkey = None if broker_url is None else Valkey("state", broker_url)
    if valkey is not None:
        await valkey.open()
    yield database, NotifyWakes(database) if valkey is None else CeleryWakes(valkey)
    if valkey is not None:
        await valkey.close()
    await database.close()


@asynccontextmanager
async def opened(
    database_url: str, broker_url: str | None
) -> AsyncGenerator[tuple[JobWorker, Wakes]]:
    async with connected(database_url, broker_url) as (database, wakes):
        url = DatabaseUrl(database_url)
        yield JobWorker(database, url, [DeclaredJob(start)], wakes, worker="bench"), wakes


def main(case: str, database_url: str, broker_url: str) -> None:
    configure_logging("json", "error")
    if case in POOLS:
        app, _ = bare_celery(broker_url)
        app.Worker(pool=POOLS[case], concurrency=1, quiet=True, loglevel="ERROR").start()
        return
    broker = broker_url if case == "regie" else None
    run_jobs(lambda: opened(database_url, broker), name="bench", broker_url=broker, drain_s=1)


if __name__ == "__main__":
    main(*sys.argv[1:4])
