"""Background work on the record; its service is identity's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from regie.core.outbox import Reject
from regie.core.tasks import JobContext, Schedule, job

if TYPE_CHECKING:
    from regie.identity.services import Services


@job(name="identity.tell-heads", unique=True, retries=2, retry_pause_s=60, time_limit_s=300)
async def tell_heads(context: JobContext) -> dict[str, int]:
    """Where each chain ends, told outside."""
    services = cast("Services", context.service)
    return {"heads": await services.audit.tell_heads()}


@job(name="identity.verify-audit", unique=True, retries=2, time_limit_s=4 * 3600)
async def verify_audit(context: JobContext, tenant: str | None = None) -> dict[str, object]:
    """One chain, or all of them, computed anew. One that is broken fails the job, so that whoever
    is told of failed jobs is told of that."""
    trail = cast("Services", context.service).audit
    tenants = await trail.tenants() if tenant is None else [tenant]
    entries = 0
    broken: list[str] = []
    for each in tenants:
        verdict = await trail.verify(each, progress=context.progress)
        entries += verdict.entries
        if verdict.broken is not None:
            broken.append(f"{each}: {verdict.broken.fault} at {verdict.broken.number}")
    if broken:
        raise Reject("; ".join(broken))
    return {"intact": True, "chains": len(tenants), "entries": entries}


HOURLY_HEADS: Final = Schedule("audit-heads", "7 * * * *", tell_heads.call())
NIGHTLY_VERIFICATION: Final = Schedule("audit-verification", "43 4 * * *", verify_audit.call())
"""After the purge, which leaves a certificate."""
