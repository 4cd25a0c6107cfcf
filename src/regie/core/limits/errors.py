"""Refusals. The detail names the limits, for the log."""

from __future__ import annotations

from regie.core.errors import RegieError


class RateLimited(RegieError):
    """Too much was asked in too short a time; `retry_after_s` says when the same would pass."""

    status = 429
    code = "limits.exceeded"


class TooCostly(RateLimited):
    """More was asked at once than the limit ever allows: waiting does not help."""

    code = "limits.too_costly"
