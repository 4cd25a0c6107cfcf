"""What leaves after the commit: written with its cause, delivered until it is done."""

from regie.core.db import Purgeable, ensure_days, purge_days, purgeable_days

from .backlog import Backlog, BacklogCheck, backlog
from .delivery import (
    AnySubscription,
    Delivery,
    Handler,
    Reject,
    Retry,
    Subscription,
    Unknown,
)
from .drain import drain
from .kind import Kind
from .once import effect_once, first_time
from .put import put
from .relay import Relay, RelayOptions
from .retention import preview, purge
from .verdict import Trace, Verdict, decide, trace

__all__ = [
    "AnySubscription",
    "Backlog",
    "BacklogCheck",
    "Delivery",
    "Handler",
    "Kind",
    "Purgeable",
    "Reject",
    "Relay",
    "RelayOptions",
    "Retry",
    "Subscription",
    "Trace",
    "Unknown",
    "Verdict",
    "backlog",
    "decide",
    "drain",
    "effect_once",
    "ensure_days",
    "first_time",
    "preview",
    "purge",
    "purge_days",
    "purgeable_days",
    "put",
    "trace",
]
