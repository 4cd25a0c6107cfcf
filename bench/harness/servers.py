"""One server under test: a process of its own, on a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from .processes import tree

_STOP_S: Final = 10.0
_POLL_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    title: str
    argv: Sequence[str]
    """`{fd}` becomes the number of a listening socket, `{port}` a free port."""
    env: Mapping[str, str]
    start_s: float = 30.0
    """What it may take to answer."""


@dataclass(frozen=True, slots=True)
class Served:
    case: Case
    port: int
    pid: int

    def processes(self) -> list[psutil.Process]:
        return tree(self.pid)


@contextmanager
def served(case: Case, root: Path, log: Path) -> Iterator[Served]:
    """Runs the case in the folder `root`, its output in `log`. Raises RuntimeError, with the end
    of the log, when it does not accept connections in time."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener, log.open("wb") as output:
        port: int = listener.getsockname()[1]
        takes_socket = any("{fd}" in part for part in case.argv)
        if not takes_socket:
            listener.close()
        fd = listener.fileno()
        process = subprocess.Popen(
            [part.replace("{fd}", str(fd)).replace("{port}", str(port)) for part in case.argv],
            cwd=root,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", **case.env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=(fd,) if takes_socket else (),
        )
        try:
            _await_answer(process, port, case, log)
            yield Served(case, port, process.pid)
        finally:
            _stop(process)


def _await_answer(process: subprocess.Popen[bytes], port: int, case: Case, log: Path) -> None:
    """Until it answers anything: a shared listener takes connections before anybody serves."""
    deadline = time.monotonic() + case.start_s
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1.0) as probe:
                probe.sendall(
                    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
                if probe.recv(1):
                    return
        except OSError:
            pass
        time.sleep(_POLL_S)
    end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{case.title} does not answer:\n{end}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
