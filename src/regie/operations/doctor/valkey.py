"""Valkey or Redis: there, and throwing away only what may be thrown away."""

from __future__ import annotations

from typing import Final, cast
from urllib.parse import urlsplit

import redis

from regie.bootstrap import valkey_urls
from regie.core.settings import Settings
from regie.operations.doctor.findings import Finding
from regie.operations.servers import Servers

ANSWER_TIMEOUT_S: Final = 2.0


def valkey_findings(settings: Settings, servers: Servers | None) -> list[Finding]:
    """None at all when the embedded servers do not run."""
    if settings.without_redis:
        advice = "unset REGIE_REDIS_URL for the embedded servers, or name your own"
        return [Finding("valkey", "warn", "switched off: everything works, slower", advice)]
    external = valkey_urls(settings)
    urls = external or (servers.valkey_urls if servers else None)
    if urls is None:
        return []
    findings = [_evicting("valkey.cache", urls.cache), _keeping("valkey.broker", urls.broker)]
    if _server_of(urls.results) != _server_of(urls.broker):
        findings.append(_keeping("valkey.results", urls.results))
    if external is not None and _server_of(urls.cache) == _server_of(urls.broker):
        shared = "cache and queues share one server, and with it one rule of eviction"
        advice = "set REGIE_CACHE_URL, REGIE_BROKER_URL and REGIE_RESULTS_URL to two servers"
        findings.append(Finding("valkey.shared", "warn", shared, advice))
    return findings


def _evicting(name: str, url: str) -> Finding:
    policy = _policy(url)
    if isinstance(policy, redis.RedisError):
        return _away(name, policy, "warn")
    if policy == "noeviction":
        advice = "set maxmemory and maxmemory-policy allkeys-lru on the cache's server"
        return Finding(name, "warn", "a full cache refuses writes (noeviction)", advice)
    return Finding(name, "pass", f"reachable, {policy}")


def _keeping(name: str, url: str) -> Finding:
    policy = _policy(url)
    if isinstance(policy, redis.RedisError):
        return _away(name, policy, "fail")
    if policy != "noeviction":
        advice = "set maxmemory-policy noeviction on the server of queues and results"
        return Finding(name, "fail", f"a full server would drop jobs ({policy})", advice)
    return Finding(name, "pass", f"reachable, {policy}")


def _policy(url: str) -> str | redis.RedisError:
    client = redis.Redis.from_url(
        url, socket_timeout=ANSWER_TIMEOUT_S, socket_connect_timeout=ANSWER_TIMEOUT_S
    )
    try:
        info = cast("dict[str, object]", client.info("memory"))
        return str(info.get("maxmemory_policy", "unknown"))
    except redis.RedisError as failure:
        return failure
    finally:
        client.close()


def _away(name: str, failure: redis.RedisError, status: str) -> Finding:
    advice = "start it, or look at the address and password in the settings"
    seen = f"does not answer ({type(failure).__name__})"
    return Finding(name, "fail" if status == "fail" else "warn", seen, advice)


def _server_of(url: str) -> tuple[str, str]:
    """Without the database's number, which on a socket is in the query."""
    parts = urlsplit(url)
    return (parts.netloc, parts.path if parts.scheme == "unix" else "")
