"""Stopping loses nobody's request."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from plain import NO_TLS

from .conftest import FAST_ENOUGH_S

PROGRAM = textwrap.dedent("""
    import sys
    from regie.core.web import EdgeOptions, ServerOptions, serve
    from regie.core.web.server import listen
    from tests.core.web.sample import sample_app

    listener = listen("127.0.0.1", 0, 100)
    print(listener.getsockname()[1], flush=True)
    options = ServerOptions(drain_s=float(sys.argv[1]), grace_s=float(sys.argv[2]))
    serve(
        lambda: sample_app(EdgeOptions(environment="development")),
        fd=listener.detach(),
        options=options,
    )
    print("clean", flush=True)
""")


class Process:
    def __init__(self, *arguments: str):
        self.popen = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        assert self.popen.stdout is not None
        self.url = f"http://127.0.0.1:{int(self.popen.stdout.readline())}"
        self.client = httpx.Client(base_url=self.url, timeout=FAST_ENOUGH_S, verify=NO_TLS)
        assert self.client.get("/readyz").status_code == 200

    def connect(self) -> socket.socket:
        address = ("127.0.0.1", httpx.URL(self.url).port or 0)
        return socket.create_connection(address, timeout=FAST_ENOUGH_S)

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.popen.send_signal(number)

    def wait_for(self, path: str, status: int) -> None:
        for _ in range(200):
            if self.client.get(path).status_code == status:
                return
            time.sleep(0.02)
        pytest.fail(f"{path} never answered {status}")

    def ended_cleanly(self) -> bool:
        output, _ = self.popen.communicate(timeout=FAST_ENOUGH_S)
        return self.popen.returncode == 0 and "clean" in output


@pytest.fixture
def start() -> Iterator[type[Process]]:
    made: list[Process] = []

    class Started(Process):
        def __init__(self, *arguments: str):
            super().__init__(*arguments)
            made.append(self)

    yield Started
    for process in made:
        process.client.close()
        process.popen.kill()
        process.popen.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_cleanly(start: type[Process], number: int) -> None:
    process = start("0", "5")
    process.stop(number)
    assert process.ended_cleanly()


def test_readiness_turns_red_while_requests_are_still_taken_on(start: type[Process]) -> None:
    process = start("2", "5")
    process.stop()
    process.wait_for("/readyz", 503)
    assert process.client.get("/readyz").json()["status"] == "draining"
    assert process.client.get("/healthz").status_code == 200
    assert httpx.get(f"{process.url}/api/v1/about").status_code == 200


def test_a_running_request_is_finished(start: type[Process]) -> None:
    process = start("0.2", "10")
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(process.client.get, "/api/v1/held?seconds=1")
        time.sleep(0.3)
        process.stop()
        assert pending.result(FAST_ENOUGH_S).text == "held"
    assert process.ended_cleanly()


def test_a_request_past_its_grace_does_not_keep_the_process(start: type[Process]) -> None:
    process = start("0", "1")
    with process.connect() as connection:
        connection.sendall(b"GET /api/v1/held?seconds=60 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.3)
        process.stop()
        assert process.ended_cleanly()


def test_streams_are_told(start: type[Process]) -> None:
    process = start("0.5", "10")
    with process.client.stream("GET", "/api/v1/things/events?count=0") as events:
        lines = events.iter_lines()
        assert next(lines) == ": open"
        process.stop()
        assert "event: bye" in list(lines)
    assert process.ended_cleanly()
