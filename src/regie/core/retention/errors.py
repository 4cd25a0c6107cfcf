"""Why nothing is purged."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class PurgeRunning(Conflict):
    """Somebody else is purging: at night, from the page or from the command line."""

    code = "retention.running"


class UnknownClass(NotFound):
    code = "retention.unknown_class"
