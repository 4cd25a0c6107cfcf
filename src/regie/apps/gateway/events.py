"""What the gateway tells by webhooks, besides the core's `quota.low` and `api.error`."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from regie.core.webhooks import EventData, WebhookEvent


class QuotaExhausted(EventData, frozen=True, kw_only=True):
    """A request was refused, for it may cost more than is left. Told once per period, and again
    after the budget was raised."""

    key: str
    key_id: int
    budget_micros: int
    remaining_micros: int
    resets_at: datetime | None = None


class RateMet(EventData, frozen=True, kw_only=True):
    """A key asks faster than it may, or a provider wants to be left alone. Once a minute, or once
    per cooldown."""

    key: str | None = None
    provider: str | None = None
    retry_after_s: int


QUOTA_EXHAUSTED: Final = WebhookEvent(
    "quota.exhausted",
    {"fr": "Un budget est épuisé", "en": "A budget is used up"},
    QuotaExhausted(
        key="Assistant du site", key_id=7, budget_micros=25_000_000, remaining_micros=1_200
    ),
)
RATE_LIMIT: Final = WebhookEvent(
    "rate.limit",
    {"fr": "Une cadence est dépassée", "en": "A rate limit was met"},
    RateMet(provider="Groq", retry_after_s=12),
)
EVENTS: Final = (QUOTA_EXHAUSTED, RATE_LIMIT)
