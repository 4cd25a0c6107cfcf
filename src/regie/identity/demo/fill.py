"""Writes the demo's places and people, once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.db import Database, DatabaseUrl
from regie.identity.people.domain import WantedRole
from regie.identity.people.repository import add_person, find_for_sign_in
from regie.identity.places.repository import Place, add_place
from regie.identity.signin.hashes import make_hash

from .people import demo_people
from .places import demo_places
from .signins import DemoSignIn, demo_sign_ins

# One at a time, should two be started: the second finds the people of the first.
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtext('regie-demo-people'))")


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
    """Whether it wrote them: where the first who signs in is known, nothing is touched, and what
    was changed since stays changed. All of it is the caller's one transaction."""
    await connection.execute(_LOCK)
    if await find_for_sign_in(connection, sign_ins[0].email) is not None:
        return False
    places = await _add_places(connection)
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


async def _add_places(connection: AsyncConnection) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for kind, code, name, above in demo_places():
        parent = places[above] if above else None
        places[code] = await add_place(
            connection, MAIN_TENANT, parent, kind=kind, code=code, name=name
        )
    return places
