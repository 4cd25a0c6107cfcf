"""What a handler is given, and what it may answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic

from .kind import Kind, P


@dataclass(frozen=True, slots=True)
class Delivery(Generic[P]):
    id: int
    """The same at every attempt: what a Message-ID or a webhook-id is made of."""
    kind: str
    key: str | None
    payload: P
    attempt: int
    """Rises each time the row is taken, also after a relay died: a fencing token."""
    lapsed: bool
    """The attempt before never reported: what it was to do may be done, or half done."""
    created_at: datetime


class Retry(Exception):
    """Not now. `after_s` is the earliest; without it the subscription's schedule says when."""

    def __init__(self, reason: str, *, after_s: float | None = None):
        super().__init__(reason)
        self.after_s = after_s


class Reject(Exception):
    """Never: the row has failed and is kept with its payload, for a person to look at."""


class Unknown(Exception):
    """It may have happened, and nobody here can tell. A person decides; nothing is repeated."""


Handler = Callable[[Delivery[P]], Awaitable[None]]
"""Returns when it is done; raises one of the above. Anything else that it raises is a Retry."""

RETRIES_S: Final = (1.0, 5.0, 30.0, 120.0, 600.0, 3600.0)


@dataclass(frozen=True, slots=True)
class Subscription(Generic[P]):
    kind: Kind[P]
    handler: Handler[P]
    retries_s: tuple[float, ...] = RETRIES_S
    """The pause after each failure; after the last one the row has failed."""
    at_once: int = 8
    """Deliveries of this kind that one relay has in hand: a flood of one holds up no other."""
    lease_s: float = 30.0
    """A relay that died is noticed after so long. While it lives, its leases are prolonged."""
    time_limit_s: float = 60.0
    """An attempt that takes longer is cancelled, and is a failure."""

    def __post_init__(self) -> None:
        if self.at_once < 1 or self.lease_s <= 0 or self.time_limit_s <= 0:
            raise ValueError("at_once, lease_s and time_limit_s must be above 0")


AnySubscription = Subscription[Any]
