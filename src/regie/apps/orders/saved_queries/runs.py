"""Who ran a query, when, and what came of it: told by the record, there is no second one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import AuditEvent
from regie.core.errors import RegieError
from regie.core.files import SheetFormat
from regie.identity.audit.repository import SeenEntry, Wanted, latest

from .domain import SavedQuery
from .running import Answer

RUN: Final = "query.run"
EXPORT: Final = "query.export"


@dataclass(frozen=True, slots=True)
class Run:
    number: int
    at: datetime
    actor: str
    actor_name: str | None
    """None of somebody who was erased."""
    actor_erased: bool
    outcome: Literal["done", "failed"]
    told: Mapping[str, Any]
    """What `run_event` has kept with it; empty when that was erased, or is not kept any more."""


def run_event(
    query: SavedQuery, took_ms: float, came: Answer | RegieError, to: SheetFormat | None
) -> AuditEvent:
    """Names and figures; a value that was given is nowhere in it."""
    told: dict[str, object] = {
        "name": query.name,
        "source": query.source,
        "version": query.version,
        "took_ms": took_ms,
    }
    if to is not None:
        told["format"] = to
    if isinstance(came, RegieError):
        told |= {"problem": came.code, "params": came.params}
    else:
        told |= {"rows": len(came.rows), "capped": came.capped}
    outcome = "failed" if isinstance(came, RegieError) else "done"
    return AuditEvent(RUN if to is None else EXPORT, subject_of(query.id), outcome, told)


def subject_of(id: int) -> str:  # noqa: A002
    return f"query:{id}"


async def list_runs(
    connection: AsyncConnection,
    tenant: str,
    id: int,  # noqa: A002
    *,
    before: int | None,
    limit: int,
) -> list[Run]:
    """The newest first."""
    wanted = Wanted(actions=(RUN, EXPORT), subject=subject_of(id))
    found = await latest(connection, tenant, wanted, before=before, limit=limit)
    return [_run(each) for each in found]


def _run(entry: SeenEntry) -> Run:
    return Run(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        actor_name=entry.actor_name,
        actor_erased=entry.actor_erased,
        outcome="failed" if entry.outcome == "failed" else "done",
        told=entry.payload or {},
    )
