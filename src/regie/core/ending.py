"""Ending background tasks for certain."""

from __future__ import annotations

import asyncio
from typing import Any, Final

AGAIN_S: Final = 0.5


async def end(*tasks: asyncio.Task[Any] | None) -> None:
    """Cancels and waits until all are done; None stands for one that never began.

    A library may lose a cancellation that arrives together with an answer or a time-out (seen with
    redis-py): who only waited then would wait for ever, so it is said again.
    """
    pending = {task for task in tasks if task is not None}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN_S)
