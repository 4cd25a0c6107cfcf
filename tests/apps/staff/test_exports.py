"""What leaves as a file is what its reader may see: row by row, column by column, cell by cell."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import httpx
import pytest
from python_calamine import load_workbook

from httpplay import SignIn
from payplay import Payroll, Sites
from peopleplay import Organisation
from regie.apps.staff.exports.columns import PEOPLE
from regie.identity.roles import Role

PROFESSIONAL, PRIVATE, PAY = (
    [titles["en"] for titles in PEOPLE[each].values()]
    for each in ("professional", "private", "pay")
)
EXPORT = "/api/v1/staff/exports/people"


@dataclass(frozen=True)
class Case:
    roles: tuple[tuple[Role, str | None], ...]
    rows: str
    columns: list[str]
    private: str = ""
    pay: str = ""
    """Numbers of those whose fields of that class are filled."""


CASES = {
    "agent everywhere": Case((("agent", None),), "RNO", PROFESSIONAL),
    "agent of Rennes": Case((("agent", "rennes"),), "R", PROFESSIONAL),
    "manager of the west": Case((("manager", "west"),), "RO", PROFESSIONAL + PRIVATE, private="RO"),
    "director": Case(
        (("director", None),), "RNO", PROFESSIONAL + PRIVATE + PAY, private="RNO", pay="RNO"
    ),
    "director of Rennes": Case(
        (("director", "rennes"),), "R", PROFESSIONAL + PRIVATE + PAY, private="R", pay="R"
    ),
    "agent everywhere, manager of the west, director of Rennes": Case(
        (("agent", None), ("manager", "west"), ("director", "rennes")),
        "RNO",
        PROFESSIONAL + PRIVATE + PAY,
        private="RO",
        pay="R",
    ),
}
"""R works in Rennes, O in the west itself, N in Nancy."""


@pytest.fixture
async def staffed(payroll: Payroll, sites: Sites) -> Payroll:
    for place, number in ((sites.rennes, "R"), (sites.nancy, "N"), (sites.west, "O")):
        await payroll.hire(number, place, address="2, quai Émile-Zola", phone="+33 2 00 00 00 00")
    other = Payroll(Organisation.new(payroll.house.services), payroll.staff)
    await other.hire("X", await other.house.place("Rennes"))
    return payroll


def read(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_rows_columns_and_cells_are_those_that_the_reader_may_see(
    staffed: Payroll, sites: Sites, sign_in: SignIn, case: Case
) -> None:
    person = await staffed.house.person(
        "Reader", *((role, place and getattr(sites, place)) for role, place in case.roles)
    )
    client = await sign_in(person=person)
    answer = await client.get(EXPORT, headers={"Accept-Language": "en"})
    rows = {row["Number"]: row for row in read(answer)}
    assert (
        sorted(rows),
        answer.text.splitlines()[0].count(";") + 1,
        [*next(iter(rows.values()))],
        sorted(number for number, row in rows.items() if row.get("Address")),
        sorted(number for number, row in rows.items() if row.get("Monthly gross (€)")),
    ) == (
        sorted(case.rows),
        len(case.columns),
        case.columns,
        sorted(case.private),
        sorted(case.pay),
    )


@pytest.mark.parametrize("role", ["analyst", "employee"])
async def test_who_sees_no_list_exports_none(staffed: Payroll, sign_in: SignIn, role: Role) -> None:
    client = await sign_in(role)
    assert (await client.get(EXPORT)).status_code == 403


async def test_a_list_that_is_narrowed_is_exported_narrowed(
    staffed: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    client = await sign_in("director")
    answer = await client.get(EXPORT, params={"place": sites.rennes, "search": "salarie"})
    assert [row["Matricule"] for row in read(answer)] == ["R"]


async def test_a_workbook_says_the_same(staffed: Payroll, sign_in: SignIn) -> None:
    client = await sign_in("director")
    answer = await client.get(EXPORT, params={"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["Matricule", "N", "O", "R"]


async def test_a_name_that_begins_a_formula_stays_a_text(
    staffed: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    await staffed.hire("F", sites.rennes, family_name="=1+1", given_name="@SUM(A1)")
    client = await sign_in("director")
    row = next(row for row in read(await client.get(EXPORT)) if row["Matricule"] == "F")
    assert (row["Nom"], row["Prénom"]) == ("'=1+1", "'@SUM(A1)")


async def test_that_it_was_exported_is_on_record(staffed: Payroll, sign_in: SignIn) -> None:
    await (await sign_in("director")).get(EXPORT)
    assert await staffed.house.actions() == ["staff_export.make"]


@pytest.mark.parametrize(("place", "numbers"), [(None, ["N", "O", "R"]), ("rennes", ["R"])])
async def test_a_run_is_exported_as_far_as_one_reaches(
    staffed: Payroll, sites: Sites, sign_in: SignIn, place: str | None, numbers: list[str]
) -> None:
    run = await staffed.computed(await staffed.administrator("Zoé"))
    client = await sign_in("director", place=place and getattr(sites, place))
    answer = await client.get(f"/api/v1/staff/exports/salary-runs/{run}")
    assert [row["Matricule"] for row in read(answer)] == numbers
