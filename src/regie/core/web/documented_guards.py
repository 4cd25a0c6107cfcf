"""What the OpenAPI document says of guards: how to be known, and what else is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from regie.core.access import (
    Forbidden,
    NotSignedIn,
    Permissions,
    SessionRequired,
    StepUpRequired,
)
from regie.core.errors import RegieError

from .cross_origin import SAFE
from .errors import CrossOrigin
from .guards import Guard

SCHEMES: Final[dict[str, Any]] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-regie",
        "description": "A session's cookie. Below a root path it is `__Secure-regie`; on the "
        "machine itself, over plain HTTP, `regie-dev`. What is not GET also has to come from a "
        "page of this site (Sec-Fetch-Site, or Origin).",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A personal or service token, or a short one made of it.",
    },
}
_SESSION: Final[list[dict[str, list[str]]]] = [{"session": []}]
_KNOWN: Final[list[dict[str, list[str]]]] = [*_SESSION, {"token": []}]


def security_of(guard: Guard) -> list[dict[str, list[str]]]:
    if not guard.asks:
        return []
    if not guard.somebody:
        return [{}, *_KNOWN]
    return _KNOWN if guard.permission is not None or guard.machines else _SESSION


def guard_errors(guard: Guard, method: str, permissions: Permissions) -> Iterator[type[RegieError]]:
    if guard.somebody:
        yield NotSignedIn
    if guard.settled:
        yield Forbidden
    if guard.somebody and guard.permission is None and not guard.machines:
        yield SessionRequired
    if guard.permission is not None and permissions[guard.permission].dangerous:
        yield StepUpRequired
    if guard.asks and method.upper() not in SAFE:
        yield CrossOrigin
