"""HTTP shapes of the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from regie.core.access import Outcome

from .masking import masked
from .repository import SeenEntry
from .verifying import Fault, Verdict


class AuditActor(BaseModel):
    key: str
    """`person:7`, `service:3`, `system:0`; `nobody` where nobody was signed in."""
    name: str | None
    erased: bool
    """The person was erased: nothing but the key is left of them."""


class AuditEntry(BaseModel):
    number: int
    at: datetime
    actor: AuditActor
    action: str
    subject: str | None
    outcome: Outcome
    request_id: str | None
    payload: dict[str, Any] | None
    """Null once it was erased or is not kept any more."""

    @classmethod
    def of(cls, entry: SeenEntry, *, personal: bool) -> Self:
        """`personal`: with personal data, which are masked otherwise."""
        payload = entry.payload
        return cls.model_validate(
            {
                "number": entry.number,
                "at": entry.at,
                "actor": {
                    "key": entry.actor,
                    "name": entry.actor_name,
                    "erased": entry.actor_erased,
                },
                "action": entry.action,
                "subject": entry.subject,
                "outcome": entry.outcome,
                "request_id": entry.request_id,
                "payload": payload if personal or payload is None else masked(payload),
            }
        )


class AuditEntries(BaseModel):
    entries: list[AuditEntry]
    next: int | None
    """`before` of the page that follows; null at the end."""
    masked: bool
    """Personal data in payloads are masked for whoever asks."""


class AuditHeadSeen(BaseModel):
    number: int
    digest: str


class AuditVerified(BaseModel):
    intact: bool
    complete: bool
    """False when the time was up: the job goes to the end."""
    entries: int
    """That were computed anew."""
    erased: int
    """Of how many the payload is gone, by an erasure or by its age."""
    first: int
    """The lowest number that is kept."""
    head: AuditHeadSeen | None
    """How far it is verified; null for a record without entries."""
    at: datetime
    broken_at: int | None
    """The first number that is not as it was written."""
    fault: Fault | None

    @classmethod
    def of(cls, verdict: Verdict, at: datetime) -> Self:
        broken = verdict.broken
        head = AuditHeadSeen(number=verdict.head, digest=verdict.digest.hex())
        return cls(
            intact=verdict.intact,
            complete=verdict.complete,
            entries=verdict.entries,
            erased=verdict.erased,
            first=verdict.first,
            head=head if verdict.head else None,
            at=at,
            broken_at=None if broken is None else broken.number,
            fault=None if broken is None else broken.fault,
        )


class AuditVerification(BaseModel):
    job: int
    """Its progress and its result are at /jobs/{id}; a chain that is broken fails it."""
