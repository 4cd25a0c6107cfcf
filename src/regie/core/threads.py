"""Blocking work that may be left behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def in_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """Run the work in a daemon thread, so that a second Ctrl-C never waits for it.

    `asyncio.to_thread` would keep the interpreter from ending until the work is done.
    """
    future, run = promised(work)
    threading.Thread(target=run, daemon=True).start()
    return future


def promised(work: Callable[[], T]) -> tuple[asyncio.Future[T], Callable[[], None]]:
    """What the work will give, and what a thread calls to do it. The work is done also when nobody
    waits for it any more."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(error: BaseException | None, result: T | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # pyright: ignore[reportArgumentType] - T may be None

    def run() -> None:
        error, result = None, None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001 - handed over, not swallowed
            error = raised
        with suppress(RuntimeError):  # the loop closed meanwhile: nobody wants the result
            loop.call_soon_threadsafe(settle, error, result)

    return future, run
