"""What is ended has ended, whatever the tasks make of it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from regie.core.ending import end


async def test_a_task_that_waits_is_ended() -> None:
    task = asyncio.create_task(asyncio.sleep(3600))
    await end(task)
    assert task.cancelled()


async def test_a_lost_cancellation_is_said_again() -> None:
    async def deaf_once() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)
        await asyncio.sleep(3600)

    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)
    await end(task)
    assert task.cancelled()


async def test_what_has_failed_is_not_raised_again() -> None:
    async def fails() -> None:
        raise RuntimeError

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await end(task, None)
    assert isinstance(task.exception(), RuntimeError)
