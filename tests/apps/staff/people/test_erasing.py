"""A file ends when somebody asks for it, or when its time is up; what a law wants stays so long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from httpplay import SignIn
from payplay import Sites
from peopleplay import Organisation
from regie.apps.staff import retention
from regie.apps.staff.erasing import ERASED_TABLES
from regie.apps.staff.salaries.payslips import Due, due_payslips
from regie.apps.staff.salaries.scheme import rules_of
from regie.apps.staff.salaries.writing import written
from regie.bootstrap import Runtime
from staffplay import STAFF, Staff

LEFT = date(2026, 1, 31)
KEEP_DAYS = 1827


@pytest.fixture
def staff(runtime: Runtime, house: Organisation) -> Staff:
    return Staff.of(runtime, house)


async def a_full_file(staff: Staff, number: str, site: int, left_on: date | None = LEFT) -> int:
    employee = await staff.hire(
        number,
        site,
        left_on=left_on,
        hired_on=date(2010, 1, 1),
        email=f"{number}@example.fr",
        birth_date=date(1980, 2, 2),
    )
    await staff.credit(employee, 10)
    await staff.absent(employee, date(2018, 3, 3), date(2018, 3, 4), 4)
    await staff.mark(employee, 150, year=2018)
    tenant = staff.house.tenant
    for statement in (
        "INSERT INTO staff.document (tenant, employee_id, kind, name, media_type, digest,"
        " size_bytes, added_by) VALUES (:tenant, :employee, 'other', 'x.pdf', 'application/pdf',"
        " repeat('a', 64), 3, 'system:0') RETURNING id",
        "INSERT INTO staff.salary (tenant, employee_id, valid_from, monthly_cents, hourly_cents,"
        " made_by) VALUES (:tenant, :employee, '2010-01-01', 200000, 1319, 'system:0')"
        " RETURNING id",
        "INSERT INTO staff.salary_item (tenant, employee_id, month, kind, label, cents, made_by)"
        " VALUES (:tenant, :employee, '2025-12-01', 'bonus', 'Prime', 5000, 'system:0')"
        " RETURNING id",
    ):
        await staff.house.value(statement, tenant=tenant, employee=employee)
    return employee


async def a_payslip(staff: Staff, employee: int, site: int, month: date) -> int:
    """Of a run that is released."""

    async def work(connection: AsyncConnection) -> int:
        rules = written(rules_of(month))
        values = {"tenant": staff.house.tenant, "month": month, "rules": rules}
        run = await connection.execute(
            text(
                "INSERT INTO staff.salary_run (tenant, month, kind, engine, rules, started_by)"
                " VALUES (:tenant, :month, 'regular', '1', CAST(:rules AS json), 'system:0')"
                " RETURNING id"
            ),
            values,
        )
        values |= {"run": run.scalar_one(), "employee": employee, "site": site}
        slip = await connection.execute(
            text(
                "INSERT INTO staff.payslip (tenant, run_id, employee_id, place_id, month, kind,"
                " base_cents, bonus_cents, unpaid_cents, gross_cents, contributions_cents,"
                " deductions_cents, net_cents, inputs, lines) VALUES (:tenant, :run, :employee,"
                " :site, :month, 'regular', 100, 0, 0, 100, 20, 0, 80, '{}', '[]') RETURNING id"
            ),
            values,
        )
        await connection.execute(
            text(
                "UPDATE staff.salary_run SET state = 'released', released_by = 'person:9'"
                " WHERE id = :run"
            ),
            {"run": values["run"]},
        )
        return slip.scalar_one()

    return await staff.house.run(work)


async def erased(client: httpx.AsyncClient, employee: int, version: int = 1) -> httpx.Response:
    return await client.delete(f"{STAFF}/people/{employee}", headers={"if-match": f'"{version}"'})


async def rows(house: Organisation, table: str, employee: int) -> int:
    return await house.value(
        f"SELECT count(*) FROM staff.{table} WHERE employee_id = :id",
        id=employee,
    )


async def kept(house: Organisation, employee: int) -> Any:
    return await house.value(
        "SELECT CAST(to_jsonb(employee) AS text) FROM staff.employee WHERE id = :id", id=employee
    )


async def test_of_an_erased_file_nothing_is_left_but_a_number(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    answer = await erased(await sign_in("administrator"), employee)
    left = {table: await rows(house, table, employee) for table in ERASED_TABLES}
    assert (answer.status_code, {*left.values()}) == (204, {0})
    assert not [
        word
        for word in ("Jeanne", "Lilas", "example", "1980")
        if word in await kept(house, employee)
    ]


async def test_an_erased_file_is_found_by_nobody(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    keeper = await sign_in("administrator")
    await erased(keeper, employee)
    assert [
        (await keeper.get(f"{STAFF}/people/{employee}")).status_code,
        (await erased(keeper, employee, 2)).status_code,
    ] == [404, 404]


async def test_the_register_keeps_name_birth_and_dates(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    await erased(await sign_in("administrator"), employee)
    entry = await house.value(
        "SELECT number || given_name || birth_date || left_on FROM staff.register_entry"
        " WHERE employee_id = :id",
        id=employee,
    )
    assert entry == "E1Jeanne1980-02-022026-01-31"


async def test_payslips_stay_under_a_number(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    slip = await a_payslip(staff, employee, sites.rennes, date(2025, 12, 1))
    reader = await sign_in("administrator")
    await erased(reader, employee)
    seen = (await reader.get(f"{STAFF}/salaries/payslips/{slip}")).json()
    assert (seen["employee"]["number"], seen["totals"]["net_cents"]) == (f"#{employee}", 80)


@pytest.mark.parametrize("left_on", [None, date(2099, 1, 1)])
async def test_who_has_not_left_keeps_their_file(
    staff: Staff, sign_in: SignIn, sites: Sites, left_on: date | None
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes, left_on)
    answer = await erased(await sign_in("administrator"), employee)
    assert (answer.status_code, answer.json()["code"]) == (409, "staff.still_employed")


async def test_who_is_still_to_be_paid_keeps_their_file(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    yesterday = staff.services.people.today - timedelta(days=1)
    employee = await a_full_file(staff, "E1", sites.rennes, yesterday)
    keeper = await sign_in("administrator")
    before = await erased(keeper, employee)
    await a_payslip(staff, employee, sites.rennes, yesterday.replace(day=1))
    after = await erased(keeper, employee)
    assert (before.json()["code"], after.status_code) == ("staff.pay_is_due", 204)


async def test_a_correction_takes_nothing_from_an_erased_file(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    month = date(2025, 12, 1)
    await a_payslip(staff, employee, sites.rennes, month)
    await erased(await sign_in("administrator"), employee)

    async def due(connection: AsyncConnection) -> list[Due]:
        return await due_payslips(connection, house.tenant, month, "correction", after=0, limit=10)

    assert await house.run(due) == []


async def test_who_read_it_before_it_changed_erases_nothing(
    staff: Staff, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    assert (await erased(await sign_in("administrator"), employee, 7)).status_code == 412


@pytest.mark.parametrize("role", ["director", "manager", "agent", "employee"])
async def test_who_does_not_keep_files_erases_none(
    staff: Staff, sign_in: SignIn, sites: Sites, role: str
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    assert (await erased(await sign_in(role), employee)).status_code in {403, 404}


async def test_the_ledger_of_a_known_file_stays_append_only(
    staff: Staff, house: Organisation, sites: Sites
) -> None:
    employee = await a_full_file(staff, "E1", sites.rennes)
    with pytest.raises(DBAPIError, match="append-only"):
        await house.value(
            "DELETE FROM staff.absence_entry WHERE employee_id = :id RETURNING id", id=employee
        )


async def purged(staff: Staff, keep_days: int = KEEP_DAYS) -> dict[str, int]:
    async def work(connection: AsyncConnection) -> dict[str, int]:
        found = [
            *await retention.purge_files(connection, keep_days=keep_days),
            *await retention.purge_payslips(connection, keep_days=keep_days),
        ]
        return {each.table: each.rows for each in found}

    return await staff.house.run(work)


async def test_files_go_five_years_after_somebody_left(
    staff: Staff, house: Organisation, sites: Sites
) -> None:
    old = await a_full_file(staff, "O1", sites.rennes, date(2019, 6, 30))
    recent = await a_full_file(staff, "R1", sites.rennes)
    await purged(staff)
    assert [await rows(house, "evaluation", each) for each in (old, recent)] == [0, 1]


async def test_payslips_go_five_years_after_their_month(
    staff: Staff, house: Organisation, sites: Sites
) -> None:
    employee = await a_full_file(staff, "O1", sites.rennes)
    for month in (date(2018, 1, 1), date(2025, 12, 1)):
        await a_payslip(staff, employee, sites.rennes, month)
    await purged(staff)
    assert await rows(house, "payslip", employee) == 1


async def test_a_register_entry_goes_with_its_time(
    staff: Staff, house: Organisation, sign_in: SignIn, sites: Sites
) -> None:
    employee = await a_full_file(staff, "O1", sites.rennes, date(2019, 6, 30))
    await erased(await sign_in("administrator"), employee)
    await purged(staff)
    assert await rows(house, "register_entry", employee) == 0


async def test_a_preview_says_what_a_purge_removes(staff: Staff, sites: Sites) -> None:
    employee = await a_full_file(staff, "O1", sites.rennes, date(2019, 6, 30))
    await a_payslip(staff, employee, sites.rennes, date(2018, 1, 1))

    async def preview(connection: AsyncConnection) -> dict[str, int]:
        found = [
            *await retention.preview_files(connection, keep_days=KEEP_DAYS),
            *await retention.preview_payslips(connection, keep_days=KEEP_DAYS),
        ]
        return {each.table: each.rows for each in found}

    foreseen = await staff.house.run(preview)
    assert foreseen == await purged(staff)


async def test_a_second_purge_finds_nothing(staff: Staff, sites: Sites) -> None:
    await a_full_file(staff, "O1", sites.rennes, date(2019, 6, 30))
    await purged(staff)
    assert {*(await purged(staff)).values()} == {0}
