"""Events that a request causes and does not wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.errors import RegieError
from regie.core.observe import count_statements, get_logger

from .events import AnyEvent, PayloadRefused
from .metrics import WebhookMetrics

_log = get_logger(__name__)

ROOM: Final = 64
"""Events that may wait for their turn in one process."""
LAST_WORDS_S: Final = 2.0


class Beside:
    """One after the other, over one connection: a storm of them takes none from requests."""

    def __init__(self, metrics: WebhookMetrics | None):
        self._metrics = metrics
        self._turn = asyncio.Semaphore(1)
        self._telling: set[asyncio.Task[None]] = set()

    def tell(self, event: AnyEvent, trigger: Callable[[], Awaitable[str | None]]) -> None:
        """Neither waits nor raises; without room the event is not told."""
        if len(self._telling) >= ROOM:
            self._count(event, "no_room")
            return
        task = asyncio.create_task(self._tell(event, trigger))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def close(self) -> None:
        """What waits has LAST_WORDS_S."""
        if not self._telling:
            return
        _, late = await asyncio.wait(self._telling, timeout=LAST_WORDS_S)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def _tell(self, event: AnyEvent, trigger: Callable[[], Awaitable[str | None]]) -> None:
        try:
            async with self._turn:
                with count_statements():  # they are not of the request that caused it
                    id_ = await trigger()
        except (RegieError, DBAPIError, PayloadRefused) as error:
            _log.warning("webhook_event_untold", event_name=event.name, reason=type(error).__name__)
            self._count(event, "failed")
        else:
            self._count(event, "not_needed" if id_ is None else "told")

    def _count(self, event: AnyEvent, outcome: str) -> None:
        if self._metrics is not None:
            self._metrics.beside(event.name, outcome)
