"""Statistics, remembered by who may see what, and forgotten with the write that changes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff import permissions
from regie.apps.staff.freshness import tag_of
from regie.apps.staff.people.domain import File
from regie.apps.staff.people.service import People
from regie.core.access import Actor, Reach
from regie.core.cache import Cache, Policy, Scope
from regie.core.db import Database
from regie.identity.places.errors import PlaceNotFound
from regie.identity.places.repository import below

from . import repository
from .figures import Found, FoundYears
from .repository import TreePlace


@dataclass(frozen=True, slots=True)
class Page:
    tree: list[TreePlace]
    place: TreePlace | None
    tops: list[TreePlace]
    """What is reached and stands below nothing that is."""
    found: Found
    absences: bool
    """Whether the reader may know of any."""


class Statistics:
    """Marks within the reach of `evaluations.read`, absences where that of `absences.approve`
    covers them too."""

    def __init__(self, people: People, database: Database, cache: Cache, ttl_s: float):
        self._people = people
        self._database = database
        self._places = cache.region("staff.statistics", Found, Policy(ttl_s=ttl_s))
        self._years = cache.region("staff.person_statistics", FoundYears, Policy(ttl_s=ttl_s))

    @property
    def this_year(self) -> int:
        return self._people.today.year

    async def of_place(
        self, connection: AsyncConnection, acting: Actor, place_id: int | None, year: int
    ) -> Page:
        """One statement when the rest is remembered, three else. Raises PlaceNotFound."""
        reach = acting.reach(permissions.READ_EVALUATIONS)
        absences = acting.reaches.get(permissions.APPROVE_ABSENCES)
        tree = await repository.read_tree(connection, acting.tenant, reach)
        known = {each.id for each in tree}
        tops = [each for each in tree if each.parent_id not in known]
        place = next((each for each in tree if each.id == place_id), None)
        if place_id is None:
            place = tops[0] if len(tops) == 1 else None
        elif place is None:
            raise PlaceNotFound
        under = None if place is None else place.path

        async def load() -> Found:
            async with self._database.begin() as own:
                return await repository.read_figures(
                    own,
                    acting.tenant,
                    reach,
                    absences=absences,
                    under=under,
                    first=date(year, 1, 1),
                    last=date(year, 12, 31),
                )

        found = await self._places.get_or_load(
            Scope(acting.tenant),
            (_text(reach), _text(absences), under, year, _shape(tree)),
            load,
            tags=(tag_of(acting.tenant),),
        )
        return Page(tree, place, tops, found, absences is not None)

    async def of_employee(
        self, connection: AsyncConnection, acting: Actor, employee_id: int | None
    ) -> tuple[File, FoundYears]:
        """None: one's own. Raises EmployeeNotFound, NoFile."""
        if employee_id is None:
            file = await self._people.own(connection, acting)
        else:
            file = await self._people.find(
                connection, acting, employee_id, permissions.READ_EVALUATIONS
            )

        async def load() -> FoundYears:
            async with self._database.begin() as own:
                return await repository.read_years(own, file.id)

        found = await self._years.get_or_load(
            Scope(acting.tenant), (file.id,), load, tags=(tag_of(acting.tenant),)
        )
        return file, found


def _shape(tree: list[TreePlace]) -> str:
    """A part of a key: another one when a place was moved, for figures are kept by path."""
    return blake2b("\n".join(each.path for each in tree).encode(), digest_size=16).hexdigest()


def _text(reach: Reach | None) -> str:
    """A part of a key: the same for whoever reaches the same."""
    if reach is None:
        return "nowhere"
    paths = below(reach)
    return "everywhere" if paths is None else " ".join(paths)
