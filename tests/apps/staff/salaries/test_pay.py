"""Salaries and what varies are seen and changed by who may, and by nobody unseen."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from httpplay import SignIn
from payplay import Payroll, Sites

PEOPLE = "/api/v1/staff/people"
SALARY = {"valid_from": "2026-01-01", "monthly_cents": 250_000, "hourly_cents": 1_648}
ITEM = {"month": "2026-10", "kind": "bonus", "label": "Prime", "cents": 5_000}
PARTS = {"salaries": SALARY, "salary-items": ITEM}
CHANGED = {
    "salaries": SALARY | {"monthly_cents": 260_000},
    "salary-items": ITEM | {"cents": 7_000},
}
KEYS = {"salaries": "salaries", "salary-items": "items"}
VALUES = {"salaries": "monthly_cents", "salary-items": "cents"}


def if_match(version: int) -> dict[str, str]:
    return {"if-match": f'"{version}"'}


async def added(client: httpx.AsyncClient, employee: int, part: str) -> dict[str, Any]:
    """The entry that was."""
    answer = await client.post(f"{PEOPLE}/{employee}/{part}", json=PARTS[part])
    assert answer.status_code == 201, answer.text
    return answer.json()[KEYS[part]][0]


@pytest.mark.parametrize("part", PARTS)
async def test_an_entry_is_changed(
    payroll: Payroll, sites: Sites, sign_in: SignIn, part: str
) -> None:
    employee = await payroll.hire("1", sites.rennes, monthly_cents=None)
    keeper = await sign_in("administrator")
    entry = await added(keeper, employee, part)
    answer = await keeper.put(
        f"{PEOPLE}/{employee}/{part}/{entry['id']}", json=CHANGED[part], headers=if_match(1)
    )
    (seen,) = answer.json()[KEYS[part]]
    assert (seen[VALUES[part]], seen["version"]) == (CHANGED[part][VALUES[part]], 2)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("seen", [({}, 428), (if_match(2), 412)], ids=["nothing", "another"])
async def test_nobody_overwrites_what_they_have_not_seen(
    payroll: Payroll, sites: Sites, sign_in: SignIn, part: str, seen: tuple[dict[str, str], int]
) -> None:
    sent, status = seen
    employee = await payroll.hire("1", sites.rennes, monthly_cents=None)
    keeper = await sign_in("administrator")
    entry = await added(keeper, employee, part)
    path = f"{PEOPLE}/{employee}/{part}/{entry['id']}"
    answers = [
        await keeper.put(path, json=CHANGED[part], headers=sent),
        await keeper.delete(path, headers=sent),
    ]
    assert [each.status_code for each in answers] == [status, status]


@pytest.mark.parametrize("part", PARTS)
async def test_an_entry_of_somebody_else_is_not_there(
    payroll: Payroll, sites: Sites, sign_in: SignIn, part: str
) -> None:
    one, other = [
        await payroll.hire(number, sites.rennes, monthly_cents=None) for number in ("1", "2")
    ]
    keeper = await sign_in("administrator")
    entry = await added(keeper, one, part)
    path = f"{PEOPLE}/{other}/{part}/{entry['id']}"
    answers = [
        await keeper.put(path, json=CHANGED[part], headers=if_match(1)),
        await keeper.delete(path, headers=if_match(1)),
    ]
    assert [each.status_code for each in answers] == [404, 404]


async def test_two_salaries_do_not_begin_on_one_day(
    payroll: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    employee = await payroll.hire("1", sites.rennes, monthly_cents=None)
    keeper = await sign_in("administrator")
    await added(keeper, employee, "salaries")
    other = await keeper.post(
        f"{PEOPLE}/{employee}/salaries", json=SALARY | {"valid_from": "2026-06-01"}
    )
    later = other.json()["salaries"][0]
    answer = await keeper.put(
        f"{PEOPLE}/{employee}/salaries/{later['id']}", json=SALARY, headers=if_match(1)
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "staff.salary_day_taken")


@pytest.mark.parametrize("role", ["manager", "agent", "employee", "analyst"])
async def test_who_does_not_read_salaries_learns_nothing_of_them(
    payroll: Payroll, sites: Sites, sign_in: SignIn, role: str
) -> None:
    """Whoever it is of, and whether there is anything: the same words."""
    employee = await payroll.hire("1", sites.rennes)
    keeper = await sign_in("administrator")
    entry = await added(keeper, employee, "salary-items")
    reader = await sign_in(role, name="Nina Rey", place=sites.west)
    path = f"{PEOPLE}/{employee}"
    answers = [
        await reader.get(f"{path}/pay"),
        await reader.get(f"{PEOPLE}/999999/pay"),
        await reader.put(
            f"{path}/salary-items/{entry['id']}", json=ITEM, headers=if_match(entry["version"])
        ),
        await reader.put(f"{path}/salary-items/{entry['id']}", json=ITEM, headers=if_match(9)),
    ]
    assert {
        (each.status_code, each.json()["code"], each.headers.get("etag")) for each in answers
    } == {(403, "forbidden", None)}


async def test_a_change_of_pay_does_not_show_in_the_files_etag(
    payroll: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    employee = await payroll.hire("1", sites.rennes, monthly_cents=None)
    reader = await sign_in("manager", name="Nina Rey", place=sites.west)
    before = (await reader.get(f"{PEOPLE}/{employee}")).headers["etag"]
    await added(await sign_in("administrator"), employee, "salaries")
    assert (await reader.get(f"{PEOPLE}/{employee}")).headers["etag"] == before


async def test_amounts_are_not_on_record(payroll: Payroll, sites: Sites, sign_in: SignIn) -> None:
    employee = await payroll.hire("1", sites.rennes, monthly_cents=None)
    keeper = await sign_in("administrator")
    entry = await added(keeper, employee, "salaries")
    await keeper.put(
        f"{PEOPLE}/{employee}/salaries/{entry['id']}",
        json=CHANGED["salaries"],
        headers=if_match(1),
    )
    told = await payroll.house.value(
        "SELECT string_agg(CAST(payload AS text), '') FROM identity.audit_payload"
        " WHERE tenant = :tenant",
        tenant=payroll.house.tenant,
    )
    assert ("valid_from" in told, "260000" in told) == (True, False)
