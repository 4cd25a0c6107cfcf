"""Who sees whose pay: totals, lists, payslips and explanations alike."""

from __future__ import annotations

from typing import Any

import pytest

from httpplay import SignIn
from payplay import MONTH, Payroll, Sites
from peopleplay import Organisation
from regie.apps.staff.salaries.domain import month_before
from regie.core.observe import count_statements

RUNS = "/api/v1/staff/salaries/runs"
PAYSLIPS = "/api/v1/staff/salaries/payslips"


@pytest.fixture
async def run(payroll: Payroll, sites: Sites) -> int:
    """October, with a month before: one joined, one left, one had a rise."""
    await payroll.hire("R", sites.rennes, 200_000)
    await payroll.hire("N", sites.nancy, 300_000)
    await payroll.computed(await payroll.administrator("September"), month_before(MONTH))
    await payroll.hire("J", sites.rennes, 100_000, hired_on=MONTH)
    await payroll.house.value(
        "UPDATE staff.employee SET left_on = '2026-09-30' WHERE tenant = :tenant AND number = 'N'"
        " RETURNING 1",
        tenant=payroll.house.tenant,
    )
    raised = await payroll.house.value(
        "SELECT id FROM staff.employee WHERE tenant = :tenant AND number = 'R'",
        tenant=payroll.house.tenant,
    )
    await payroll.pay(raised, 210_000, MONTH)
    return await payroll.computed(await payroll.administrator("October"))


async def payslip_of(payroll: Payroll, run: int, number: str) -> int:
    return await payroll.house.value(
        "SELECT payslip.id FROM staff.payslip JOIN staff.employee ON employee.id = employee_id"
        " WHERE run_id = :run AND number = :number",
        run=run,
        number=number,
    )


def sites_of(detail: dict[str, Any]) -> dict[str, tuple[int, int | None]]:
    return {
        each["site"]["name"]: (
            each["now"]["gross_cents"],
            each["before"] and each["before"]["gross_cents"],
        )
        for each in detail["sites"]
    }


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        (None, {"Nancy": (0, 300_000), "Rennes": (310_000, 200_000)}),
        ("west", {"Rennes": (310_000, 200_000)}),
        ("nancy", {"Nancy": (0, 300_000)}),
    ],
)
async def test_totals_by_site_are_those_within_reach(
    run: int, sites: Sites, sign_in: SignIn, place: str | None, seen: dict[str, Any]
) -> None:
    client = await sign_in("director", place=place and getattr(sites, place))
    detail = (await client.get(f"{RUNS}/{run}")).json()
    assert (sites_of(detail), detail["totals"]["gross_cents"]) == (
        seen,
        sum(now for now, _ in seen.values()),
    )


@pytest.mark.parametrize(
    ("place", "causes"),
    [
        (None, {"joined": 100_000, "left": -300_000, "base": 10_000}),
        ("rennes", {"joined": 100_000, "base": 10_000}),
    ],
)
async def test_why_the_month_differs_adds_up_within_reach(
    run: int, sites: Sites, sign_in: SignIn, place: str | None, causes: dict[str, int]
) -> None:
    client = await sign_in("director", place=place and getattr(sites, place))
    explained = (await client.get(f"{RUNS}/{run}/explain")).json()
    told = {term["name"]: term["value"] for term in explained["terms"]}
    assert (explained["value"], told) == (sum(causes.values()), causes)


@pytest.mark.parametrize(
    ("sort", "numbers"), [("name", ["J", "N", "R"]), ("-difference", ["N", "J", "R"])]
)
async def test_people_are_laid_beside_the_month_before_page_by_page(
    run: int, sign_in: SignIn, sort: str, numbers: list[str]
) -> None:
    client = await sign_in("director")
    found, after = list[str](), None
    while True:
        asked = {"sort": sort, "limit": 1} | ({"after": after} if after else {})
        page = (await client.get(f"{RUNS}/{run}/payslips", params=asked)).json()
        found += [row["employee"]["number"] for row in page["payslips"]]
        after = page["next"]
        if after is None:
            break
    assert found == numbers


async def test_a_page_of_a_run_takes_few_statements(
    run: int, payroll: Payroll, sign_in: SignIn
) -> None:
    director = await payroll.house.actor(("director", None))
    with count_statements() as counted:
        await payroll.house.run(lambda c: payroll.staff.runs.detail(c, director, run))
    assert counted.count <= 5


@pytest.mark.parametrize(
    "reader",
    [
        ("director", "west", 200),
        ("director", "nancy", 404),
        ("manager", "west", 403),
        ("agent", "rennes", 403),
    ],
)
async def test_somebody_elses_payslip_is_for_who_reads_salaries_there(
    run: int, payroll: Payroll, sites: Sites, sign_in: SignIn, reader: tuple[str, str, int]
) -> None:
    role, place, status = reader
    client = await sign_in(role, place=getattr(sites, place))
    payslip = await payslip_of(payroll, run, "R")
    answers = [await client.get(f"{PAYSLIPS}/{payslip}{what}") for what in ("", "/explain")]
    assert [each.status_code for each in answers] == [status, status]


async def test_another_tenants_run_and_payslips_are_not_there(
    run: int, payroll: Payroll, sign_in: SignIn
) -> None:
    stranger = Organisation.new(payroll.house.services)
    client = await sign_in(person=await stranger.person("Director", ("director", None)))
    payslip = await payslip_of(payroll, run, "R")
    paths = [
        *(f"{RUNS}/{run}{what}" for what in ("", "/payslips", "/explain")),
        f"{PAYSLIPS}/{payslip}",
        f"/api/v1/staff/exports/salary-runs/{run}",
    ]
    statuses = [(await client.get(path)).status_code for path in paths]
    listed = (await client.get(RUNS)).json()["runs"]
    assert (statuses, listed) == ([404] * len(paths), [])


async def test_ones_own_payslips_are_there_once_they_are_released(
    payroll: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    person = await payroll.house.person("Noé", ("employee", None))
    await payroll.hire("1", sites.rennes, person_id=person)
    colleague = await payroll.hire("2", sites.rennes)
    client = await sign_in(person=person)
    run = await payroll.computed(await payroll.administrator("Zoé"))
    before = (await client.get("/api/v1/staff/me/payslips")).json()["payslips"]
    await payroll.house.value(
        "DELETE FROM core.jobs WHERE tenant = :tenant RETURNING 1", tenant=payroll.house.tenant
    )
    await payroll.release(run, await payroll.administrator("Ali"))
    after = (await client.get("/api/v1/staff/me/payslips")).json()["payslips"]
    own = await client.get(f"/api/v1/staff/me/payslips/{after[0]['id']}")
    theirs = await payroll.house.value(
        "SELECT id FROM staff.payslip WHERE employee_id = :id", id=colleague
    )
    other = await client.get(f"/api/v1/staff/me/payslips/{theirs}")
    assert (before, len(after), own.status_code, other.status_code) == ([], 1, 200, 404)


async def test_a_payslip_is_explained_down_to_salary_and_rates(
    run: int, payroll: Payroll, sign_in: SignIn
) -> None:
    client = await sign_in("director")
    payslip = await payslip_of(payroll, run, "R")
    explained = (await client.get(f"{PAYSLIPS}/{payslip}/explain")).json()
    gross, contributions, deductions = explained["terms"]
    assert (
        explained["value"],
        gross["value"] - contributions["value"] - deductions["value"],
        [term["name"] for term in gross["terms"][0]["terms"]],
        sum(term["value"] for term in contributions["terms"]),
    ) == (163_380, 163_380, ["monthly", "days", "of_days"], contributions["value"])


async def test_pay_is_changed_by_who_reads_salaries_and_keeps_files(
    payroll: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    employee = await payroll.hire("1", sites.rennes)
    item = {"month": "2026-10", "kind": "bonus", "label": "Prime", "cents": 5_000}
    path = f"/api/v1/staff/people/{employee}/salary-items"
    answers = [
        await (await sign_in(role, name=f"{role} {place}", place=place)).post(path, json=item)
        for role, place in (
            ("administrator", None),
            ("administrator", sites.nancy),
            ("director", None),
        )
    ]
    assert [each.status_code for each in answers] == [201, 404, 403]
