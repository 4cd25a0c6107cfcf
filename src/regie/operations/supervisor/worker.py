"""One worker process, from its start to its end."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from regie.core.embedded import ProcessRecord
from regie.core.threads import in_thread
from regie.operations.supervisor import leash
from regie.operations.supervisor.plan import Reporter, WorkerCommand
from regie.operations.supervisor.readiness import READY_FD

LAST_LINES = 20
CHUNK = 64 * 1024


class Worker:
    """A process in a group of its own, whose output is passed on line by line.

    `end` becomes the exit code, whoever waits for it and however often. asyncio's own subprocess
    is not used: it reports an end only when the last child that shares the output has ended too.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], output_fd: int, ready_fd: int, reporter: Reporter
    ):
        self.ready = asyncio.Event()
        self.heard_at = time.monotonic()
        """When it last said that it serves."""
        self.asked_to_end = False
        self.last_lines: deque[bytes] = deque(maxlen=LAST_LINES)
        self._process = process
        self._reporter = reporter
        self._unfinished = b""
        self._listening: dict[int, Callable[[], bool]] = {}
        self._listen(output_fd, self._pass_on)
        self._listen(ready_fd, self._hear)
        self.end = asyncio.create_task(self._follow())

    @classmethod
    def spawn(
        cls,
        command: WorkerCommand,
        slot: int,
        listener_fd: int | None,
        record: Path,
        reporter: Reporter,
    ) -> Worker:
        """Must run in the main thread: the kernel's death signal watches the parent's thread."""
        hear_ready, tell_ready = os.pipe()
        output, write = os.pipe()
        places = {"{fd}": str(listener_fd), "{slot}": str(slot + 1)}
        argv = [places.get(part, part) for part in command.argv]
        leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *argv]
        try:
            process = subprocess.Popen(  # noqa: S603 - the plan's command, no shell
                leashed,
                env={**command.env, READY_FD: str(tell_ready)},
                stdin=subprocess.DEVNULL,
                stdout=write,
                stderr=write,
                pass_fds=(tell_ready,) if listener_fd is None else (listener_fd, tell_ready),
                start_new_session=True,
            )
        finally:
            os.close(tell_ready)
            os.close(write)
        try:
            ProcessRecord.of(process.pid).write(record)
        except psutil.NoSuchProcess:
            pass
        except OSError as error:
            # A full disk; the leash ends the worker with us all the same.
            reporter.warning(f"cannot note the worker in {record}: {error.strerror}")
        return cls(process, output, hear_ready, reporter)

    def ask_to_end(self) -> None:
        self.asked_to_end = True
        self._process.terminate()

    def kill(self) -> None:
        """End it at once, with what it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    async def _follow(self) -> int:
        code = await in_thread(self._process.wait)
        self.kill()  # what is left of its group
        for descriptor, listen in tuple(self._listening.items()):
            while listen():
                pass
            self._deafen(descriptor)
        if self._unfinished:
            self._say(self._unfinished)
        return code

    def _listen(self, descriptor: int, take: Callable[[bytes], None]) -> None:
        os.set_blocking(descriptor, False)

        def listen() -> bool:
            """Whether there may be more; one chunk at a time, or a flood would stop the loop."""
            try:
                chunk = os.read(descriptor, CHUNK)
            except BlockingIOError:
                return False
            if chunk:
                take(chunk)
            else:
                asyncio.get_running_loop().remove_reader(descriptor)
            return bool(chunk)

        self._listening[descriptor] = listen
        asyncio.get_running_loop().add_reader(descriptor, listen)

    def _deafen(self, descriptor: int) -> None:
        asyncio.get_running_loop().remove_reader(descriptor)
        os.close(descriptor)

    def _hear(self, _: bytes) -> None:
        self.heard_at = time.monotonic()
        self.ready.set()

    def _pass_on(self, chunk: bytes) -> None:
        *lines, self._unfinished = (self._unfinished + chunk).split(b"\n")
        if len(self._unfinished) > CHUNK:
            lines, self._unfinished = [*lines, self._unfinished], b""
        for line in lines:
            self._say(line)

    def _say(self, line: bytes) -> None:
        self.last_lines.append(line)
        self._reporter.output(line)
