"""Valkey or Redis: addresses and connections that fail fast."""

from .client import Valkey
from .errors import ValkeyAway, ValkeyBusy, ValkeyFailed, ValkeyRefused, ValkeyTimeout
from .link import ValkeyLink
from .script import Script, Sends
from .turn import Together, Turn
from .urls import ValkeyUrls, external_urls, separate_urls
from .wire import Answer, Argument, Sink, Wire, WireLimits

__all__ = [
    "Answer",
    "Argument",
    "Script",
    "Sends",
    "Sink",
    "Together",
    "Turn",
    "Valkey",
    "ValkeyAway",
    "ValkeyBusy",
    "ValkeyFailed",
    "ValkeyLink",
    "ValkeyRefused",
    "ValkeyTimeout",
    "ValkeyUrls",
    "Wire",
    "WireLimits",
    "external_urls",
    "separate_urls",
]
