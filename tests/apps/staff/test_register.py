"""The register of personnel: who is in it, in which order, and for whom."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from httpplay import SignIn
from payplay import Payroll, Sites
from peopleplay import Organisation
from regie.apps.staff.erasing import erase_files
from regie.apps.staff.exports.columns import REGISTER
from regie.apps.staff.register.domain import Asked
from regie.core.observe import count_statements
from regie.identity.roles import Role

STAFF = "/api/v1/staff"
PAGE = f"{STAFF}/register"
SETTLED = text(
    """
    SELECT gin_clean_pending_list(i.oid)
    FROM pg_index JOIN pg_class AS i ON i.oid = indexrelid JOIN pg_am ON pg_am.oid = i.relam
    WHERE indrelid = 'staff.employee'::regclass AND amname = 'gin'
    """
)
"""As the autovacuum does when it comes: what a crowd has brought waits beside the index till then,
and to look there costs as much as to read the table."""
READ = text(
    """
    SELECT CAST(seq_tup_read + idx_tup_fetch AS bigint) FROM pg_stat_xact_user_tables
    WHERE schemaname = 'staff' AND relname = 'employee'
    """
)


@pytest.fixture
async def staffed(payroll: Payroll, sites: Sites) -> Payroll:
    """E's file is erased, F is still to come; X works elsewhere."""
    await payroll.hire("N", sites.nancy, hired_on=date(2021, 6, 1))
    await payroll.hire("R", sites.rennes, hired_on=date(2019, 3, 1), birth_date=date(1990, 5, 4))
    await payroll.hire("L", sites.rennes, hired_on=date(2018, 1, 1), left_on=date(2024, 1, 31))
    gone = await payroll.hire(
        "E",
        sites.rennes,
        hired_on=date(2020, 2, 1),
        left_on=date(2025, 6, 30),
        given_name="Élise",
        birth_date=date(1980, 2, 2),
    )
    async with payroll.house.services.core.database.begin() as connection:
        await erase_files(connection, [gone], register=True)
    await payroll.hire("F", sites.nancy, hired_on=date(2099, 1, 1))
    other = Payroll(Organisation.new(payroll.house.services), payroll.staff)
    await other.hire("X", await other.house.place("Rennes"))
    return payroll


async def read(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await client.get(PAGE, params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def numbers(page: dict[str, Any]) -> str:
    return "".join(each["number"] for each in page["entries"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "LREN"),
        ({"sort": "-hired_on"}, "NERL"),
        ({"status": "present"}, "RN"),
        ({"status": "left"}, "LE"),
        ({"search": "elise"}, "E"),
        ({"search": "jeanne salarie"}, "LRN"),
        ({"search": "100%"}, ""),
    ],
)
async def test_whoever_came_is_in_it_in_the_order_of_entry(
    staffed: Payroll, sign_in: SignIn, asked: dict[str, str], found: str
) -> None:
    page = await read(await sign_in("administrator"), **asked)
    assert (numbers(page), page["total"]) == (found, len(found))


async def test_a_place_has_those_below_it(staffed: Payroll, sites: Sites, sign_in: SignIn) -> None:
    page = await read(await sign_in("administrator"), place=sites.west)
    assert numbers(page) == "LRE"


async def test_its_pages_are_the_whole_of_it(staffed: Payroll, sign_in: SignIn) -> None:
    client, found, after = await sign_in("administrator"), "", {}
    for _ in range(4):
        page = await read(client, limit=1, **after)
        found, after = found + numbers(page), {"after": page["next"]}
    assert found == "LREN"


async def test_of_an_erased_file_it_has_what_the_law_keeps(
    staffed: Payroll, sign_in: SignIn
) -> None:
    page = await read(await sign_in("administrator"), search="elise")
    entry = page["entries"][0]
    assert [
        entry[name]
        for name in ("family_name", "given_name", "birth_date", "post", "hired_on", "left_on")
    ] == ["Salarié E", "Élise", "1980-02-02", "Vente", "2020-02-01", "2025-06-30"]
    assert (entry["contract"]["kind"], entry["erased"]) == ("permanent", True)


@pytest.mark.parametrize("role", ["director", "manager", "agent", "employee"])
@pytest.mark.parametrize("path", [PAGE, f"{STAFF}/exports/register"])
async def test_it_is_for_who_keeps_the_files(
    staffed: Payroll, sign_in: SignIn, role: Role, path: str
) -> None:
    assert (await (await sign_in(role)).get(path)).status_code == 403


async def test_who_keeps_the_files_of_a_place_sees_its_register(
    staffed: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    page = await read(await sign_in("administrator", place=sites.west))
    assert (numbers(page), page["total"]) == ("LRE", 3)


@pytest.mark.parametrize(("limit", "statements"), [(50, 3), (None, 2)])
async def test_a_page_is_three_statements_and_all_of_it_two(
    staffed: Payroll, house: Organisation, sites: Sites, limit: int | None, statements: int
) -> None:
    acting = await house.actor(("administrator", sites.west))
    async with house.services.core.database.begin() as connection:
        with count_statements() as counter:
            asked = Asked("e", sites.west, "left")
            await staffed.staff.register.list(connection, acting, asked, limit=limit)
    assert counter.count == statements


@pytest.mark.parametrize("limit", [50, None])
async def test_a_search_reads_those_that_it_finds(
    payroll: Payroll, house: Organisation, sites: Sites, limit: int | None
) -> None:
    """By the index, whatever the connection has planned before."""
    await payroll.crowd(10_000, sites.rennes)
    acting = await house.actor(("administrator", None))
    async with house.services.core.database.begin() as connection:
        await connection.execute(SETTLED)
        await connection.execute(text("ANALYZE staff.employee"))
    async with house.services.core.database.begin() as connection:
        before: int = (await connection.execute(READ)).scalar_one()
        for number in range(1_000, 1_007):
            asked = Asked(f"élise n{number}")
            await payroll.staff.register.list(connection, acting, asked, limit=limit)
        after: int = (await connection.execute(READ)).scalar_one()
    assert after - before < 100


async def test_it_is_exported_as_it_is_narrowed(staffed: Payroll, sign_in: SignIn) -> None:
    client = await sign_in("administrator")
    answer = await client.get(f"{STAFF}/exports/register", params={"status": "left"})
    rows = [*csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")]
    assert (rows[0], [row[0] for row in rows[1:]]) == (
        [titles["fr"] for titles in REGISTER.values()],
        ["L", "E"],
    )


async def test_that_it_was_exported_is_on_record(staffed: Payroll, sign_in: SignIn) -> None:
    await (await sign_in("administrator")).get(f"{STAFF}/exports/register")
    assert (await staffed.house.actions())[-1] == "staff_export.make"
