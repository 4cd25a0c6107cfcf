"""The record in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from prometheus_client import CollectorRegistry
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent, Recorded
from regie.core.db import Database

from .apart import LAST_WORDS_S, WAIT_S, Apart
from .chain import append
from .drafts import Draft, draft_of


class PostgresAudit:
    """Opened, it writes what is recorded apart in batches, beside the requests; a command that
    does not open it writes at once."""

    name = "audit"

    def __init__(
        self,
        database: Database,
        registry: CollectorRegistry,
        *,
        wait_s: float = WAIT_S,
        last_words_s: float = LAST_WORDS_S,
    ):
        """So long at most a request waits for what it records apart, and a process at its end for
        what still waits."""
        self._database = database
        self._apart = Apart(self._write, registry, wait_s=wait_s, last_words_s=last_words_s)

    async def open(self) -> None:
        self._apart.open()

    async def close(self) -> None:
        await self._apart.close()

    async def record(
        self,
        connection: AsyncConnection,
        event: AuditEvent,
        *,
        actor: Actor | None = None,
        tenant: str | None = None,
    ) -> Recorded:
        draft = draft_of(event, actor, tenant)
        return Recorded(draft.tenant, await append(connection, [draft]))

    async def record_apart(
        self, event: AuditEvent, *, actor: Actor | None = None, tenant: str | None = None
    ) -> None:
        await self._apart.record(draft_of(event, actor, tenant))

    async def _write(self, drafts: Sequence[Draft]) -> None:
        """Tenant by tenant in the order of their names, so that two processes cannot wait for each
        other."""
        async with self._database.begin() as connection:
            for _, of_tenant in groupby(sorted(drafts, key=_tenant), key=_tenant):
                await append(connection, [*of_tenant])


def _tenant(draft: Draft) -> str:
    return draft.tenant
