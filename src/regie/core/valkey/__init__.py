"""Valkey or Redis: addresses and connections that fail fast."""

from .client import Valkey
from .errors import ValkeyAway, ValkeyBusy, ValkeyFailed, ValkeyRefused, ValkeyTimeout
from .link import ValkeyLink
from .script import Script
from .urls import ValkeyUrls, external_urls
from .wire import Answer, Wire, WireLimits

__all__ = [
    "Answer",
    "Script",
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
]
