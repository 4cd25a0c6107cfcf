"""`regie up`, as somebody runs it: a process, a home, a port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

START_S = 180


class Up:
    """One `regie up`, from when it says that it is `ready`; `environ` are settings on top of it."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        port: int = 0,
        ready: str = "Régie est prête",
        **environ: str,
    ):
        self.port = port
        clean = {k: v for k, v in os.environ.items() if not k.startswith("REGIE_")}
        ours = {"REGIE_HOME": str(home), "REGIE_CONFIG": os.devnull}
        self.environ = {**clean, **ours, **environ}
        self.log = home.parent / "up.log"
        self.command = [sys.executable, "-m", "regie.entrypoints.cli"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*self.command, "up", *arguments, "--port", str(port)],
                env=self.environ,
                stdout=log,
                stderr=log,
            )
        self._wait_until(ready)

    def _wait_until(self, ready: str) -> None:
        deadline = time.monotonic() + START_S
        while ready not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.terminate()
                pytest.fail(f"did not start:\n{self.log.read_text()}")
            time.sleep(0.05)

    def client(self) -> httpx.Client:
        root = self.environ.get("REGIE_ROOT_PATH", "")
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}{root}", timeout=20)

    def regie(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *arguments],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=START_S,
        )

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(START_S)
