"""How a worker says that it serves, and how the supervisor asks through the port."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

READY_FD = "REGIE_READY_FD"
ANSWER_TIMEOUT_S = 2.0
ANSWER_POLL_S = 0.05


def tell_ready() -> None:
    """Called by a worker once, when it has begun to serve; does nothing without a supervisor."""
    descriptor = os.environ.pop(READY_FD, None)
    if descriptor is not None:
        os.write(int(descriptor), b"\n")
        os.close(int(descriptor))


def lifeline() -> Callable[[], None]:
    """For workers that are watched: the first call says that it serves, each later one that it
    still lives. From any thread, never waits; does nothing without a supervisor."""
    descriptor = os.environ.pop(READY_FD, None)
    if descriptor is None:
        return lambda: None
    pipe = int(descriptor)
    os.set_blocking(pipe, False)

    def tell() -> None:
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(pipe, b"\n")

    return tell


async def until_answer(host: str, port: int, path: str) -> None:
    """Return when something there speaks HTTP and does not fail.

    Any status below 500 will do: the Host sent here need not be one that the edge allows.
    """
    while not await _answers(host, port, path):  # noqa: ASYNC110 - a port has no event
        await asyncio.sleep(ANSWER_POLL_S)


async def _answers(host: str, port: int, path: str) -> bool:
    status = b""
    local = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104  # nosec B104 - compared, not bound
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(local, port)
            with suppress(ConnectionError):
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {local}\r\n".encode())
                writer.write(b"Connection: close\r\n\r\n")
                status = await reader.readline()
            writer.close()
    except (OSError, TimeoutError):
        return False
    return status.startswith(b"HTTP/1.") and status[9:10] in b"1234" and len(status) > 12
