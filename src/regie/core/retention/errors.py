"""What cannot be purged."""

from __future__ import annotations

from regie.core.errors import NotFound


class UnknownClass(NotFound):
    code = "retention.unknown_class"
