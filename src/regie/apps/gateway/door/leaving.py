"""Work for a client that may leave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import cast

from starlette.types import Receive

from regie.core.ending import end


async def while_there(receive: Receive, work: Awaitable[None]) -> bool:
    """Whether the work came to its end: when the client leaves it is cancelled, in its own task,
    and has its `finally`. The request's body was read before."""
    task = cast("asyncio.Task[object]", asyncio.current_task())
    left = finished = False

    def leave(_: asyncio.Task[None]) -> None:
        nonlocal left
        if not finished and not watching.cancelled():
            left = True
            task.cancel()

    watching = asyncio.create_task(_left(receive))
    watching.add_done_callback(leave)
    try:
        await work
        finished = True
    except asyncio.CancelledError:
        if not left or task.uncancel() > 0:
            raise
        return False
    finally:
        finished = True
        await end(watching)
    return True


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
