"""The record over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import StreamingResponse

from regie.core.access import Actor, Forbidden, Outcome
from regie.core.errors import Timeout, Unavailable
from regie.core.files import content_disposition
from regie.core.input import Instant
from regie.core.tasks import enqueue
from regie.core.web import (
    actor,
    api_router,
    guarded,
    idempotent,
    may_raise,
    requires,
    transaction,
)
from regie.identity.services import Services

from .exporting import MEDIA_TYPES, Format
from .permissions import MANAGE_AUDIT, READ_AUDIT
from .repository import Wanted
from .schemas import AuditEntries, AuditEntry, AuditVerification, AuditVerified
from .tasks import verify_audit

VERIFY_S: Final = 8.0
"""So long an answer may take; a longer record is for the job."""

_KEY: Final = r"^[a-z_]{1,32}(:[A-Za-z0-9_.-]{1,128}){0,2}$"
_ACTION: Final = r"^[a-z_]{1,32}(\.[a-z_]{1,32}){0,2}$"


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/audit", "console", guard=requires(READ_AUDIT))
    _add_reading(api, services)
    _add_verifying(api, services)
    _add_exporting(api, services)
    return api


def _add_reading(api: APIRouter, services: Services) -> None:
    begun = transaction(services.core.database)

    @api.get("")
    @may_raise(Forbidden)
    async def list_audit_entries(
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        wanted: Wanted = Depends(_wanted),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> AuditEntries:
        """What was done, the newest first."""
        found = await services.audit.page(connection, acting, wanted, before=before, limit=limit)
        personal = acting.may(MANAGE_AUDIT) and acting.reach(MANAGE_AUDIT).everywhere
        return AuditEntries(
            entries=[AuditEntry.of(each, personal=personal) for each in found],
            next=found[-1].number if len(found) == limit else None,
            masked=not personal,
        )


def _add_verifying(api: APIRouter, services: Services) -> None:
    core = services.core
    once = idempotent(core.answers)

    @api.get("/verify")
    @may_raise(Forbidden, Unavailable, Timeout)
    async def verify_audit_record(acting: Actor = Depends(actor)) -> AuditVerified:
        """Computes the record anew, for eight seconds at most."""
        acting.require(READ_AUDIT)
        verdict = await services.audit.verify_soon(acting.tenant, within_s=VERIFY_S)
        return AuditVerified.of(verdict, core.clock())

    @api.post("/verify", status_code=202)
    @may_raise(Forbidden)
    async def begin_audit_verification(
        connection: AsyncConnection = once, acting: Actor = Depends(actor)
    ) -> AuditVerification:
        """Has the whole record computed anew, however long it is."""
        acting.require(READ_AUDIT)
        call = verify_audit.call(acting.tenant)
        return AuditVerification(job=await enqueue(connection, call, tenant=acting.tenant))


def _add_exporting(api: APIRouter, services: Services) -> None:
    begun = transaction(services.core.database)

    @api.get(
        "/export",
        response_class=StreamingResponse,
        responses={
            200: {
                "content": {
                    media_type.partition(";")[0]: {"schema": {"type": "string"}}
                    for media_type in MEDIA_TYPES.values()
                }
            }
        },
    )
    @guarded(requires(MANAGE_AUDIT))
    @may_raise(Forbidden)
    async def export_audit_record(
        format: Format = "ndjson",  # noqa: A002 - the parameter's name
        wanted: Wanted = Depends(_wanted),
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> StreamingResponse:
        """The record as a file, the oldest first; that it was exported is its last line."""
        trail = services.audit
        through = await trail.begin_export(connection, acting, wanted, format)
        day = services.core.clock().date()
        return StreamingResponse(
            trail.exported(acting.tenant, wanted, format, through=through),
            media_type=MEDIA_TYPES[format],
            headers={
                "Content-Disposition": content_disposition(f"audit-{day}.{format}"),
                "Cache-Control": "private, no-store",
            },
        )


def _wanted(
    *,
    actor: Annotated[
        str | None, Query(pattern=_KEY, description="`person:7`, or `nobody`.")
    ] = None,
    action: Annotated[
        str | None,
        Query(pattern=_ACTION, description="`person.disable`, or `person` for all of them."),
    ] = None,
    subject: Annotated[str | None, Query(pattern=_KEY)] = None,
    outcome: Outcome | None = None,
    since: Annotated[Instant | None, Query(alias="from")] = None,
    until: Annotated[Instant | None, Query(alias="to", description="Before that moment.")] = None,
) -> Any:
    return Wanted(actor, action, subject, outcome, since, until)
