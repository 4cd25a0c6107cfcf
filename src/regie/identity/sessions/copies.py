"""Copies of sessions: all that is needed to know who somebody is, without asking PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

from regie.core.access import Grant

PREFIX: Final = b"regie:session:"
LABEL: Final = b"regie.session"


class Copy(msgspec.Struct, frozen=True, array_like=True):
    at: float
    """When it was read, by PostgreSQL's clock, in seconds since 1970."""
    until: float
    """When it ends, by the same clock: after `TTL_S`, or with its session."""
    subject: int
    """The person, whose version this is."""
    version: int
    tenant: str
    session: int
    grants: tuple[Grant, ...]
    must: tuple[str, ...]
    stepped_up_until: float | None

    @property
    def stepped_up(self) -> datetime | None:
        until = self.stepped_up_until
        return None if until is None else datetime.fromtimestamp(until, UTC)
