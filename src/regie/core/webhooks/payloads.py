"""What the core's own events carry.

An event is a public interface: fields are added, with a default, and never change their meaning.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class EventData(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Base of what events carry. A field with its default is left out of the message."""


class TestData(EventData, frozen=True, kw_only=True):
    """Sent by somebody who wants to see whether a receiver hears us."""

    __test__ = False  # pytest would take it for a test

    text: Text


class EndpointDisabled(EventData, frozen=True, kw_only=True):
    """An endpoint gets nothing any more until somebody enables it."""

    endpoint: Text
    """Its id."""
    host: Text
    """Without path and query, which may hold secrets of the receiver."""
    description: str
    reason: Literal["gone", "failing"]
    """It answered 410, or has failed for days."""
    failing_since: datetime | None = None


class JobFailed(EventData, frozen=True, kw_only=True):
    """A background job was tried for the last time."""

    job: Text
    id: Text
    attempts: Count
    error: Text | None = None


class QuotaLow(EventData, frozen=True, kw_only=True):
    """Little is left of what a provider allows."""

    provider: Text
    subject: Text | None = None
    """Whose, where several share it: the name of a key."""
    remaining: Count
    limit: Count | None = None
    unit: Text | None = None
    resets_at: datetime | None = None


class AboveWatch(EventData, frozen=True, kw_only=True):
    """More requests came than a watch lets pass unseen. Told once per subject and minute."""

    watch: Text
    subject: Text | None = None
    """A client's pseudonym, always the same: no address leaves. The installation's own log says
    whose it is. Without it all clients together were counted."""
    seen: Count
    threshold: Count
    """Both of one process alone while Valkey is away."""
    window_s: Annotated[float, msgspec.Meta(gt=0)]


class ApiError(EventData, frozen=True, kw_only=True):
    """A request failed through no fault of its client's."""

    method: Text
    route: Text
    """As declared, without the values in it."""
    status: Annotated[int, msgspec.Meta(ge=500, le=599)]
    code: Text
    request_id: Text
