"""Who did what in the personnel files, and which pages are looked at."""

from __future__ import annotations

import pytest

from httpplay import SignIn
from payplay import MONTH, Payroll, Sites
from peopleplay import Organisation

ACTIVITY = "/api/v1/staff/activity"


@pytest.fixture
async def busy(payroll: Payroll, sites: Sites) -> Payroll:
    """A salary in Rennes, a bonus in Nancy, a run; and something of another tenant."""
    zoe = await payroll.administrator("Zoé")
    rennes = await payroll.hire("R", sites.rennes)
    nancy = await payroll.hire("N", sites.nancy)
    values = {"month": MONTH, "label": "Prime", "hours_hundredths": 0}
    for employee in (rennes, nancy):
        await payroll.house.run(
            lambda c, employee=employee: payroll.staff.pay.add_item(
                c, zoe, employee, values | {"kind": "bonus", "cents": 1_000}
            )
        )
    await payroll.start(zoe)
    other = Payroll(Organisation.new(payroll.house.services), payroll.staff)
    await other.start(await other.administrator("Ali"))
    return payroll


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (None, ["salary_run.start", "salary_item.add Nancy", "salary_item.add Rennes"]),
        ("west", ["salary_item.add Rennes"]),
    ],
)
async def test_deeds_are_those_about_people_within_reach(
    busy: Payroll, sites: Sites, sign_in: SignIn, place: str | None, told: list[str]
) -> None:
    client = await sign_in("director", place=place and getattr(sites, place))
    deeds = (await client.get(ACTIVITY)).json()["deeds"]
    assert [
        " ".join([deed["action"], *([deed["employee"]["place"]] if deed["employee"] else [])])
        for deed in deeds
    ] == told


async def test_deeds_come_page_by_page_and_by_family(busy: Payroll, sign_in: SignIn) -> None:
    client = await sign_in("director")
    asked = {"family": "salary_item", "limit": 1}
    first = (await client.get(ACTIVITY, params=asked)).json()
    second = (await client.get(ACTIVITY, params=asked | {"before": first["next"]})).json()
    places = [page["deeds"][0]["employee"]["place"] for page in (first, second)]
    assert places == ["Nancy", "Rennes"]


@pytest.mark.parametrize("role", ["manager", "agent", "employee"])
async def test_activity_is_not_for_everybody(sign_in: SignIn, role: str) -> None:
    client = await sign_in(role)
    statuses = [(await client.get(f"{ACTIVITY}{what}")).status_code for what in ("", "/pages")]
    assert statuses == [403, 403]


async def test_pages_that_are_looked_at_most_come_first(payroll: Payroll, sign_in: SignIn) -> None:
    client = await sign_in("employee")
    for page in ("/staff", "/staff/me", "/staff/me"):
        await client.post(f"{ACTIVITY}/views", json={"page": page})
    await payroll.staff.core.counters.flush()
    seen = (await (await sign_in("director", name="Ali")).get(f"{ACTIVITY}/pages")).json()
    assert (seen["total"], [each["page"] for each in seen["pages"]]) == (3, ["/staff/me", "/staff"])


@pytest.mark.parametrize("page", ["/console", "/staff/people/7", "/staff?q=Élise", "staff"])
async def test_what_is_no_page_of_ours_is_not_counted(sign_in: SignIn, page: str) -> None:
    client = await sign_in("employee")
    assert (await client.post(f"{ACTIVITY}/views", json={"page": page})).status_code == 422
