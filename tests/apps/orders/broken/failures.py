"""What happens to a source; each is done for real, and undone at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Final

from upheaval import stopped

from .proxy import Proxy
from .sources import Source

SLOW_S: Final = 10.0


@asynccontextmanager
async def slow(_: Source, proxy: Proxy) -> AsyncIterator[None]:
    proxy.delay_s = SLOW_S
    yield
    proxy.delay_s = 0.0
    proxy.cut()  # what is under way would come yet


@asynccontextmanager
async def silent(_: Source, proxy: Proxy) -> AsyncIterator[None]:
    proxy.fall_silent()
    yield
    proxy.speak_again()


@asynccontextmanager
async def cutting(_: Source, proxy: Proxy) -> AsyncIterator[None]:
    """All connections, fifty times a second."""

    async def again_and_again() -> None:
        while True:
            proxy.cut()
            await asyncio.sleep(0.02)

    task = asyncio.create_task(again_and_again())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def refusing(_: Source, proxy: Proxy) -> AsyncIterator[None]:
    await proxy.close()
    yield
    await proxy.open()


@asynccontextmanager
async def hung(source: Source, _: Proxy) -> AsyncIterator[None]:
    with stopped(source):
        yield


@asynccontextmanager
async def killed(source: Source, _: Proxy) -> AsyncIterator[None]:
    await asyncio.to_thread(source.die)
    yield
    await asyncio.to_thread(source.rise)


@asynccontextmanager
async def full(source: Source, _: Proxy) -> AsyncIterator[None]:
    with await asyncio.to_thread(source.take_all):
        yield


@asynccontextmanager
async def locked(source: Source, _: Proxy) -> AsyncIterator[None]:
    with await asyncio.to_thread(source.lock):
        yield


Failure = Callable[[Source, Proxy], AbstractAsyncContextManager[None]]

FAILURES: Final[Mapping[str, Failure]] = {
    "slow": slow,
    "silent": silent,
    "cutting": cutting,
    "refusing": refusing,
    "hung": hung,
    "killed": killed,
    "full": full,
    "locked": locked,
}
