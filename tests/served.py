"""Régie as it is served: a real worker process on real servers with the demo's data."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from people import session_of
from plain import NO_TLS
from regie.bootstrap import configure
from regie.core.embedded import EmbeddedHome, open_home
from regie.core.web.server import listen
from regie.operations.supervisor.readiness import READY_FD
from regie.operations.up import prepared

START_S = 180.0
STOP_S = 30.0
WORKER_STOP_S = 60.0
ANSWER_S = 20.0
DEFECTS = ("error", "critical", "unreadable")

TRACK = "/api/v1/orders/track"
MINE = {"number": "CL-401372-487531", "name": "Mina RAMI"}
"""The demo's order that everybody knows."""


@dataclass(frozen=True)
class Served:
    """One worker, answering."""

    host: str
    port: int
    root_path: str
    log: Path
    process: subprocess.Popen[bytes]
    database_url: str = ""

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """With the root path: what people open."""
        return self.origin + self.root_path

    def client(self, **headers: str) -> httpx.Client:
        """Paths are relative to the root path."""
        return httpx.Client(base_url=self.url, headers=headers, timeout=ANSWER_S, verify=NO_TLS)

    def signed_in(
        self, role: str | None = "administrator", *, tenant: str = "main", **headers: str
    ) -> httpx.Client:
        """As somebody with that role everywhere (None: without any), from a page of this server.
        The session is one for all who ask for that role: to end it, make your own (`people`)."""
        with self.client() as client:
            session = session_of(client, self.database_url, role, tenant)
        return self.client(**{"Origin": self.origin, **session, **headers})

    def say(self, data: bytes) -> bytes:
        """Sends bytes as they are and reads until the server closes."""
        with socket.create_connection((self.host, self.port), timeout=ANSWER_S) as connection:
            connection.sendall(data)
            received = b""
            while part := connection.recv(65536):
                received += part
        return received

    def events(self) -> list[dict[str, Any]]:
        """What the worker has logged; a line that is no JSON (a traceback) is an `unreadable`."""
        return [_event(line) for line in self.log.read_text().splitlines()]

    def defects(self) -> list[dict[str, Any]]:
        """Nothing that is asked from outside may make the worker log one (`request_failed`)."""
        return [event for event in self.events() if event["level"] in DEFECTS]


def demo_environ(home: EmbeddedHome) -> dict[str, str]:
    """Fills the running servers of the home; returns what leads a worker to them."""
    chosen = {"REGIE_ENV": "demo", "REGIE_HOME": str(home.home)}
    # No file of this folder, and nothing of whoever runs the tests.
    configuration = configure({**chosen, "REGIE_CONFIG": os.devnull})
    return chosen | prepared(configuration, home)


@contextmanager
def own_demo() -> Iterator[dict[str, str]]:
    """A worker's environment, on a demo that nobody else uses: its servers run meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="regie-demo-"))
    home = open_home(folder / "home")
    with ExitStack() as running:
        running.callback(shutil.rmtree, folder, ignore_errors=True)
        for server in (home.postgres, home.cache, home.state):
            running.callback(server.stop, quick=True)
            server.start()
        yield demo_environ(home)


@contextmanager
def serving(
    environ: Mapping[str, str], *, root_path: str = "", port: int = 0, exit_code: int = 0
) -> Iterator[Served]:
    """Starts a worker as the supervisor does. Afterwards it must end well (or as a test that kills
    it says), and whatever was asked of it, it must not have logged a defect."""
    listener = listen("127.0.0.1", port, 2048)
    host, port = listener.getsockname()
    hear_ready, tell_ready = os.pipe()
    ours = {
        "REGIE_LOG_FORMAT": "json",
        "REGIE_DRAIN_S": "0",
        "REGIE_GRACE_S": "5",
        "REGIE_CONFIG": os.devnull,
        "REGIE_ROOT_PATH": root_path,
        "REGIE_REQUESTS_A_MINUTE": "600000",
        "REGIE_ORDER_QUESTIONS_A_MINUTE": "600000",
        "REGIE_ORDERS_TRIES_PER_NUMBER": "1000000",
        "REGIE_ORDERS_CONVERSATIONS_A_DAY": "1000000",
        "REGIE_ORDERS_CONVERSATIONS_IN_15_MINUTES": "1000000",
        "REGIE_ORDERS_CONVERSATIONS_AT_ONCE": "1000000",
        "REGIE_ORDERS_CONVERSATIONS_AT_ONCE_PER_WIDGET": "1000000",
        READY_FD: str(tell_ready),
    }
    with tempfile.NamedTemporaryFile(prefix="regie-served-", suffix=".log") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "regie.entrypoints.asgi", "--fd", str(listener.fileno())],
            env={**outside(), **ours, **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(listener.fileno(), tell_ready),
        )
        os.close(tell_ready)
        listener.close()
        try:
            _wait_ready(hear_ready, Path(log.name))
            url = environ.get("REGIE_DATABASE_URL", "")
            served = Served(host, port, root_path, Path(log.name), process, url)
            yield served
        finally:
            os.close(hear_ready)
            ended_with = _end(process, STOP_S)
        ended = ended_with, served.defects()
        assert ended == (exit_code, []), ended


@contextmanager
def working(environ: Mapping[str, str]) -> Iterator[None]:
    """Starts a job worker beside the web workers; it must still work when it is asked to end."""
    ours = {"REGIE_CONFIG": os.devnull, "REGIE_LOG_FORMAT": "json", "REGIE_JOB_DRAIN_S": "0"}
    with tempfile.NamedTemporaryFile(prefix="regie-jobs-", suffix=".log") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "regie.entrypoints.worker"],
            env={**outside(), **ours, **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            yield
        finally:
            ended_with = _end(process, WORKER_STOP_S)
        assert ended_with == 0, Path(log.name).read_text()


def outside() -> dict[str, str]:
    """What surrounds the tests, without what would set Régie up."""
    return {name: value for name, value in os.environ.items() if not name.startswith("REGIE_")}


def _end(process: subprocess.Popen[bytes], within_s: float) -> int:
    """Asks it to; its exit code. One that does not is killed, and that is an error."""
    process.terminate()
    try:
        return process.wait(within_s)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def _wait_ready(hear_ready: int, log: Path) -> None:
    readable, _, _ = select.select([hear_ready], [], [], START_S)
    assert readable, f"the worker did not come to serve:\n{log.read_text()}"
    assert os.read(hear_ready, 1), f"the worker ended before it served:\n{log.read_text()}"


def _event(line: str) -> dict[str, Any]:
    try:
        return {"level": "info", **json.loads(line)}
    except ValueError:
        return {"level": "unreadable", "event": line}
