"""Which server holds what.

Eviction is decided per server, so what may be lost (the cache) and what may not (queues, results)
want a server each. On one external server they are databases 0, 1 and 2, and its eviction policy
decides over all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit, urlunsplit

from regie.core.errors import Misconfigured

_SCHEMES = ("redis", "rediss", "valkey", "valkeys")
_SEPARATE_SCHEMES = ("redis", "rediss", "unix")
"""Those that redis-py reads: these addresses go to it as they are."""


@dataclass(frozen=True, slots=True)
class ValkeyUrls:
    cache: str
    broker: str
    results: str


def external_urls(url: str) -> ValkeyUrls:
    """Databases 0, 1 and 2 of one server. Raises Misconfigured for anything but its address."""
    parts = _split(url)
    if parts is None or parts.scheme not in _SCHEMES or not parts.hostname:
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


def separate_urls(cache: str, broker: str, results: str) -> ValkeyUrls:
    """Servers of their own. Raises Misconfigured for what is no address of one."""
    for name, url in (("CACHE", cache), ("BROKER", broker), ("RESULTS", results)):
        parts = _split(url)
        if parts is None or parts.scheme not in _SEPARATE_SCHEMES:
            raise Misconfigured(
                f"REGIE_{name}_URL must look like redis://:password@host:6379/0 "
                "or unix://:password@/path/to/socket?db=0"
            )
    return ValkeyUrls(cache=cache, broker=broker, results=results)


def _split(url: str) -> SplitResult | None:
    """None for what is no URL: the library's own error quotes it, password included."""
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError:
        return None
    return parts if has_port else None
