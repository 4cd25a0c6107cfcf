"""The apps that there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regie.apps.console.manifest import APP as CONSOLE
from regie.apps.gateway.manifest import APP as GATEWAY
from regie.apps.orders.manifest import APP as ORDERS
from regie.apps.retail.manifest import APP as RETAIL
from regie.apps.staff.manifest import APP as STAFF
from regie.apps.workforce.manifest import APP as WORKFORCE
from regie.core.app import App
from regie.identity.manifest import APP as IDENTITY

APPS: Final[Mapping[str, App]] = {
    app.name: app for app in (IDENTITY, CONSOLE, ORDERS, RETAIL, WORKFORCE, STAFF, GATEWAY)
}
ALWAYS: Final = (IDENTITY.name, CONSOLE.name)
"""Those that every installation has; the others are chosen with REGIE_APPS."""
CHOICE: Final = tuple(name for name in APPS if name not in ALWAYS)
