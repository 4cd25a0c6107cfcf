"""What is done with the record once it is written: read, verified, exported, its heads told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import asdict
from time import monotonic

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent
from regie.core.app import Core
from regie.core.observe import get_logger

from .events import HEAD, AuditHead
from .exporting import Format, exported
from .head_file import append_heads, head_file, read_heads
from .permissions import MANAGE_AUDIT, READ_AUDIT
from .repository import Head, SeenEntry, Wanted, heads, latest
from .verifying import Progress, Verdict, Verification, nobody_watches

_log = get_logger(__name__)


class AuditTrail:
    def __init__(self, core: Core):
        self._core = core
        self._file = head_file(core.settings.home)
        self._walks: dict[str, asyncio.Task[Verdict]] = {}

    async def page(
        self,
        connection: AsyncConnection,
        acting: Actor,
        wanted: Wanted,
        *,
        before: int | None,
        limit: int,
    ) -> list[SeenEntry]:
        acting.require(READ_AUDIT)
        return await latest(connection, acting.tenant, wanted, before=before, limit=limit)

    async def verify_soon(self, tenant: str, *, within_s: float) -> Verdict:
        """Who asks while a chain is computed gets that verdict: however many ask, it is one walk,
        and one connection. Raises as `verify` does."""
        walk = self._walks.get(tenant)
        if walk is None:
            walk = asyncio.create_task(self.verify(tenant, within_s=within_s))
            self._walks[tenant] = walk
            walk.add_done_callback(lambda _: self._walks.pop(tenant))
        return await asyncio.shield(walk)  # it belongs to nobody who waits

    async def verify(
        self,
        tenant: str,
        *,
        within_s: float | None = None,
        progress: Progress = nobody_watches,
    ) -> Verdict:
        """Against the heads of the file too. When all is well, its head is told outside. Raises
        Unavailable, or Timeout; JobStopped through `progress`."""
        known = await asyncio.to_thread(read_heads, self._file)
        until = None if within_s is None else monotonic() + within_s
        async with self._core.database.begin() as connection:
            walk = Verification(tenant, known.get(tenant, {}))
            verdict = await walk.run(connection, until=until, progress=progress)
        if verdict.broken is not None:
            _log.error(
                "audit_broken",
                tenant=tenant,
                number=verdict.broken.number,
                fault=verdict.broken.fault,
            )
        elif verdict.complete and verdict.head:
            await self._tell([Head(tenant, verdict.head, verdict.digest)])
        return verdict

    async def tenants(self) -> list[str]:
        """Those that have a chain, and those of which a head is known though it is gone."""
        known = await asyncio.to_thread(read_heads, self._file)
        async with self._core.database.begin() as connection:
            return sorted({head.tenant for head in await heads(connection)} | known.keys())

    async def tell_heads(self) -> int:
        """Of all chains, to the log, the file and the webhooks; returns how many there are. The
        file and a receiver get each once. Raises OSError when the file cannot be written: then no
        webhook has left either."""
        async with self._core.database.begin() as connection:
            found = await heads(connection)
        await self._tell(found)
        return len(found)

    async def begin_export(
        self, connection: AsyncConnection, acting: Actor, wanted: Wanted, to: Format
    ) -> int:
        """Records the export and returns the number up to which it goes: its own entry is the
        last one."""
        acting.require(MANAGE_AUDIT)
        asked = {name: value for name, value in asdict(wanted).items() if value is not None}
        event = AuditEvent("export.make", "export:audit", payload={"format": to, **asked})
        return (await self._core.audit.record(connection, event, actor=acting)).number

    def exported(
        self, tenant: str, wanted: Wanted, to: Format, *, through: int
    ) -> AsyncGenerator[bytes]:
        return exported(self._core.database, tenant, wanted, to, through=through)

    async def _tell(self, found: Sequence[Head]) -> None:
        at = self._core.clock()
        await asyncio.to_thread(append_heads, self._file, found, at)
        for head in found:
            digest = head.digest.hex()
            _log.info("audit_head", tenant=head.tenant, number=head.number, digest=digest)
            await self._core.webhooks.trigger(
                HEAD,
                AuditHead(tenant=head.tenant, number=head.number, digest=digest, at=at),
                tenant=head.tenant,
                key=f"{head.number}/{digest}",
            )
