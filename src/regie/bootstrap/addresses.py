"""Where the servers are."""

from __future__ import annotations

from regie.core.db import DatabaseUrl
from regie.core.errors import Misconfigured
from regie.core.settings import Settings
from regie.core.valkey import ValkeyUrls, external_urls, separate_urls


def valkey_urls(settings: Settings) -> ValkeyUrls | None:
    """None when the installation runs without Redis."""
    if settings.cache_url and settings.broker_url and settings.results_url:
        return separate_urls(
            settings.cache_url.get_secret_value(),
            settings.broker_url.get_secret_value(),
            settings.results_url.get_secret_value(),
        )
    if settings.redis_url is None or settings.without_redis:
        return None
    return external_urls(settings.redis_url.get_secret_value())


def database_url(settings: Settings) -> DatabaseUrl:
    if settings.database_url is None:
        raise Misconfigured(
            "REGIE_DATABASE_URL is missing: `regie up` sets it for the embedded PostgreSQL"
        )
    return DatabaseUrl(settings.database_url.get_secret_value())
