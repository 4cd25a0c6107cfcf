"""Starts everything in order, keeps it up, takes it down in the opposite order."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from contextlib import ExitStack

from regie.core.errors import Misconfigured, RegieError, Unavailable
from regie.core.threads import in_thread
from regie.operations.exit_codes import ExitCode
from regie.operations.supervisor.guard import Guard
from regie.operations.supervisor.listener import bind, listen
from regie.operations.supervisor.lock import AlreadyRunning, home_lock
from regie.operations.supervisor.orphans import stop_orphan_workers
from regie.operations.supervisor.plan import Plan, Ready
from regie.operations.supervisor.readiness import until_answer
from regie.operations.supervisor.workers import Workers


def supervise(plan: Plan) -> ExitCode:
    """Run the plan until it is told to stop; must be called in the main thread.

    SIGINT and SIGTERM drain and stop, a second one hurries. SIGHUP replaces the workers one by
    one, unless a terminal was closed, which stops. After a kill of this process or of any other
    the next call heals what was left. What goes wrong is reported as one line; exceptions of
    `prepare` that are no RegieError are raised when everything has been stopped.
    """
    code = ExitCode.OK
    try:
        with home_lock(plan.home):
            asyncio.run(_Supervision(plan).run())
    except* RegieError as failures:
        first = _leaf(failures)
        plan.reporter.failure(first.detail or first.code)
        code = _exit_code(first)
    return code


class _Supervision:
    def __init__(self, plan: Plan):
        self._plan = plan
        self._begun = time.monotonic()
        self._stop = asyncio.Event()
        self._quick = asyncio.Event()
        self._guards = [Guard(server, plan.reporter) for server in plan.servers]
        self._crews: list[Workers] = []
        self._replacing: asyncio.Task[None] | None = None

    async def run(self) -> None:
        self._take_signals()
        if stopped := await in_thread(lambda: stop_orphan_workers(self._plan.home)):
            self._plan.reporter.progress(f"stopped {stopped} workers of a killed supervisor")
        with ExitStack() as bound:
            listener = None
            if self._plan.workers:
                listener = bound.enter_context(bind(self._plan.host, self._plan.port))
                self._plan.on_bound(listener.getsockname()[1])
            serving = asyncio.create_task(self._serve(listener))
            stop = asyncio.create_task(self._stop.wait())
            await asyncio.wait([serving, stop], return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            serving.cancel()  # nothing may be started again from here on
            await asyncio.wait([serving])
            bound.close()
            await self._take_down()
        if not serving.cancelled():
            serving.result()

    async def _serve(self, listener: socket.socket | None) -> None:
        """Bring everything up and keep it; ends only by an exception or when cancelled."""
        plan = self._plan
        await asyncio.gather(*(guard.start() for guard in self._guards))
        await in_thread(plan.prepare)
        port = 0
        if listener is not None:
            listen(listener, plan.host, plan.port)
            port = listener.getsockname()[1]
        async with asyncio.TaskGroup() as tasks:
            for guard in self._guards:
                tasks.create_task(guard.keep())
            for crew in plan.crews:
                serves = crew.command is plan.worker and listener is not None
                workers = Workers(plan, crew, listener.fileno() if listener and serves else None)
                self._crews.append(workers)
                for slot in range(crew.count):
                    tasks.create_task(workers.keep(slot))
                if crew.essential:
                    await workers.all_ready()
            if listener is not None:
                await until_answer(plan.host, port, plan.health_path)
            plan.on_ready(Ready(plan.host, port, time.monotonic() - self._begun))

    async def _take_down(self) -> None:
        """Workers first, so that their last requests find the servers up."""
        self._plan.reporter.progress("stopping")
        await asyncio.gather(*(workers.stop(self._quick) for workers in self._crews))
        for guard in self._guards:
            guard.server.abandon()
        failures: list[RegieError] = []
        for guard in self._guards:
            try:
                await guard.stop(self._quick)
            except RegieError as failure:  # the others are stopped all the same
                failures.append(failure)
        if failures:
            raise failures[0]
        self._plan.reporter.progress("stopped")

    def _take_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
            hang_up = self._ask_to_stop if os.isatty(0) else self._replace_workers
            loop.add_signal_handler(signal.SIGHUP, hang_up)

    def _ask_to_stop(self) -> None:
        if self._stop.is_set():
            self._quick.set()
        self._stop.set()

    def _replace_workers(self) -> None:
        if not self._crews or self._stop.is_set():
            return
        if self._replacing is not None and not self._replacing.done():
            self._plan.reporter.warning("the workers are being replaced already")
            return
        self._replacing = asyncio.create_task(self._restart_each())

    async def _restart_each(self) -> None:
        for workers in self._crews:
            await workers.restart_each()


def _leaf(group: BaseExceptionGroup[RegieError]) -> RegieError:
    first = group.exceptions[0]
    return _leaf(first) if isinstance(first, BaseExceptionGroup) else first


def _exit_code(failure: RegieError) -> ExitCode:
    match failure:
        case AlreadyRunning():
            return ExitCode.ALREADY_RUNNING
        case Misconfigured():
            return ExitCode.REFUSED
        case Unavailable():
            return ExitCode.UNAVAILABLE
        case _:
            return ExitCode.FAILED
