"""Requests that failed through our fault become the event `api.error`."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Final

from sqlalchemy.exc import DBAPIError

from regie.core.clock import Clock
from regie.core.errors import RegieError
from regie.core.observe import get_logger
from regie.core.web import FailedRequest
from regie.core.webhooks import WebhookEvent, Webhooks

_log = get_logger(__name__)

EVERY_S: Final = 60.0


class FailureTeller:
    """Once a minute for each route and status, whatever the number of processes. What cannot be
    written down, since the database is what fails, is not told: the log and the metrics have it."""

    def __init__(self, webhooks: Webhooks, clock: Clock):
        self._webhooks = webhooks
        self._clock = clock
        self._told_at: dict[tuple[str, int], float] = {}
        """Bounded: routes are templates."""
        self._telling: set[asyncio.Task[None]] = set()

    def __call__(self, failed: FailedRequest) -> None:
        now = monotonic()
        which = failed.route, failed.status
        if now - self._told_at.get(which, -EVERY_S) < EVERY_S:
            return
        self._told_at[which] = now
        task = asyncio.create_task(self._tell(failed))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, failed: FailedRequest) -> None:
        data = {
            "method": failed.method,
            "route": failed.route,
            "status": failed.status,
            "code": failed.code,
            "request_id": failed.request_id,
        }
        key = f"{failed.route} {failed.status} {self._clock():%Y-%m-%dT%H:%M}"
        try:
            await self._webhooks.trigger(WebhookEvent.API_ERROR, data, key=key)
        except (RegieError, DBAPIError) as error:
            _log.warning("api_error_untold", reason=type(error).__name__)
