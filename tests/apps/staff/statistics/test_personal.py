"""Statistics of one person, compared with what is counted by hand, and remembered."""

from __future__ import annotations

from datetime import date

import pytest

from httpplay import SignIn
from payplay import Sites
from peopleplay import Organisation
from regie.bootstrap import Runtime
from regie.core.observe import count_statements
from staffplay import Staff, answered

YEAR = 2025
AWAY = (1, 4, 6)
"""Half days of each absence."""
MARKS = ((120, 1), (180, 3))
"""Tenths, and what they weigh."""


@pytest.fixture
async def staff(runtime: Runtime, house: Organisation) -> Staff:
    return Staff.of(runtime, house)


@pytest.fixture
async def person(house: Organisation) -> int:
    return await house.person("Léa Morvan", ("employee", None))


@pytest.fixture
async def file(staff: Staff, sites: Sites, person: int) -> int:
    """Of that person; a colleague and the year before have figures of their own."""
    employee = await staff.hire("E1", sites.rennes, person_id=person)
    for month, half_days in enumerate(AWAY, start=1):
        first, last = date(YEAR, month, 3), date(YEAR, month, 6)
        await staff.absent(employee, first, last, half_days)
    for tenths, weight in MARKS:
        await staff.mark(employee, tenths, weight, YEAR)
    await staff.absent(employee, date(YEAR, 9, 1), date(YEAR, 9, 2), 4, "refused")
    await staff.mark(employee, 200, 1, YEAR - 1)
    colleague = await staff.hire("E2", sites.rennes)
    await staff.absent(colleague, date(YEAR, 1, 3), date(YEAR, 1, 6), 8)
    await staff.mark(colleague, 10, 5, YEAR)
    return employee


@pytest.mark.parametrize("who", ["a manager", "the person"])
async def test_absences_and_marks_of_one_person_do_not_multiply_each_other(
    file: int, person: int, sites: Sites, sign_in: SignIn, who: str
) -> None:
    if who == "a manager":
        path, client = f"/people/{file}/statistics", await sign_in("manager", place=sites.west)
    else:
        path, client = "/me/statistics", await sign_in(person=person)
    found = {
        each["year"]: {key: each["figures"][key] for key in ("absences", "days", "evaluations")}
        | {"average": pytest.approx(each["figures"]["average"])}
        for each in (await answered(client, path))["years"]
    }
    assert found == {
        YEAR: {"absences": 3, "days": 5.5, "evaluations": 2, "average": 16.5},
        YEAR - 1: {"absences": 0, "days": 0.0, "evaluations": 1, "average": 20.0},
    }


@pytest.mark.parametrize("who", ["a manager", "the person"])
async def test_a_second_look_at_one_person_reads_no_figures(
    *, staff: Staff, house: Organisation, file: int, person: int, sites: Sites, who: str
) -> None:
    if who == "a manager":
        acting, wanted = await house.actor(("manager", sites.west)), file
    else:
        acting, wanted = await house.actor(("employee", None), person=person), None
    counts: list[int] = []
    for _ in range(2):
        async with house.services.core.database.begin() as connection:
            with count_statements() as counter:
                await staff.services.statistics.of_employee(connection, acting, wanted)
            counts.append(counter.count)
    assert counts == [2, 1]
