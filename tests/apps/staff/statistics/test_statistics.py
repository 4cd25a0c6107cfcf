"""Statistics compared with what is counted by hand, and changed by what is written."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from httpplay import SignIn
from payplay import Sites
from peopleplay import Organisation
from regie.bootstrap import Runtime
from regie.core.cache import invalidating
from regie.core.outbox import drain
from staffplay import STAFF, Staff, answered

YEAR = 2025


@pytest.fixture
async def staff(runtime: Runtime, house: Organisation) -> Staff:
    return Staff.of(runtime, house)


async def figures(client: Any, **query: object) -> dict[str, Any]:
    found = (await answered(client, "/statistics", year=YEAR, **query))["total"]
    return {name: found[name] for name in ("people", "absences", "days", "evaluations", "average")}


async def test_absences_and_marks_do_not_multiply_each_other(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    """Against brute force: a staff drawn at random, at three places."""
    random = Random(7)
    people: dict[int, tuple[str, list[int], list[tuple[int, int]]]] = {}
    for number in range(9):
        place = random.choice(("west", "rennes", "nancy"))
        employee = await staff.hire(f"E{number}", getattr(sites, place))
        days = [random.randrange(1, 5) for _ in range(random.randrange(4))]
        marks = [
            (random.randrange(201), random.randrange(1, 4)) for _ in range(random.randrange(4))
        ]
        for at, half_days in enumerate(days):
            first = date(YEAR, 1 + at, 3)
            await staff.absent(employee, first, first + timedelta(days=2), half_days)
        for tenths, weight in marks:
            await staff.mark(employee, tenths, weight, YEAR)
        people[employee] = (place, days, marks)
    refused = next(iter(people))
    await staff.absent(refused, date(YEAR, 9, 1), date(YEAR, 9, 2), 4, "refused")
    await staff.mark(refused, 10, 1, YEAR - 1)

    def by_hand(*places: str) -> dict[str, Any]:
        those = [each for each in people.values() if each[0] in places]
        marks = [mark for each in those for mark in each[2]]
        weights = sum(weight for _, weight in marks)
        return {
            "people": len(those),
            "absences": sum(len(each[1]) for each in those),
            "days": sum(sum(each[1]) for each in those) / 2,
            "evaluations": len(marks),
            "average": pytest.approx(sum(t * w for t, w in marks) / weights / 10)
            if weights
            else None,
        }

    manager = await sign_in("manager", place=sites.west)
    assert await figures(manager) == by_hand("west", "rennes")
    assert await figures(manager, place=sites.rennes) == by_hand("rennes")
    assert await figures(await sign_in("director", name="Hugo Lacroix")) == by_hand(
        "west", "rennes", "nancy"
    )


async def test_a_place_out_of_reach_has_no_statistics(sign_in: SignIn, sites: Sites) -> None:
    manager = await sign_in("manager", place=sites.west)
    answer = await manager.get(f"{STAFF}/statistics", params={"place": sites.nancy})
    assert answer.status_code == 404


async def test_an_evaluation_changes_what_was_remembered(
    runtime: Runtime, staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    employee = await staff.hire("E1", sites.rennes)
    manager = await sign_in("manager", place=sites.west)
    before = await figures(manager)
    draft = {
        "employee_id": employee,
        "period_from": f"{YEAR}-01-01",
        "period_until": f"{YEAR}-12-31",
        "mark_tenths": 145,
    }
    made = await manager.post(f"{STAFF}/evaluations", json=draft)
    assert made.status_code == 201, made.text
    core = runtime.core
    await drain(core.database, [invalidating(core.cache)])
    after = await figures(manager)
    assert (before["average"], after["average"]) == (None, 14.5)


async def test_nobody_evaluates_themselves(
    house: Organisation, staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    person = await house.person("Ada Ruiz", ("manager", sites.west))
    employee = await staff.hire("E1", sites.rennes, person_id=person)
    draft = {
        "employee_id": employee,
        "period_from": f"{YEAR}-01-01",
        "period_until": f"{YEAR}-12-31",
        "mark_tenths": 200,
    }
    answer = await (await sign_in(person=person)).post(f"{STAFF}/evaluations", json=draft)
    assert (answer.status_code, answer.json()["code"]) == (403, "staff.own_evaluation")


async def test_evaluations_of_neighbours_and_other_tenants_are_not_there(
    runtime: Runtime, house: Organisation, staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    await staff.mark(await staff.hire("R1", sites.rennes), 150)
    await staff.mark(await staff.hire("N1", sites.nancy), 150)
    other = Organisation.new(house.services)
    strangers = Staff.of(runtime, other)
    await strangers.mark(await strangers.hire("R1", await other.place("Rennes")), 150)
    found = await answered(await sign_in("manager", place=sites.west), "/evaluations")
    assert [each["employee"]["place"] for each in found["evaluations"]] == ["Rennes"]
