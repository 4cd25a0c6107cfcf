"""One worker process, from its start to its end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path

import psutil

from regie.core.embedded import ProcessRecord
from regie.operations.supervisor import leash
from regie.operations.supervisor.plan import Reporter, WorkerCommand
from regie.operations.supervisor.readiness import READY_FD

LAST_LINES = 20
LONGEST_LINE = 64 * 1024
KILL_GRACE_S = 5.0


class Worker:
    """A process in a group of its own, whose output is passed on.

    `end` becomes the exit code, whoever waits for it and however often.
    """

    def __init__(self, process: asyncio.subprocess.Process, ready_fd: int, reporter: Reporter):
        self.ready = asyncio.Event()
        self.asked_to_end = False
        self.last_lines: deque[bytes] = deque(maxlen=LAST_LINES)
        self._process = process
        self._reporter = reporter
        self._ready_fd = ready_fd
        asyncio.get_running_loop().add_reader(ready_fd, self._hear)
        self._reading = asyncio.create_task(self._pass_on())
        self.end = asyncio.create_task(self._follow())

    @classmethod
    async def spawn(
        cls, command: WorkerCommand, listener_fd: int, record: Path, reporter: Reporter
    ) -> Worker:
        """Must run in the main thread: the kernel's death signal watches the parent's thread."""
        hear_fd, tell_fd = os.pipe()
        argv = [part.replace("{fd}", str(listener_fd)) for part in command.argv]
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *argv),
                env={**command.env, READY_FD: str(tell_fd)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=(listener_fd, tell_fd),
                start_new_session=True,
            )
        finally:
            os.close(tell_fd)
        worker = cls(process, hear_fd, reporter)
        with suppress(psutil.NoSuchProcess):
            ProcessRecord.of(process.pid).write(record)
        return worker

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask_to_end(self) -> None:
        self.asked_to_end = True
        with suppress(ProcessLookupError):
            self._process.terminate()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    async def _follow(self) -> int:
        """The exit code, after the last output; what is left of its group is killed."""
        code = await self._process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        await asyncio.wait([self._reading], timeout=1)
        self._reading.cancel()
        self._deafen()
        return code

    def _hear(self) -> None:
        if os.read(self._ready_fd, 1):
            self.ready.set()
        self._deafen()

    def _deafen(self) -> None:
        if self._ready_fd >= 0:
            asyncio.get_running_loop().remove_reader(self._ready_fd)
            os.close(self._ready_fd)
            self._ready_fd = -1

    async def _pass_on(self) -> None:
        assert self._process.stdout is not None
        unfinished = b""
        while chunk := await self._process.stdout.read(LONGEST_LINE):
            *lines, unfinished = (unfinished + chunk).split(b"\n")
            if len(unfinished) > LONGEST_LINE:
                lines, unfinished = [*lines, unfinished], b""
            for line in lines:
                self._say(line)
        if unfinished:
            self._say(unfinished)

    def _say(self, line: bytes) -> None:
        self.last_lines.append(line)
        self._reporter.output(line)
