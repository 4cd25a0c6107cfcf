"""What the record tells to others."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

import msgspec

from regie.core.webhooks import EventData, WebhookEvent


class AuditHead(EventData, frozen=True, kw_only=True):
    """Where a chain of the record ended. Whoever keeps these can tell whether it was cut later."""

    tenant: str
    number: Annotated[int, msgspec.Meta(ge=1)]
    digest: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the entry of that number and of all before it."""
    at: datetime


HEAD: Final = WebhookEvent(
    "audit.head",
    {"fr": "Dernière empreinte du journal d’audit", "en": "Latest digest of the audit record"},
    AuditHead(
        tenant="main",
        number=4711,
        digest="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
    ),
)
