"""Balances over HTTP: one's own, and those of people for whom one decides."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.people.domain import File
from regie.apps.staff.people.errors import EmployeeNotFound, NoFile
from regie.core.access import Actor
from regie.core.app import Core
from regie.core.explain import Explained
from regie.core.i18n import Language
from regie.core.input import Day
from regie.core.web import (
    actor,
    api_router,
    guarded,
    idempotent,
    may_raise,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from .errors import KindUnknown, NoBalance
from .schemas import CorrectionDraft, KindCode, SeenBalance, SeenBalances
from .service import Absences
from .why import explain

EmployeeId = Annotated[int, Path(ge=1, lt=2**63)]
On = Annotated[Day | None, Query(description="As the ledger stood that day; without it, today.")]
_DECIDING: Final = requires(permissions.APPROVE_ABSENCES)


def balance_routes(core: Core, absences: Absences) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=requires(permissions.READ_OWN))
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)
    spoken = reader_language(core.settings)

    async def seen(
        connection: AsyncConnection, acting: Actor, file: File, on: date | None, language: Language
    ) -> SeenBalances:
        found = await absences.balances(connection, acting, file, on)
        return SeenBalances(
            on=on or absences.people.today,
            balances=[SeenBalance.of(kind, balance, language) for kind, balance in found],
        )

    async def explained(
        *,
        connection: AsyncConnection,
        acting: Actor,
        file: File,
        kind_code: str,
        on: date | None,
        language: Language,
    ) -> Explained:
        kind, entries = await absences.entries(connection, acting, file, kind_code, on)
        return explain(kind, entries, core.catalogue, language)

    @api.get("/me/balances")
    @may_raise(NoFile)
    async def show_own_balances(
        on: On = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenBalances:
        """What is left to oneself, of each kind that is counted."""
        file = await absences.people.own(connection, acting)
        return await seen(connection, acting, file, on, language)

    @api.get("/me/balances/{kind}/why")
    @may_raise(NoFile, KindUnknown, NoBalance)
    async def explain_own_balance(
        *,
        kind: KindCode,
        on: On = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Explained:
        """What one's own balance is made of, down to the ledger."""
        file = await absences.people.own(connection, acting)
        return await explained(
            connection=connection,
            acting=acting,
            file=file,
            kind_code=kind,
            on=on,
            language=language,
        )

    @api.get("/people/{id}/balances")
    @guarded(_DECIDING)
    @may_raise(EmployeeNotFound)
    async def show_balances(
        id: EmployeeId,  # noqa: A002
        on: On = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenBalances:
        """What is left to somebody for whom the reader decides."""
        file = await absences.people.find(connection, acting, id, permissions.APPROVE_ABSENCES)
        return await seen(connection, acting, file, on, language)

    @api.get("/people/{id}/balances/{kind}/why")
    @guarded(_DECIDING)
    @may_raise(EmployeeNotFound, KindUnknown, NoBalance)
    async def explain_balance(
        *,
        id: EmployeeId,  # noqa: A002
        kind: KindCode,
        on: On = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Explained:
        """What somebody's balance is made of, down to the ledger."""
        file = await absences.people.find(connection, acting, id, permissions.APPROVE_ABSENCES)
        return await explained(
            connection=connection,
            acting=acting,
            file=file,
            kind_code=kind,
            on=on,
            language=language,
        )

    @api.post("/people/{id}/balances/{kind}/corrections", status_code=201)
    @guarded(requires(permissions.MANAGE_PEOPLE))
    @may_raise(EmployeeNotFound, KindUnknown, NoBalance)
    async def correct_balance(
        *,
        id: EmployeeId,  # noqa: A002
        kind: KindCode,
        draft: CorrectionDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenBalances:
        """Adds a line to the ledger that says why; none is ever changed."""
        file = await absences.correct(
            connection, acting, id, kind, half_days=draft.half_days, note=draft.note
        )
        return await seen(connection, acting, file, None, language)

    return api
