"""When a provider is left alone, and for how long."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, NamedTuple

Kind = Literal["ollama", "groq", "openai", "demo"]
State = Literal["up", "failing", "cooling", "off"]

FAILURES_TO_COOL: Final = 3
"""In a row, over all processes."""
FIRST_COOLDOWN_S: Final = 5
LONGEST_COOLDOWN_S: Final = 300


class Provider(NamedTuple):
    id: int
    tenant: str
    name: str
    kind: Kind
    base_url: str
    has_secret: bool
    enabled: bool
    failures: int
    cooldown_until: datetime | None
    last_failure: str | None
    last_failure_at: datetime | None
    created_at: datetime
    version: int
    models: int
    sort_value: str

    def state(self, now: datetime) -> State:
        if not self.enabled:
            return "off"
        if is_cooling(self.cooldown_until, now):
            return "cooling"
        return "failing" if self.failures else "up"


def cooldown_s(failures: int, retry_after_s: int | None) -> int:
    """How long after this many failures in a row; what the provider itself asked for counts from
    its first. 0: it is asked again at once."""
    own = 0
    if failures >= FAILURES_TO_COOL:
        own = FIRST_COOLDOWN_S * 2 ** min(failures - FAILURES_TO_COOL, 10)
    return min(max(own, retry_after_s or 0), LONGEST_COOLDOWN_S)


def is_cooling(until: datetime | None, now: datetime) -> bool:
    return until is not None and now < until
