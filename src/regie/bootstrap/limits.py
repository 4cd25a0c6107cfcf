"""Which limits requests meet: the installation's own, and those that apps set on their routes."""

from __future__ import annotations

from collections.abc import Iterable

from regie.core.app import Part
from regie.core.limits import Alert, ClientRules, Limit, RouteRules
from regie.core.observe import get_logger
from regie.core.settings import Settings

_log = get_logger(__name__)


def tell(alert: Alert) -> None:
    """Once per client and minute: the counter of alerts is what a dashboard watches."""
    _log.warning(
        "requests_above_watch",
        watch=alert.sight.watch.name,
        subject=alert.sight.subject,
        seen=alert.seen,
        by="share" if alert.local else "all",
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
