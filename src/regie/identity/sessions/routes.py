"""Who one is, and one's sessions, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent, Forbidden, SessionRequired
from regie.core.i18n import Language
from regie.core.web import (
    ENROLLING,
    SESSION_COOKIE,
    SIGNED_IN,
    actor,
    api_router,
    exchange_of,
    guarded,
    may_raise,
    transaction,
)
from regie.identity.language import reader_language
from regie.identity.services import Services

from .errors import SessionNotFound
from .reading import SessionRow
from .schemas import EndedSessions, Me, MyChange, SeenSession, SeenSessions

SessionId = Annotated[int, Path(ge=1, lt=2**63)]

_SIGN_OUT: Final = "sign_out"


@may_raise(SessionRequired)
def own_session(acting: Actor = Depends(actor)) -> int:
    """A dependency: what a token may not do, however much it may. Raises SessionRequired."""
    if acting.session is None:
        raise SessionRequired
    return acting.session


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/identity", "identity", guard=SIGNED_IN)
    _add_profile(api, services)
    _add_sessions(api, services)
    return api


def _add_profile(api: APIRouter, services: Services) -> None:
    begun = transaction(services.core.database)
    spoken = reader_language(services.core.settings)
    profiles = services.profiles

    @api.get("/me")
    @guarded(ENROLLING)
    @may_raise(Forbidden)
    async def show_me(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Me:
        """Who one is, what one may do, and what must be done before anything else."""
        return await profiles.me(connection, acting, language)

    @api.patch("/me")
    @guarded(ENROLLING)
    async def change_me(
        change: MyChange,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
        _: int = Depends(own_session),
    ) -> Me:
        """Changes one's own name, language or theme."""
        await profiles.change(connection, acting, change)
        return await profiles.me(connection, acting, language)


def _add_sessions(api: APIRouter, services: Services) -> None:
    begun = transaction(services.core.database)
    sessions, audit = services.sessions, services.core.audit

    @api.post("/sign-out", status_code=204)
    @guarded(ENROLLING)
    async def sign_out(
        request: Request,
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        current: int = Depends(own_session),
    ) -> None:
        """Ends the session of this browser: no process serves it a second later."""
        await sessions.end(connection, person_id=acting.id, ids=[current], why=_SIGN_OUT)
        SESSION_COOKIE.clear(response, exchange_of(request.scope))
        event = AuditEvent("session.end", f"session:{current}", payload={"why": _SIGN_OUT})
        await audit.record(connection, event, actor=acting)

    @api.get("/me/sessions")
    async def list_my_sessions(
        connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> SeenSessions:
        """Where one is signed in, the device seen last first."""
        found = await sessions.list_of(connection, acting)
        return SeenSessions(sessions=[SeenSession(**seen(each, acting)) for each in found])

    @api.delete("/me/sessions/{session_id}", status_code=204)
    @may_raise(SessionNotFound)
    async def end_my_session(
        session_id: SessionId,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        _: int = Depends(own_session),
    ) -> None:
        """Signs one of one's own devices out."""
        if not await sessions.end(
            connection, person_id=acting.id, ids=[session_id], why="own_device"
        ):
            raise SessionNotFound
        event = AuditEvent("session.end", f"session:{session_id}", payload={"why": "own_device"})
        await audit.record(connection, event, actor=acting)

    @api.delete("/me/sessions")
    async def end_my_other_sessions(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        current: int = Depends(own_session),
    ) -> EndedSessions:
        """Signs all of one's other devices out."""
        ended = await sessions.end(
            connection, person_id=acting.id, except_id=current, why="other_devices"
        )
        told = {"why": "other_devices", "ended": ended}
        event = AuditEvent("session.end", f"person:{acting.id}", payload=told)
        await audit.record(connection, event, actor=acting)
        return EndedSessions(ended=ended)


def seen(row: SessionRow, acting: Actor) -> dict[str, Any]:
    """The fields of a `SeenSession`."""
    shown = row._asdict()
    return {**shown, "current": row.id == acting.session}
