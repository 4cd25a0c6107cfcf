"""The server process: uvicorn, and a way to stop that loses nobody's request."""

from __future__ import annotations

import asyncio
import math
import resource
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final, cast

import uvicorn

from regie.core.observe import get_logger

from .edge import Edge
from .options import ServerOptions
from .protocol import protocol_class, sweep

_log = get_logger(__name__)

_OTHER_FILES: Final = 512
"""Descriptors for everything that is not a client's connection."""
_TICK_S: Final = 0.1


class DrainingServer(uvicorn.Server):
    """On SIGTERM or SIGINT: readiness red and streams told; a pause in which requests are still
    taken on, for load balancers look only now and then; then the listener closes, running requests
    finish within their grace, and the process ends with 0. A second SIGINT ends it at once."""

    def __init__(self, config: uvicorn.Config, options: ServerOptions):
        super().__init__(config)
        self._options = options

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        del sig, frame
        self.force_exit = self.force_exit or self.should_exit
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        every_s = self._options.deadlines.sweep_s
        self._sweep = asyncio.create_task(sweep(self.server_state.connections, every_s))
        _log.info("server_started", addresses=[str(s.getsockname()) for s in self._listening()])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        cast("Edge", self.config.loaded_app).drain()
        _log.info("server_draining", drain_s=self._options.drain_s)
        left_s = self._options.drain_s
        while left_s > 0 and not self.force_exit:
            await asyncio.sleep(min(left_s, _TICK_S))
            left_s -= _TICK_S
        await super().shutdown(sockets)
        self._sweep.cancel()
        with suppress(asyncio.CancelledError):
            await self._sweep
        _log.info("server_stopped")

    def _listening(self) -> list[socket.socket]:
        return [sock for server in self.servers for sock in server.sockets]


def make_server(app_factory: Callable[[], Edge], options: ServerOptions) -> DrainingServer:
    config = uvicorn.Config(
        app_factory,
        factory=True,
        loop="uvloop",
        http=protocol_class(options),
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=math.ceil(options.grace_s),
    )
    return DrainingServer(config, options)


def serve(
    app_factory: Callable[[], Edge],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    fd: int | None = None,
    options: ServerOptions | None = None,
) -> None:
    """Serves until a signal. With `fd`, on a listening socket that the supervisor opened."""
    options = options or ServerOptions()
    _raise_file_limit(options.max_connections + _OTHER_FILES)
    listener = socket.socket(fileno=fd) if fd is not None else listen(host, port, options.backlog)
    make_server(app_factory, options).run([listener])


def listen(host: str, port: int, backlog: int) -> socket.socket:
    """A bound and listening socket that a child process may inherit."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=backlog)
    listener.setblocking(False)
    return listener


def _raise_file_limit(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    target = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < target:
        resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
