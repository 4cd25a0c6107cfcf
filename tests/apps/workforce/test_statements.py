"""What the pages cost the database when nothing of them is remembered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.figures.repository import HeadcountFilter, VolumeFilter
from regie.apps.workforce.reference.listing import TaskFilter
from regie.apps.workforce.results.window import Asked
from regie.apps.workforce.services import Services
from regie.core.access import EVERYWHERE, Actor
from regie.core.observe import count_statements
from workforceplay import MONTHS, Sized

ASKED = Asked(None, MONTHS)
FIRST: dict[str, Any] = {"after": None, "limit": 50}

Page = Callable[[Services, AsyncConnection, Actor, Sized], Awaitable[object]]
PAGES: dict[str, tuple[int, Page]] = {
    "a place": (3, lambda s, c, a, own: s.results.place(c, a, own.places["DIR-OUEST"], ASKED)),
    "a post": (3, lambda s, c, a, own: s.results.post(c, a, own.posts["TRI"], ASKED)),
    "why, of all": (
        3,
        lambda s, c, a, _: s.results.explain(c, a, ASKED, "fr", place_id=None, post_id=None),
    ),
    "why, of one": (
        3,
        lambda s, c, a, own: s.results.explain(
            c, a, ASKED, "fr", place_id=own.places["CTR-METZ"], post_id=own.posts["TRI"]
        ),
    ),
    "export": (3, lambda s, c, a, _: s.results.exported(c, a, ASKED, "csv", "fr")),
    "posts": (1, lambda s, c, a, _: s.reference.posts(c, a)),
    "centres": (1, lambda s, c, a, _: s.reference.centres(c, a, sort="name", **FIRST)),
    "tasks": (1, lambda s, c, a, _: s.reference.tasks(c, a, TaskFilter(), sort="post", **FIRST)),
    "a task": (2, lambda s, c, a, own: s.reference.task(c, a, own.tasks["TRI-MANU"])),
    "volumes": (
        1,
        lambda s, c, a, _: s.figures.volumes(c, a, VolumeFilter(), sort="-period", **FIRST),
    ),
    "headcount": (
        1,
        lambda s, c, a, _: s.figures.headcounts(c, a, HeadcountFilter(), sort="place", **FIRST),
    ),
}


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_costs_three_statements_and_a_list_one(
    own: Sized, services: Services, name: str
) -> None:
    reaches = {each.name: EVERYWHERE for each in services.core.permissions}
    acting = Actor(own.house.tenant, "person", 1, reaches=reaches)
    most, page = PAGES[name]
    async with services.core.database.begin() as connection:
        with count_statements() as counter:
            await page(services, connection, acting, own)
    assert 1 <= counter.count <= most
