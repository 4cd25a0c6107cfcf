"""Writes the demo's places and people, once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import EVERYWHERE, MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.db import Database, DatabaseUrl
from regie.identity.people.domain import WantedRole
from regie.identity.people.repository import add_person, find_for_sign_in
from regie.identity.places.repository import Place, add_place, list_places
from regie.identity.signin.hashes import make_hash

from .people import demo_people
from .places import demo_places
from .signins import DemoSignIn, demo_sign_ins

# One at a time, should two be started: the second finds the people of the first.
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext('regie-demo-people'))")

_NAMED: Final = text(
    "SELECT EXISTS (SELECT FROM identity.person WHERE tenant = :tenant AND name = :name)"
)


def prepare_demo(site: DemoSite) -> Mapping[str, str]:
    """No setting comes of it."""
    asyncio.run(_prepare(site))
    return {}


async def _prepare(site: DemoSite) -> None:
    database = Database(DatabaseUrl(site.database_dsn), pool_size=1, pool_overflow=0)
    await database.open()
    try:
        async with database.begin() as connection:
            await ensure_demo(connection, demo_sign_ins(site.secret))
    finally:
        await database.close()


async def ensure_demo(connection: AsyncConnection, sign_ins: Sequence[DemoSignIn]) -> bool:
    """Whether it wrote the places and the people. Where one who signs in is known, only those are
    added who sign in and are not, and what was changed since stays changed: they are known by
    their address or by their name. Whoever was erased is added again, for nothing says any more
    who that was; whoever's place is gone is not. All of it is the caller's one transaction."""
    await connection.execute(_LOCK)
    missing = [each for each in sign_ins if not await _is_known(connection, each)]
    if len(missing) < len(sign_ins):
        known = await list_places(connection, MAIN_TENANT, EVERYWHERE)
        codes = {each.code: each for each in known}
        placed = [each for each in missing if each.place is None or each.place in codes]
        await _add_sign_ins(connection, placed, codes)
        return False
    places = await _add_places(connection)
    await _add_sign_ins(connection, missing, places)
    for person in demo_people():
        await add_person(
            connection,
            tenant=MAIN_TENANT,
            email=person.email,
            name=person.name,
            status=person.status,
            roles=[WantedRole(person.role, places[person.place].id)],
        )
    return True


async def _is_known(connection: AsyncConnection, each: DemoSignIn) -> bool:
    if await find_for_sign_in(connection, each.email) is not None:
        return True
    asked = {"tenant": MAIN_TENANT, "name": each.name}
    return (await connection.execute(_NAMED, asked)).scalar_one()


async def _add_sign_ins(
    connection: AsyncConnection, sign_ins: Sequence[DemoSignIn], places: Mapping[str, Place]
) -> None:
    for person in sign_ins:
        await add_person(
            connection,
            tenant=MAIN_TENANT,
            email=person.email,
            name=person.name,
            status="active",
            password=make_hash(person.password.encode()),
            roles=[WantedRole(person.role, places[person.place].id if person.place else None)],
        )


async def _add_places(connection: AsyncConnection) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for kind, code, name, above in demo_places():
        parent = places[above] if above else None
        places[code] = await add_place(
            connection, MAIN_TENANT, parent, kind=kind, code=code, name=name
        )
    return places
