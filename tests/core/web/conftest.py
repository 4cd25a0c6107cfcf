"""The served app is the tested app: a real uvicorn, on a port of its own, in a thread."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import structlog

from plain import NO_TLS
from regie.core.web import Edge, EdgeOptions, ServerOptions
from regie.core.web.server import DrainingServer, listen, make_server

from .sample import sample_app

FAST_ENOUGH_S = 20.0
"""A hung test fails after this; nothing waits for it otherwise."""


@dataclass
class Served:
    host: str
    port: int
    server: DrainingServer
    app: Edge

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(
            base_url=self.url, headers=headers, timeout=FAST_ENOUGH_S, verify=NO_TLS
        )

    def connect(self) -> socket.socket:
        connection = socket.create_connection((self.host, self.port), timeout=FAST_ENOUGH_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def say(self, data: bytes) -> bytes:
        """Sends raw bytes, and reads until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            return read_to_end(connection)


def read_to_end(connection: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65536):
            received += part
    return received


@contextmanager
def running(app: Edge, options: ServerOptions | None = None) -> Iterator[Served]:
    listener = listen("127.0.0.1", 0, 2048)
    host, port = listener.getsockname()
    server = make_server(lambda: app, options or ServerOptions(drain_s=0, grace_s=5))
    loop_factory = server.config.get_loop_factory()
    ready = threading.Event()

    async def serve() -> None:
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started and not serving.done():  # noqa: ASYNC110  uvicorn has no event
            await asyncio.sleep(0.005)
        ready.set()
        await serving

    def run() -> None:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(FAST_ENOUGH_S), "the server did not start"
    try:
        yield Served(host, port, server, app)
    finally:
        server.should_exit = True
        thread.join(FAST_ENOUGH_S)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> Iterator[None]:
    """structlog's own default draws every traceback with rich: seconds for each."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(),
        ]
    )
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with running(sample_app(EdgeOptions(environment="development"))) as served:
        yield served


@pytest.fixture(scope="session")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


Serve = Callable[..., Served]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves the sample app with options of the test's own."""
    with contextlib.ExitStack() as stack:

        def start(server: ServerOptions | None = None, **edge: Any) -> Served:
            edge = {"environment": "development", **edge}
            webapp = edge.pop("webapp", None)
            app = sample_app(EdgeOptions(**edge), webapp=webapp)
            return stack.enter_context(running(app, server))

        yield start
