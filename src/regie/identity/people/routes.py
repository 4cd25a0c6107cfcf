"""People over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.i18n import Language
from regie.core.web import (
    actor,
    api_router,
    guarded,
    idempotent,
    may_raise,
    requires,
    transaction,
)
from regie.identity.factors.errors import FactorRequired, NoFactor
from regie.identity.language import reader_language
from regie.identity.roles import Role
from regie.identity.services import Services

from .domain import Status
from .errors import (
    EmailTaken,
    LastAdministrator,
    OwnRights,
    PersonNotFound,
    PlaceUnknown,
    StatusForbids,
)
from .permissions import MANAGE_PEOPLE, READ_PEOPLE
from .schemas import People, Person, PersonChange, PersonDraft, RolesDraft

PersonId = Annotated[int, Path(ge=1, lt=2**63)]

_NO_CONTROL: Final = r"^[^\x00-\x1F\x7F-\x9F]*$"
_MANAGING: Final = requires(MANAGE_PEOPLE)

Act = Callable[[AsyncConnection, Actor, int], Awaitable[object]]


def routes(services: Services) -> APIRouter:
    api = api_router("/api/v1/console/people", "console", guard=requires(READ_PEOPLE))
    _add_reading(api, services)
    _add_changing(api, services)
    _add_acting(api, services)
    return api


def _add_reading(api: APIRouter, services: Services) -> None:
    begun = transaction(services.core.database)
    spoken = reader_language(services.core.settings)

    @api.get("")
    async def list_people(
        *,
        search: Annotated[
            str,
            Query(
                max_length=200,
                pattern=_NO_CONTROL,
                description="Words of the name or the address, accents and capitals aside.",
            ),
        ] = "",
        role: Role | None = None,
        status: Annotated[
            Status | None, Query(description="Without it, everybody but who was erased.")
        ] = None,
        place: Annotated[
            int | None, Query(ge=1, lt=2**63, description="A role for it or below it.")
        ] = None,
        before: Annotated[
            int | None, Query(ge=1, lt=2**63, description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> People:
        """People within reach, by name."""
        found = await services.people.list(
            connection,
            acting,
            search=search,
            role=role,
            status=status,
            place=place,
            before=before,
            limit=limit,
        )
        return People(
            people=[Person.of(each, language) for each in found],
            next=found[-1].id if len(found) == limit else None,
        )

    @api.get("/{id}")
    @may_raise(PersonNotFound)
    async def show_person(
        id: PersonId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Person:
        """One person."""
        return Person.of(await services.people.find(connection, acting, id), language)


def _add_changing(api: APIRouter, services: Services) -> None:
    people = services.people
    begun = transaction(services.core.database)
    begun_once = idempotent(services.core.answers)
    spoken = reader_language(services.core.settings)

    @api.post("", status_code=201)
    @guarded(_MANAGING)
    @may_raise(EmailTaken, PlaceUnknown)
    async def add_person(
        draft: PersonDraft,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Person:
        """Invites somebody, by e-mail."""
        number, _ = await people.add(
            connection,
            acting,
            name=draft.name,
            email=draft.email,
            language=draft.language,
            roles=[role.wanted() for role in draft.roles],
        )
        return Person.of(await people.find(connection, acting, number), language)

    @api.patch("/{id}")
    @guarded(_MANAGING)
    @may_raise(PersonNotFound, StatusForbids)
    async def change_person(
        id: PersonId,  # noqa: A002
        change: PersonChange,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Person:
        """Changes a name or a language."""
        known = await people.find(connection, acting, id)
        chosen = change.language if "language" in change.model_fields_set else known.language
        await people.change(connection, acting, id, name=change.name or known.name, language=chosen)
        return Person.of(await people.find(connection, acting, id), language)

    @api.put("/{id}/roles")
    @guarded(_MANAGING)
    @may_raise(PersonNotFound, StatusForbids, PlaceUnknown, OwnRights, LastAdministrator)
    async def set_roles_of_person(
        id: PersonId,  # noqa: A002
        draft: RolesDraft,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> Person:
        """Gives somebody these roles instead of all others."""
        roles = [role.wanted() for role in draft.roles]
        await people.set_roles(connection, acting, id, roles)
        return Person.of(await people.find(connection, acting, id), language)


def _add_acting(api: APIRouter, services: Services) -> None:
    """POST /{id}/<verb>: one service call, and the person as they are then."""
    people = services.people
    once = idempotent(services.core.answers)
    spoken = reader_language(services.core.settings)

    def add(verb: str, name: str, said: str, act: Act, *errors: Any) -> None:
        @guarded(_MANAGING)
        @may_raise(PersonNotFound, *errors)
        async def endpoint(
            id: PersonId,  # noqa: A002
            connection: AsyncConnection = once,
            acting: Actor = Depends(actor),
            language: Language = spoken,
        ) -> Person:
            await act(connection, acting, id)
            return Person.of(await people.find(connection, acting, id), language)

        endpoint.__doc__ = said
        api.add_api_route(f"/{{id}}/{verb}", endpoint, methods=["POST"], name=name)

    add(
        "disable",
        "disable_person",
        "Signs somebody out everywhere and lets them in no more.",
        people.disable,
        StatusForbids,
        LastAdministrator,
    )
    add("enable", "enable_person", "Lets somebody in again.", people.enable, StatusForbids)
    add("invite", "invite_person", "Sends an invitation anew.", people.invite, StatusForbids)
    add("reset", "reset_password_of_person", "Sends a link.", people.reset, StatusForbids)
    add(
        "reset-factor",
        "reset_factor_of_person",
        "Takes the second factor from somebody who has lost it, and tells them.",
        people.reset_factor,
        NoFactor,
        FactorRequired,
    )
    add("sign-out", "sign_person_out", "Ends all of somebody's sessions.", people.sign_out)

    @api.post("/{id}/erase", status_code=204)
    @guarded(_MANAGING)
    @may_raise(PersonNotFound, StatusForbids, LastAdministrator)
    async def erase_person(
        id: PersonId,  # noqa: A002
        connection: AsyncConnection = once,
        acting: Actor = Depends(actor),
    ) -> None:
        """Forgets who somebody was.

        Their number stays, for what is on record of it.
        """
        await people.erase(connection, acting, id)
