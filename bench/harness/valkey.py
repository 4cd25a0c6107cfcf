"""A Valkey that listens on a socket and on a port, for peers that know only one of them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from regie.core.embedded import valkey_program

_START_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class BenchValkey:
    socket_url: str
    port_url: str
    pid: int
    folder: Path

    def processes(self) -> list[psutil.Process]:
        return [psutil.Process(self.pid)]

    def log(self, name: str) -> Path:
        """A file for the words of somebody who uses it."""
        return self.folder / f"{name}.log"


@contextmanager
def bench_valkey() -> Iterator[BenchValkey]:
    """Keeps nothing, evicts nothing, asks for no password: on loopback, while the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="regie-bench-"))
    path = folder / "socket"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    listens = ("--bind", "127.0.0.1", "--port", str(port), "--unixsocket", str(path))
    keeps = ("--save", "", "--dir", str(folder), "--maxclients", "20000")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen((str(valkey_program()), *listens, *keeps), stdout=log)
    try:
        deadline = time.monotonic() + _START_S
        while not path.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8"))
            time.sleep(0.02)
        yield BenchValkey(f"unix://{path}", f"redis://127.0.0.1:{port}/0", process.pid, folder)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
