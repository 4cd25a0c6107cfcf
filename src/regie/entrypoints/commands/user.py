"""`regie user`: people and their roles, for whoever sits at the machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from typing import Annotated, Final, TypeVar, cast

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT, Actor
from regie.core.i18n import LANGUAGES, Language
from regie.core.input import check_email, check_name
from regie.identity.people.domain import STATUSES, Status, WantedRole
from regie.identity.people.errors import PersonNotFound, PlaceUnknown
from regie.identity.people.reading import PersonView
from regie.identity.people.repository import find_for_sign_in
from regie.identity.places.repository import place_of_code
from regie.identity.roles import ROLES, Role

from .on_services import Desk, on_services
from .output import AsJson, print_json, print_table

app = typer.Typer(help="Invite people, give roles, open and close accounts.", no_args_is_help=True)

Who = Annotated[str, typer.Argument(metavar="PERSON", help="An e-mail address or a number.")]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        help=f"ROLE everywhere, or ROLE:CODE for a place; may be repeated. {', '.join(ROLES)}.",
    ),
]
Tenant = Annotated[str, typer.Option(help="Whose people.")]

_PAGE: Final = 200
_LONGEST_NUMBER: Final = 18
"""Digits: below 2⁶³."""

T = TypeVar("T")


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="Where the invitation is sent.")],
    name: Annotated[str, typer.Argument(help="First name and family name.")],
    *,
    role: Roles = None,
    language: Annotated[str | None, typer.Option(help="fr or en.")] = None,
    tenant: Tenant = MAIN_TENANT,
    as_json: AsJson = False,
) -> None:
    """Invite somebody: the link by which they choose a password is mailed, and printed."""
    address, called = _checked(check_email, email), _checked(check_name, name)
    spoken = cast("Language | None", _one_of(language, LANGUAGES, "--language"))

    async def work(desk: Desk) -> tuple[int, str]:
        return await desk.services.people.add(
            desk.connection,
            desk.acting,
            name=called,
            email=address,
            language=spoken,
            roles=await _wanted(desk, role),
        )

    number, link = on_services(work, tenant=tenant)
    _tell_link(number, link, as_json=as_json)


@app.command()
def disable(person: Who, tenant: Tenant = MAIN_TENANT) -> None:
    """Sign somebody out everywhere and let them in no more."""
    _act(person, tenant, lambda desk, n: desk.services.people.disable(*_by(desk), n))
    typer.echo("disabled")


@app.command()
def enable(person: Who, tenant: Tenant = MAIN_TENANT) -> None:
    """Let somebody in again."""
    _act(person, tenant, lambda desk, n: desk.services.people.enable(*_by(desk), n))
    typer.echo("enabled")


@app.command()
def reset(
    person: Who,
    factor: Annotated[
        bool, typer.Option("--factor", help="Take the second factor off as well.")
    ] = False,
    tenant: Tenant = MAIN_TENANT,
    as_json: AsJson = False,
) -> None:
    """Print a link by which somebody chooses a new password, or a first one; it is mailed too."""

    async def work(desk: Desk, number: int) -> tuple[int, str]:
        people = desk.services.people
        if factor:
            await people.reset_factor(*_by(desk), number)
        seen = await people.find(*_by(desk), number)
        make = people.invite if seen.status == "invited" else people.reset
        return number, await make(*_by(desk), number)

    number, link = _act(person, tenant, work)
    _tell_link(number, link, as_json=as_json)


@app.command("list")
def list_(
    search: Annotated[str, typer.Argument(help="Words of the name or the address.")] = "",
    *,
    role: Annotated[str | None, typer.Option(help=f"One of {', '.join(ROLES)}.")] = None,
    status: Annotated[str | None, typer.Option(help=f"One of {', '.join(STATUSES)}.")] = None,
    place: Annotated[str | None, typer.Option(help="A place's code: roles there or below.")] = None,
    tenant: Tenant = MAIN_TENANT,
    as_json: AsJson = False,
) -> None:
    """Print people, by name."""
    wanted_role = _one_of(role, ROLES, "--role")
    wanted_status = _one_of(status, STATUSES, "--status")

    async def work(desk: Desk) -> list[PersonView]:
        found: list[PersonView] = []
        below = None if place is None else await _place(desk, place)
        while len(found) % _PAGE == 0:
            page = await desk.services.people.list(
                *_by(desk),
                search=search,
                role=cast("Role | None", wanted_role),
                status=cast("Status | None", wanted_status),
                place=below,
                before=found[-1].id if found else None,
                limit=_PAGE,
            )
            found += page
            if not page:
                break
        return found

    people = on_services(work, tenant=tenant)
    if as_json:
        print_json([_as_json(each) for each in people])
        return
    print_table(("id", "name", "e-mail", "status", "factor", "roles"), map(_row, people))


@app.command()
def roles(
    person: Who, role: Roles = None, tenant: Tenant = MAIN_TENANT, as_json: AsJson = False
) -> None:
    """Print somebody's roles; with --role, give these instead of all others."""

    async def work(desk: Desk, number: int) -> PersonView:
        if role is not None:
            wanted = await _wanted(desk, role)
            await desk.services.people.set_roles(*_by(desk), number, wanted)
        return await desk.services.people.find(*_by(desk), number)

    seen = _act(person, tenant, work)
    if as_json:
        print_json(_as_json(seen))
        return
    print_table(("role", "place"), [(each.role, each.place or "") for each in seen.roles])


def _act(person: str, tenant: str, work: Callable[[Desk, int], Awaitable[T]]) -> T:
    async def found(desk: Desk) -> T:
        return await work(desk, await _number(desk, person))

    return on_services(found, tenant=tenant)


def _by(desk: Desk) -> tuple[AsyncConnection, Actor]:
    return desk.connection, desk.acting


async def _number(desk: Desk, person: str) -> int:
    """Raises PersonNotFound."""
    if person.isascii() and person.isdigit() and len(person) < _LONGEST_NUMBER:
        return int(person)
    found = await find_for_sign_in(desk.connection, person)
    if found is None or found.tenant != desk.acting.tenant:
        raise PersonNotFound(f"there is nobody called {person}: see `regie user list`")
    return found.id


async def _wanted(desk: Desk, roles: list[str] | None) -> list[WantedRole]:
    """Raises PlaceUnknown."""
    wanted: list[WantedRole] = []
    for each in roles or ():
        name, colon, code = each.partition(":")
        role = cast("Role", _one_of(name, ROLES, "--role"))
        wanted.append(WantedRole(role, await _place(desk, code) if colon else None))
    return wanted


async def _place(desk: Desk, code: str) -> int:
    """Raises PlaceUnknown."""
    found = await place_of_code(desk.connection, desk.acting.tenant, code)
    if found is None:
        raise PlaceUnknown(f"there is no place with the code {code}")
    return found


def _one_of(value: str | None, known: Sequence[str], option: str) -> str | None:
    if value is not None and value not in known:
        raise typer.BadParameter(f"{option} is one of {', '.join(known)}")
    return value


def _checked(check: Callable[[str], str], value: str) -> str:
    try:
        return check(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value}: {error}") from error


def _tell_link(number: int, link: str, *, as_json: bool) -> None:
    """For whoever hands it over; it opens one door once."""
    if as_json:
        print_json({"id": number, "link": link})
        return
    typer.echo(link)


def _as_json(view: PersonView) -> dict[str, object]:
    return {**asdict(view), "roles": [each._asdict() for each in view.roles]}


def _row(view: PersonView) -> tuple[str, ...]:
    held = [each.role + (f":{each.place}" if each.place else "") for each in view.roles]
    factor = "yes" if view.has_factor else ""
    return str(view.id), view.name, view.email, view.status, factor, ", ".join(held)
