"""Keeps the wanted number of workers up, and takes them down in time."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from regie.core.errors import RegieError
from regie.operations.supervisor.plan import Crew, Plan
from regie.operations.supervisor.worker import Worker

READY_TIMEOUT_S = 60.0
MOST_CRASHES = 5
FIRST_DELAY_S = 0.25
LONGEST_DELAY_S = 10.0
STEADY_S = 60.0
"""A worker that served this long starts its successor's delays from the beginning."""


class WorkersGaveUp(RegieError):
    """A worker crashed before serving, several times in a row; the detail has its last lines."""


class Workers:
    """Of one crew. One slot per worker; a slot whose worker ends gets another one."""

    def __init__(self, plan: Plan, crew: Crew, listener_fd: int | None):
        self._plan = plan
        self._crew = crew
        self._listener_fd = listener_fd
        self._current: dict[int, Worker] = {}
        self._served = [asyncio.Event() for _ in range(crew.count)]

    async def all_ready(self) -> None:
        """Return when every slot has served once."""
        for served in self._served:
            await served.wait()

    async def keep(self, slot: int) -> None:
        """Runs until it is cancelled; raises WorkersGaveUp after five crashes in a row at first,
        when the crew is essential.

        Once the slot has served, the cause is around it rather than in it (a database that comes
        back in ten minutes), and it is tried for ever.
        """
        crashes, served, delay_s = 0, False, FIRST_DELAY_S
        while True:
            worker = self._spawn(slot)
            begun = time.monotonic()
            code = await self._live(slot, worker)
            if worker.asked_to_end:
                continue
            served = served or worker.ready.is_set()
            crashes += 1
            if crashes == MOST_CRASHES and not served:
                report = self._crash_report(slot, worker, code)
                if self._crew.essential:
                    raise WorkersGaveUp(report)
                self._plan.reporter.warning(report)
            if time.monotonic() - begun > STEADY_S:
                delay_s = FIRST_DELAY_S
            self._plan.reporter.warning(
                f"{self._name(slot)} ended ({_meaning(code)}), another one in {delay_s:g} s"
            )
            await asyncio.sleep(delay_s)
            delay_s = min(2 * delay_s, LONGEST_DELAY_S)

    async def restart_each(self) -> None:
        """Replace the workers one after another; connections wait at the socket meanwhile."""
        for slot, old in sorted(self._current.items()):
            self._served[slot].clear()
            await self._end([old], asyncio.Event())
            await self._served[slot].wait()

    async def stop(self, quick: asyncio.Event) -> None:
        """Drain and end all of them, at once when `quick` is set before or meanwhile.

        The slots' `keep` must have been cancelled, or they would start new ones.
        """
        await self._end(list(self._current.values()), quick)
        for slot in self._current:
            record_path(self._plan.home, slot, self._crew.name).unlink(missing_ok=True)

    def _spawn(self, slot: int) -> Worker:
        plan = self._plan
        record = record_path(plan.home, slot, self._crew.name)
        worker = Worker.spawn(self._crew.command, slot, self._listener_fd, record, plan.reporter)
        self._current[slot] = worker
        return worker

    async def _live(self, slot: int, worker: Worker) -> int:
        """Follow the worker to its end; one that does not come to serve, or falls silent, is
        killed."""
        ready = asyncio.create_task(worker.ready.wait())
        await asyncio.wait(
            [worker.end, ready], timeout=READY_TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED
        )
        ready.cancel()
        if worker.ready.is_set():
            self._served[slot].set()
        elif not worker.end.done():
            self._plan.reporter.warning(f"{self._name(slot)} did not serve, it is killed")
            worker.kill()
        if self._crew.silence_s is not None:
            await self._watch(slot, worker, self._crew.silence_s)
        return await asyncio.shield(worker.end)

    async def _watch(self, slot: int, worker: Worker, silence_s: float) -> None:
        """Until it ends or is killed. Two looks have to find it silent: after one at which we were
        late ourselves its signs lie unread in the pipe."""
        silent = False
        while not worker.end.done():
            await asyncio.wait([worker.end], timeout=silence_s / 4)
            was_silent = silent
            silent = time.monotonic() - worker.heard_at > silence_s
            if silent and was_silent and not worker.end.done():
                self._plan.reporter.warning(
                    f"{self._name(slot)} was silent for {silence_s:g} s, it is killed"
                )
                worker.kill()
                return

    def _name(self, slot: int) -> str:
        return f"{self._crew.name.replace('-', ' ')} {slot + 1}"

    def _crash_report(self, slot: int, worker: Worker, code: int) -> str:
        lines = [line.decode(errors="replace") for line in worker.last_lines]
        head = f"{self._name(slot)} ended {MOST_CRASHES} times before serving ({_meaning(code)})"
        return "\n".join([head + (", its last lines:" if lines else ""), *lines])

    async def _end(self, workers: list[Worker], quick: asyncio.Event) -> None:
        for worker in workers:
            worker.ask_to_end()
        gone = asyncio.gather(*(worker.end for worker in workers))
        hurry = asyncio.create_task(quick.wait())
        await asyncio.wait(
            [gone, hurry],
            timeout=self._plan.drain_s,
            return_when=asyncio.FIRST_COMPLETED,
        )
        hurry.cancel()
        for worker in workers:
            if not worker.end.done():
                worker.kill()
        await gone


def record_path(home: Path, slot: int, crew: str = "worker") -> Path:
    """Where the process of a slot is recorded for a later supervisor."""
    return home / "run" / f"{crew}-{slot + 1}.json"


def _meaning(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
