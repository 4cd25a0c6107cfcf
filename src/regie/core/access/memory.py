"""The record, kept in memory: for tests and for tools without a database."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from .actor import Actor
from .audit import AuditEvent, Recorded
from .permissions import MAIN_TENANT


class Entry(NamedTuple):
    tenant: str
    actor: str | None
    event: AuditEvent


class MemoryAudit:
    def __init__(self) -> None:
        self.entries: list[Entry] = []

    async def record(
        self,
        connection: AsyncConnection,  # noqa: ARG002 - the port's signature
        event: AuditEvent,
        *,
        actor: Actor | None = None,
        tenant: str | None = None,
    ) -> Recorded:
        where = tenant or (MAIN_TENANT if actor is None else actor.tenant)
        self.entries.append(Entry(where, None if actor is None else actor.key, event))
        return Recorded(where, len(self.entries))

    async def record_apart(
        self, event: AuditEvent, *, actor: Actor | None = None, tenant: str | None = None
    ) -> None:
        where = tenant or (MAIN_TENANT if actor is None else actor.tenant)
        self.entries.append(Entry(where, None if actor is None else actor.key, event))
