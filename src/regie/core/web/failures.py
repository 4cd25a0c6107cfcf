"""What somebody may want to be told of requests that failed through our fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FailedRequest:
    method: str
    route: str
    """Its template."""
    status: int
    code: str
    request_id: str
    tenant: str | None = None
    """Whose request it was, where that is known."""


OnFailure = Callable[[FailedRequest], None]
"""Called for every 5xx, also by the thousand under overload: neither waits nor raises."""


def tell_nobody(failed: FailedRequest) -> None:
    del failed
