"""Which limits requests meet: the installation's own, and those that apps set on their routes."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry

from regie.core.app import Part
from regie.core.clock import Clock
from regie.core.limits import (
    EVERYBODY,
    Alert,
    ClientRules,
    Limit,
    Limiter,
    LimitMetrics,
    MemoryBuckets,
    Names,
    RouteRules,
    ValkeyBuckets,
)
from regie.core.observe import get_logger
from regie.core.settings import Settings
from regie.core.valkey import ValkeyLink
from regie.core.webhooks import WebhookEvent, Webhooks

_log = get_logger(__name__)


class AlertTeller:
    """Once per client and minute, whatever the number of processes, as `requests.above_watch`.

    The log has the address beside the pseudonym that the event carries: who receives events learns
    nobody's address, who reads the log finds it.
    """

    def __init__(self, webhooks: Webhooks, names: Names, clock: Clock):
        self._webhooks = webhooks
        self._names = names
        self._clock = clock

    def __call__(self, alert: Alert) -> None:
        watch, subject = alert.sight.watch, alert.sight.subject
        known_as = None if subject == EVERYBODY else self._names.pseudonym(subject)
        _log.warning(
            "requests_above_watch",
            watch=watch.name,
            subject=subject,
            known_as=known_as,
            seen=alert.seen,
            by="share" if alert.local else "all",
        )
        data = {
            "watch": watch.name,
            "subject": known_as,
            "seen": alert.seen,
            "threshold": watch.threshold,
            "window_s": watch.window_s,
        }
        key = f"{watch.name} {known_as or EVERYBODY} {self._clock():%Y-%m-%dT%H:%M}"
        self._webhooks.trigger_beside(WebhookEvent.ABOVE_WATCH, data, key=key)


def build_limiter(
    settings: Settings,
    link: ValkeyLink | None,
    webhooks: Webhooks,
    clock: Clock,
    *,
    registry: CollectorRegistry,
) -> Limiter:
    """Without a secret key, as when only the API is described, buckets go by a plain hash."""
    key = settings.secret_key
    names = Names(b"" if key is None else key.get_secret_value().encode())
    return Limiter(
        None if link is None else ValkeyBuckets(link, names),
        MemoryBuckets(names),
        processes=settings.processes,
        metrics=LimitMetrics(registry),
        on_alert=AlertTeller(webhooks, names, clock),
    )


def client_rules(settings: Settings, parts: Iterable[Part]) -> ClientRules:
    """Raises ValueError when two apps set limits on one route."""
    routes: dict[str, RouteRules] = {}
    for part in parts:
        twice = routes.keys() & part.limits.keys()
        if twice:
            raise ValueError(f"two apps set limits on {', '.join(sorted(twice))}")
        routes |= part.limits
    return ClientRules(Limit("address", settings.requests_a_minute, 60), routes=routes)
