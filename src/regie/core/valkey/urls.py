"""Which server holds what.

Eviction is decided per server, so what may be lost (the cache) and what may not (queues, results)
want a server each. On one external server they are databases 0, 1 and 2, and its eviction policy
decides over all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from regie.core.errors import Misconfigured

_SCHEMES = ("redis", "rediss", "valkey", "valkeys")


@dataclass(frozen=True, slots=True)
class ValkeyUrls:
    cache: str
    broker: str
    results: str


def external_urls(url: str) -> ValkeyUrls:
    """Databases 0, 1 and 2 of one server. Raises Misconfigured for anything but its address."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise Misconfigured("REGIE_REDIS_URL must look like redis://:password@host:6379, or none")
    if parts.path.strip("/"):
        raise Misconfigured(
            "REGIE_REDIS_URL must not name a database: 0, 1 and 2 are used for cache, broker "
            "and results"
        )
    scheme = parts.scheme.replace("valkey", "redis")

    def database(number: int) -> str:
        return urlunsplit((scheme, parts.netloc, f"/{number}", parts.query, ""))

    return ValkeyUrls(cache=database(0), broker=database(1), results=database(2))
