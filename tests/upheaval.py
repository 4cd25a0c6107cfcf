"""What may happen to a server, done for real, and waiting for what follows from it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil

from regie.core.embedded import EmbeddedPostgres, EmbeddedValkey

Server = EmbeddedPostgres | EmbeddedValkey

_NEVER_S = 10.0


async def until(holds: Callable[[], object]) -> None:
    """Looks every two milliseconds: what is waited for happens in servers and has no event here."""
    async with asyncio.timeout(_NEVER_S):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


def kill(server: Server) -> None:
    """All of its processes, at once and without a word."""
    processes = server.processes()
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=_NEVER_S)


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    """It accepts connections meanwhile, for the kernel does that, and answers nothing."""
    processes = server.processes()
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGCONT)
