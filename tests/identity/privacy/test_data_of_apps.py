"""What the apps hold of somebody is in their copy, and ends with their account as each app says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.bootstrap import Runtime
from staffplay import Staff

DATA = "/api/v1/identity/me/data"
SECTIONS = {
    "staff.file",
    "staff.absences",
    "staff.balance_entries",
    "staff.evaluations",
    "staff.documents",
    "staff.salaries",
    "staff.salary_items",
    "staff.payslips",
    "retail.imports",
    "workforce.imports",
    "workforce.simulations",
    "workforce.unit_times",
    "gateway.keys",
}


@pytest.fixture
def staff(runtime: Runtime, house: Organisation) -> Staff:
    return Staff.of(runtime, house)


@pytest.fixture
async def zoe(house: Organisation) -> int:
    return await house.person("Zoé Blanc", ("employee", None))


async def copy_of(sign_in: SignIn, person: int) -> dict[str, Any]:
    answer = await (await sign_in(person=person)).get(DATA)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_every_app_has_its_part(sign_in: SignIn, zoe: int) -> None:
    assert {*await copy_of(sign_in, zoe)} >= SECTIONS


async def test_ones_file_is_whole_in_it(
    staff: Staff, house: Organisation, sign_in: SignIn, zoe: int
) -> None:
    site = await house.place("Rennes")
    employee = await staff.hire("Z1", site, person_id=zoe, birth_date=date(1990, 5, 1))
    await staff.credit(employee, 10)
    await staff.absent(employee, date(2025, 3, 3), date(2025, 3, 4), 4)
    await staff.mark(employee, 150)
    found = await copy_of(sign_in, zoe)
    assert [each["birth_date"] for each in found["staff.file"]] == ["1990-05-01"]
    assert [each["half_days"] for each in found["staff.absences"]] == [4]
    assert [each["half_days"] for each in found["staff.balance_entries"]] == [10]
    assert [each["mark_tenths"] for each in found["staff.evaluations"]] == [150]


async def test_a_colleagues_file_is_not_in_it(
    staff: Staff, house: Organisation, sign_in: SignIn, zoe: int
) -> None:
    colleague = await staff.hire("Z2", await house.place("Rennes"))
    await staff.mark(colleague, 80)
    found = await copy_of(sign_in, zoe)
    assert (found["staff.file"], found["staff.evaluations"]) == ([], [])


async def test_a_file_outlives_the_account_and_is_nobodys_own(
    staff: Staff, house: Organisation, zoe: int
) -> None:
    employee = await staff.hire("Z1", await house.place("Rennes"), person_id=zoe)
    acting = await house.actor(("administrator", None), person=zoe + 1000)
    async with house.services.core.database.begin() as connection:
        await house.services.people.erase(connection, acting, zoe)
    left = await house.value(
        "SELECT given_name || coalesce(CAST(person_id AS text), '') FROM staff.employee"
        " WHERE id = :id",
        id=employee,
    )
    assert left == "Jeanne"
