"""Starts supervisors on one home and looks at what they keep running."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from regie.core.embedded import is_alive

RUN_UP = str(Path(__file__).with_name("run_up.py"))
PATIENCE_S = 60.0


class Up:
    """One supervisor."""

    def __init__(self, command: list[str], errors: Path):
        self.errors = errors
        with errors.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log
            )

    def ready(self) -> bool:
        """Waits for the line that says so; False when the process ends without it."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().startswith(b"ready ")

    def workers(self) -> list[psutil.Process]:
        """In the order of their start."""
        children = psutil.Process(self.process.pid).children()
        found: list[psutil.Process] = []
        for child in children:
            with suppress(psutil.NoSuchProcess):
                if "python" in child.name() and is_alive(child):
                    found.append(child)
        return sorted(found, key=lambda worker: worker.create_time())

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and waits."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        return self.exit_code()

    def exit_code(self) -> int:
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode

    def said(self) -> str:
        return self.errors.read_text(errors="replace")


@dataclass
class Stage:
    """A home and a port."""

    home: Path
    port: int
    started: list[Up] = field(default_factory=list)

    def up(self, *options: str) -> Up:
        errors = self.home.with_name(f"{self.home.name}.errors-{len(self.started)}")
        place = ["--home", str(self.home), "--port", str(self.port)]
        self.started.append(Up([sys.executable, RUN_UP, *place, *options], errors))
        return self.started[-1]

    def ask(self, path: str = "/", body: str | None = None) -> tuple[int, str]:
        """(status, text); (0, reason) when there was no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST" if body else "GET", path, body)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException) as failure:
            return 0, type(failure).__name__
        finally:
            connection.close()

    def processes(self) -> list[psutil.Process]:
        """Everything that runs for this home: supervisors, workers, servers, their children.

        Backends of PostgreSQL do not name the home; they are found as children, and an orphaned
        one by its working folder.
        """
        found: dict[int, psutil.Process] = {}
        for process in psutil.process_iter():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                ours = any(str(self.home) in part for part in process.cmdline())
                if ours or process.cwd().startswith(str(self.home)):
                    found |= {p.pid: p for p in (process, *process.children(recursive=True))}
        return [process for process in found.values() if is_alive(process)]

    def clear(self) -> None:
        """Kills what a failed test left."""
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        for up in self.started:
            up.process.kill()
            up.process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def until(condition: Callable[[], Any]) -> None:
    """Waits for it; fails after a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
