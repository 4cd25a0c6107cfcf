"""Live events: published in any process, received in any browser."""

from .after_commit import EVENT, put_event, relayed
from .audience import Audience
from .bus import Bus, Inbox
from .event import LARGEST_BYTES, RESET, TOPIC_PATTERN, Event, is_topic
from .events import MOST_TOPICS, Events
from .memory import MemoryBus
from .postgres_bus import PostgresBus
from .replay import ReplayLimits
from .subscription import Subscription
from .valkey_bus import ValkeyBus

__all__ = [
    "EVENT",
    "LARGEST_BYTES",
    "MOST_TOPICS",
    "RESET",
    "TOPIC_PATTERN",
    "Audience",
    "Bus",
    "Event",
    "Events",
    "Inbox",
    "MemoryBus",
    "PostgresBus",
    "ReplayLimits",
    "Subscription",
    "ValkeyBus",
    "is_topic",
    "put_event",
    "relayed",
]
