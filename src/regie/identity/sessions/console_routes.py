"""Everybody's sessions, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent, Forbidden
from regie.core.web import actor, api_router, guarded, may_raise, requires, transaction
from regie.identity.services import Services

from .errors import SessionNotFound
from .permissions import MANAGE_SESSIONS, READ_SESSIONS
from .routes import SessionId, seen
from .schemas import PersonOfSession, SessionOfSomebody, SessionsOfAll


def console_routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/sessions", "console", guard=requires(READ_SESSIONS))
    begun = transaction(services.core.database)
    sessions, audit = services.sessions, services.core.audit

    @api.get("")
    async def list_sessions(
        person: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SessionsOfAll:
        """Open sessions of people within reach, the newest first."""
        found = await sessions.page(connection, acting, person=person, before=before, limit=limit)
        return SessionsOfAll(
            sessions=[
                SessionOfSomebody(
                    **seen(each, acting),
                    person=PersonOfSession(id=each.person_id, name=each.person_name),
                )
                for each in found
            ],
            next=found[-1].id if len(found) == limit else None,
        )

    @api.delete("/{session_id}", status_code=204)
    @guarded(requires(MANAGE_SESSIONS))
    @may_raise(SessionNotFound, Forbidden)
    async def end_session(
        session_id: SessionId,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> None:
        """Signs one device of somebody out."""
        ended = await sessions.end_as(connection, acting, session_id)
        told = {"why": "administrator", "person": ended.person_id}
        event = AuditEvent("session.end", f"session:{session_id}", payload=told)
        await audit.record(connection, event, actor=acting)

    return api
