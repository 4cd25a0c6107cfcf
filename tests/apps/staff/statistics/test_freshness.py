"""Statistics are remembered, and another figure the moment something is written."""

from __future__ import annotations

from typing import Any

import pytest

from httpplay import SignIn
from payplay import Sites
from peopleplay import Organisation
from regie.bootstrap import Runtime
from regie.core.cache import invalidating
from regie.core.observe import count_statements
from regie.core.outbox import drain
from regie.identity.places.domain import PlaceChanges
from staffplay import STAFF, Staff, answered

HIRED = {
    "number": "E9",
    "given_name": "Zoé",
    "family_name": "Abadie",
    "post": "Vente",
    "hired_on": "2024-01-01",
    "contract_from": "2024-01-01",
}


@pytest.fixture
async def staff(runtime: Runtime, house: Organisation) -> Staff:
    return Staff.of(runtime, house)


async def people_at(client: Any, place: int) -> int:
    return (await answered(client, "/statistics", place=place))["total"]["people"]


async def settled(runtime: Runtime) -> None:
    core = runtime.core
    await drain(core.database, [invalidating(core.cache)])


async def test_a_second_look_reads_no_figures(
    staff: Staff, house: Organisation, sites: Sites
) -> None:
    await staff.hire("E1", sites.rennes)
    acting = await house.actor(("manager", sites.west))
    counts: list[int] = []
    for _ in range(2):
        async with house.services.core.database.begin() as connection:
            with count_statements() as counter:
                await staff.services.statistics.of_place(connection, acting, None, 2025)
            counts.append(counter.count)
    assert counts == [3, 1]


async def test_who_is_hired_counts_at_once(
    runtime: Runtime, staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    await staff.hire("E1", sites.rennes)
    client = await sign_in("administrator")
    before = await people_at(client, sites.rennes)
    made = await client.post(f"{STAFF}/people", json=HIRED | {"place_id": sites.rennes})
    assert made.status_code == 201, made.text
    await settled(runtime)
    assert (before, await people_at(client, sites.rennes)) == (1, 2)


@pytest.mark.parametrize("change", ["place_id", "left_on"])
async def test_who_goes_counts_no_more(
    runtime: Runtime, staff: Staff, sign_in: SignIn, sites: Sites, change: str
) -> None:
    employee = await staff.hire("E1", sites.rennes)
    client = await sign_in("administrator")
    before = await people_at(client, sites.rennes)
    values = {"place_id": sites.nancy, "left_on": "2024-06-30"}
    answer = await client.patch(
        f"{STAFF}/people/{employee}",
        json={change: values[change]},
        headers={"if-match": '"1"'},
    )
    assert answer.status_code == 200, answer.text
    await settled(runtime)
    assert (before, await people_at(client, sites.rennes)) == (1, 0)


async def test_a_place_that_moves_takes_its_figures_along(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    await staff.hire("N1", sites.nancy)
    client = await sign_in("administrator")
    before = await people_at(client, sites.west)
    administrator = await house.actor(("administrator", None))
    await house.run(
        lambda connection: house.services.places.change(
            connection, administrator, sites.nancy, PlaceChanges(moves=True, parent_id=sites.west)
        )
    )
    assert (before, await people_at(client, sites.west)) == (0, 1)
