"""Copies of sessions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

from regie.core.access import Grant
from regie.core.valkey import ValkeyLink
from regie.identity.copies import TTL_S, Asked, Seal, SealedCopies, believed

__all__ = ["TTL_S", "Asked", "Copy", "CopySeal", "ValkeyCopies", "believed"]

_PREFIX: Final = b"regie:session:"


class Copy(msgspec.Struct, frozen=True, array_like=True):
    at: float
    """When it was read, by PostgreSQL's clock, in seconds since 1970."""
    until: float
    """When it ends, by the same clock: after `TTL_S`, or with its session."""
    version: int
    """Of the person."""
    tenant: str
    person: int
    session: int
    grants: tuple[Grant, ...]
    must: tuple[str, ...]
    stepped_up_until: float | None

    @property
    def subject(self) -> int:
        return self.person

    @property
    def stepped_up(self) -> datetime | None:
        until = self.stepped_up_until
        return None if until is None else datetime.fromtimestamp(until, UTC)


class CopySeal(Seal[Copy]):
    def __init__(self, key: bytes):
        super().__init__(key, Copy, b"regie.session")


class ValkeyCopies(SealedCopies[Copy]):
    def __init__(self, link: ValkeyLink, seal: CopySeal):
        super().__init__(link, seal, _PREFIX)
