"""Valkey or Redis: addresses and connections that fail fast."""

from .client import Valkey
from .urls import ValkeyUrls, external_urls

__all__ = ["Valkey", "ValkeyUrls", "external_urls"]
