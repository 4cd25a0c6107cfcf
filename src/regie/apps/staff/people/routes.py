"""Personnel files over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.core.access import Actor, Forbidden
from regie.core.app import Core
from regie.core.i18n import Language, typeset
from regie.core.web import (
    AfterQuery,
    ChangedMeanwhile,
    CursorMalformed,
    LimitQuery,
    actor,
    api_router,
    etag,
    guarded,
    idempotent,
    if_match,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)
from regie.identity.language import reader_language
from regie.identity.places.errors import PlaceNotFound

from .domain import CONTRACT_TITLES, CONTRACTS, Asked, Contract, File, SortName, Status
from .errors import (
    AccountTaken,
    AccountUnknown,
    DatesOutOfOrder,
    EmployeeNotFound,
    ManagerUnknown,
    NoFile,
    NumberTaken,
    PayIsDue,
    StillEmployed,
)
from .repository import FoundPlace
from .schemas import (
    FileChange,
    FileDraft,
    FilterPlace,
    FilterPost,
    FoundPeople,
    PeopleFilters,
    SeenContract,
    SeenFile,
    SeenRow,
)
from .service import People as Service
from .service import is_own, private_reach, rights_on

EmployeeId = Annotated[int, Path(ge=1, lt=2**63)]
NO_CONTROL: Final = r"^[^\x00-\x1F\x7F-\x9F]*$"
_WRITING: Final = (
    PlaceNotFound,
    NumberTaken,
    AccountTaken,
    AccountUnknown,
    ManagerUnknown,
    DatesOutOfOrder,
)
_MANAGING: Final = requires(permissions.MANAGE_PEOPLE)


def routes(core: Core, service: Service) -> APIRouter:
    api = api_router("/api/v1/staff", "staff", guard=requires(permissions.READ_PEOPLE))
    _add_reading(api, core, service)
    _add_changing(api, core, service)
    _add_erasing(api, core, service)
    return api


def _add_reading(api: APIRouter, core: Core, service: Service) -> None:
    begun = transaction(core.database)
    spoken = reader_language(core.settings)

    @api.get("/people", response_model_exclude_unset=True)
    @may_raise(CursorMalformed)
    async def list_employees(
        *,
        search: Annotated[
            str,
            Query(
                max_length=200,
                pattern=NO_CONTROL,
                description="Words of number, name, post or address at work, accents and capitals "
                "aside.",
            ),
        ] = "",
        place: Annotated[
            int | None, Query(ge=1, lt=2**63, description="With all below it.")
        ] = None,
        post: Annotated[str | None, Query(max_length=200, pattern=NO_CONTROL)] = None,
        contract: Annotated[
            Contract | None, Query(description="For who may read contracts, and where.")
        ] = None,
        status: Status | None = None,
        sort: SortName = "name",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> FoundPeople:
        """Employees within reach."""
        asked = Asked(search, place, post, contract, status)
        found = await service.list(
            connection,
            acting,
            asked,
            sort=sort,
            after=read_cursor(after, sort),
            limit=limit,
        )
        private = private_reach(acting)
        return FoundPeople(
            people=[
                SeenRow.of(
                    row,
                    private=private is not None and private.covers(row.path),
                    today=service.today,
                    language=language,
                )
                for row in found.rows
            ],
            total=found.total,
            next=next_cursor(sort, found.last, found=len(found.rows), limit=limit),
        )

    @api.get("/people/filters", response_model_exclude_unset=True)
    async def show_employee_filters(
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> PeopleFilters:
        """What a list of employees can be narrowed to."""
        choices = await service.choices(connection, acting)
        fields: dict[str, Any] = {
            "places": _tree(choices.places),
            "posts": [FilterPost(post=each.post, people=each.people) for each in choices.posts],
        }
        if private_reach(acting) is not None:
            fields["contracts"] = [
                SeenContract(kind=kind, title=typeset(CONTRACT_TITLES[kind], language))
                for kind in CONTRACTS
            ]
        return PeopleFilters(**fields)

    @api.get("/people/{id}", response_model_exclude_unset=True)
    @may_raise(EmployeeNotFound)
    async def show_employee(
        id: EmployeeId,  # noqa: A002
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenFile:
        """One file, as far as the reader may read it."""
        file = await service.find(connection, acting, id)
        return _seen(service, acting, file, response, language)

    @api.get("/me", response_model_exclude_unset=True)
    @guarded(requires(permissions.READ_OWN))
    @may_raise(NoFile)
    async def show_own_file(
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenFile:
        """One's own file, whole."""
        file = await service.own(connection, acting)
        return _seen(service, acting, file, response, language)


def _add_changing(api: APIRouter, core: Core, service: Service) -> None:
    begun = transaction(core.database)
    begun_once = idempotent(core.answers)
    spoken = reader_language(core.settings)

    @api.post("/people", status_code=201, response_model_exclude_unset=True)
    @guarded(_MANAGING)
    @may_raise(*_WRITING)
    async def add_employee(
        *,
        draft: FileDraft,
        response: Response,
        connection: AsyncConnection = begun_once,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> SeenFile:
        """Adds a file."""
        file = await service.add(connection, acting, draft.model_dump())
        return _seen(service, acting, file, response, language)

    @api.patch("/people/{id}", response_model_exclude_unset=True)
    @guarded(_MANAGING)
    @may_raise(EmployeeNotFound, Forbidden, ChangedMeanwhile, *_WRITING)
    async def change_employee(
        *,
        id: EmployeeId,  # noqa: A002
        change: FileChange,
        response: Response,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
        language: Language = spoken,
    ) -> SeenFile:
        """Changes a file; what is left out stays."""
        file = await service.change(connection, acting, id, change.changes(), version=version)
        return _seen(service, acting, file, response, language)


def _add_erasing(api: APIRouter, core: Core, service: Service) -> None:
    begun = transaction(core.database)

    @api.delete("/people/{id}", status_code=204)
    @guarded(_MANAGING)
    @may_raise(EmployeeNotFound, Forbidden, ChangedMeanwhile, StillEmployed, PayIsDue)
    async def erase_employee(
        id: EmployeeId,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
        version: int = if_match,
    ) -> None:
        """Erases the file of somebody who has left. Payslips stay under a number, and name, birth,
        post and dates in the register of personnel, for as long as the law wants them."""
        await service.erase(connection, acting, id, version=version)


def _seen(
    service: Service, acting: Actor, file: File, response: Response, language: Language
) -> SeenFile:
    response.headers["ETag"] = etag(file.version)
    private, own = private_reach(acting), is_own(acting, file)
    return SeenFile.of(
        file,
        private=own or (private is not None and private.covers(file.path)),
        own=own,
        rights=rights_on(acting, file),
        today=service.today,
        language=language,
    )


def _tree(places: Sequence[FoundPlace]) -> list[FilterPlace]:
    """As a tree is read: each behind the one above it, by name among its like."""
    known = {place.path for place in places}
    names = {place.path: at for at, place in enumerate(places)}

    def steps(path: str) -> list[str]:
        parts = path.split(".")[:-1]
        ways = (".".join(parts[: end + 1]) + "." for end in range(len(parts)))
        return [way for way in ways if way in known]

    return [
        FilterPlace(
            id=place.id,
            name=place.name,
            depth=len(steps(place.path)) - 1,
            people=place.people,
        )
        for place in sorted(places, key=lambda each: [names[way] for way in steps(each.path)])
    ]
