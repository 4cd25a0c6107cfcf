"""Celery's side of a job worker: it waits for wakes, and runs one job for each.

Its pool is `solo`: the task runs in the worker's own process, which has a Database, an event loop
(in a thread of its own) and the job. Messages are acknowledged when they are taken, for they name
no job and nothing is lost with one: so Celery restores none after a visibility time-out, and there
is nothing that it could run twice. Remote control, events, gossip and results are off.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from os import EX_OK
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from celery import Celery, signals  # pyright: ignore[reportMissingTypeStubs] - it ships none
from celery.platforms import SecurityWarning  # pyright: ignore[reportMissingTypeStubs]
from celery.worker import state  # pyright: ignore[reportMissingTypeStubs]
from kombu.entity import Queue

from .celery_messages import BEAT_TASK, NEXT_TASK, QUEUE, beats_of
from .worker import JobWorker

ANSWER_S: Final = 5.0

_signals: Any = signals
_state: Any = state


class CeleryWorker:
    """`run` in the main thread, until SIGTERM."""

    def __init__(
        self,
        broker_url: str,
        worker: JobWorker,
        loop: asyncio.AbstractEventLoop,
        *,
        name: str,
        on_stop: Callable[[], None],
        queue: str = QUEUE,
    ):
        self._worker = worker
        self._loop = loop
        self._name = name
        self._on_stop = on_stop
        self._queue = queue
        self._beats = beats_of(name, queue)
        self._app: Any = Celery("regie", broker=kombu_url(broker_url), set_as_current=False)
        self._app.conf.update(
            task_queues=[Queue(queue), Queue(self._beats)],
            task_ignore_result=True,
            task_acks_late=False,
            task_default_queue=queue,
            accept_content=["json"],
            worker_prefetch_multiplier=1,
            worker_enable_remote_control=False,
            worker_send_task_events=False,
            worker_hijack_root_logger=False,
            worker_redirect_stdouts=False,
            broker_connection_retry_on_startup=True,
            broker_connection_max_retries=None,
            broker_transport_options={
                "socket_connect_timeout": ANSWER_S,
                "socket_keepalive": True,
                "health_check_interval": 10,
            },
        )
        self._app.task(name=NEXT_TASK)(self._next)
        self._app.task(name=BEAT_TASK)(self._heard)

    def run(self) -> None:
        for library in ("celery", "kombu"):  # or each beat is three lines
            logging.getLogger(library).setLevel(logging.WARNING)
        _signals.setup_logging.connect(_leave_logging, weak=False)
        _signals.worker_ready.connect(self._ready, weak=False)
        with warnings.catch_warnings():
            # It warns every superuser; what it fears is pickle, which is not accepted here.
            warnings.simplefilter("ignore", SecurityWarning)
            celery = self._app.Worker(
                pool="solo",
                concurrency=1,
                hostname=f"{self._name}@regie",
                loglevel="WARNING",
                quiet=True,
                without_gossip=True,
                without_mingle=True,
                without_heartbeat=True,
            )
            celery.start()

    def _ready(self, **_: Any) -> None:
        """Takes SIGTERM from Celery, which would wait for the job without telling it."""
        signal.signal(signal.SIGTERM, self._stop)
        self._heard()

    def _heard(self) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._worker.heard)

    def _stop(self, *_: object) -> None:
        _state.should_stop = EX_OK
        self._on_stop()

    def _next(self) -> None:
        """Runs while Celery waits. Ended loops, at a stop, have no next job."""
        coroutine = self._worker.run_next()
        try:
            ran: Future[bool] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        except RuntimeError:
            coroutine.close()
            return
        try:
            ran.result()
        except CancelledError:
            return


def kombu_url(url: str) -> str:
    """redis-py's address of a server in kombu's spelling, which differs for sockets only."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.netloc}{parts.path}?virtual_host={database}"


def _leave_logging(**_: Any) -> None:
    """A receiver, whatever it does, keeps Celery from configuring loggers."""
