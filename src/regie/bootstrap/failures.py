"""Requests that failed through our fault become the event `api.error`."""

from __future__ import annotations

from time import monotonic
from typing import Final

from regie.core.clock import Clock
from regie.core.web import FailedRequest
from regie.core.webhooks import MAIN_TENANT, WebhookEvent, Webhooks

EVERY_S: Final = 60.0


class FailureTeller:
    """Told to who runs the installation, and to the tenant whose request it was: once a minute for
    each route and status, whatever the number of processes. What cannot be written down, since the
    database is what fails, is not told: the log and the metrics have it."""

    def __init__(self, webhooks: Webhooks, clock: Clock):
        self._webhooks = webhooks
        self._clock = clock
        self._told_at: dict[tuple[str, str, int], float] = {}
        """Bounded: routes are templates."""

    def __call__(self, failed: FailedRequest) -> None:
        for tenant in {MAIN_TENANT, failed.tenant or MAIN_TENANT}:
            self._tell(tenant, failed)

    def _tell(self, tenant: str, failed: FailedRequest) -> None:
        now = monotonic()
        which = tenant, failed.route, failed.status
        if now - self._told_at.get(which, -EVERY_S) < EVERY_S:
            return
        self._told_at[which] = now
        data = {
            "method": failed.method,
            "route": failed.route,
            "status": failed.status,
            "code": failed.code,
            "request_id": failed.request_id,
        }
        key = f"{failed.route} {failed.status} {self._clock():%Y-%m-%dT%H:%M}"
        self._webhooks.trigger_beside(WebhookEvent.API_ERROR, data, tenant=tenant, key=key)
