"""Absences from asking to the ledger, over HTTP."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from httpplay import SignIn
from payplay import Sites
from regie.apps.staff.absences import ledger, repository
from regie.apps.staff.absences.domain import Entry, fold
from regie.bootstrap import Runtime
from staffplay import STAFF, Staff, answered

TODAY = datetime.now(UTC).date()
MONDAY = TODAY + timedelta(days=28 - TODAY.weekday())
TUESDAY = MONDAY + timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """Somebody with ten days of leave, and whoever decides for them."""

    staff: Staff
    employee: int
    own: httpx.AsyncClient
    manager: httpx.AsyncClient

    async def ask(self, **changes: Any) -> httpx.Response:
        draft = {
            "kind": "paid_leave",
            "first_on": f"{MONDAY}",
            "last_on": f"{TUESDAY}",
            "last_half": "morning",
            **changes,
        }
        return await self.own.post(f"{STAFF}/absences", json=draft)

    async def asked(self, **changes: Any) -> dict[str, Any]:
        answer = await self.ask(**changes)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def do(
        self, verb: str, absence: dict[str, Any], by: httpx.AsyncClient | None = None
    ) -> httpx.Response:
        return await (by or self.manager).post(
            f"{STAFF}/absences/{absence['id']}/{verb}",
            json={},
            headers={"if-match": f'"{absence["version"]}"'},
        )

    async def balance(self) -> dict[str, Any]:
        balances = (await answered(self.own, "/me/balances"))["balances"]
        return next(each for each in balances if each["kind"] == "paid_leave")

    async def left(self) -> tuple[float, float, float]:
        """Days left, taken, pending."""
        found = await self.balance()
        return found["days"], found["taken"], found["pending"]


@pytest.fixture
async def desk(runtime: Runtime, house, sign_in: SignIn, sites: Sites) -> Desk:
    staff = Staff.of(runtime, house)
    person = await house.person("Noé Martin", ("employee", sites.rennes))
    employee = await staff.hire("N1", sites.rennes, person_id=person)
    await staff.credit(employee, 20)
    return Desk(
        staff,
        employee,
        await sign_in(person=person),
        await sign_in("manager", name="Élodie Le Goff", place=sites.west),
    )


async def test_a_request_is_pending_and_then_taken(desk: Desk) -> None:
    absence = await desk.asked()
    pending = await desk.left()
    assert (await desk.do("approve", absence)).status_code == 200
    assert (pending, await desk.left()) == ((8.5, 0, 1.5), (8.5, 1.5, 0))


async def test_a_refusal_gives_the_days_back(desk: Desk) -> None:
    await desk.do("refuse", await desk.asked())
    assert await desk.left() == (10, 0, 0)


async def test_a_cancellation_is_a_line_of_its_own(desk: Desk) -> None:
    approved = (await desk.do("approve", await desk.asked())).json()
    assert (await desk.do("cancel", approved, desk.own)).json()["state"] == "cancelled"
    lines = await desk.staff.house.value(
        "SELECT string_agg(account || half_days, ' ' ORDER BY id) FROM staff.absence_entry"
        " WHERE absence_id = :id",
        id=approved["id"],
    )
    assert lines == "pending-3 pending3 taken-3 taken3"


async def test_more_than_is_left_is_refused_and_says_what_is(desk: Desk) -> None:
    answer = await desk.ask(last_on=f"{MONDAY + timedelta(days=25)}", last_half="afternoon")
    assert (answer.status_code, answer.json()["code"]) == (409, "staff.balance_too_low")
    assert "10" in answer.json()["detail"]


async def test_two_requests_at_once_do_not_spend_the_same_days(desk: Desk) -> None:
    week = {"last_on": f"{MONDAY + timedelta(days=9)}", "last_half": "afternoon"}
    later = MONDAY + timedelta(days=14)
    two = (
        desk.ask(**week),
        desk.ask(
            first_on=f"{later}", last_on=f"{later + timedelta(days=9)}", last_half="afternoon"
        ),
    )
    answers = await asyncio.gather(*two)
    assert sorted(each.status_code for each in answers) == [201, 409]


async def test_what_overlaps_is_refused(desk: Desk) -> None:
    await desk.asked()
    answer = await desk.ask(first_on=f"{TUESDAY}", last_on=f"{TUESDAY}")
    assert answer.json()["code"] == "staff.absence_overlaps"


async def test_the_other_half_of_a_day_is_free(desk: Desk) -> None:
    await desk.asked()
    afternoon = {"first_on": f"{TUESDAY}", "first_half": "afternoon", "last_half": "afternoon"}
    await desk.asked(**afternoon)


async def test_the_table_itself_has_no_two_approved_ones_in_one_half_day(desk: Desk) -> None:
    day = date(2025, 3, 3)
    await desk.staff.absent(desk.employee, day, day, 2)
    with pytest.raises(IntegrityError, match="ex_absence_overlap"):
        await desk.staff.absent(desk.employee, day, day + timedelta(days=1), 4)


async def test_approved_by_two_at_once_it_is_booked_once(desk: Desk, sign_in: SignIn) -> None:
    absence = await desk.asked()
    other = await sign_in("director", name="Hugo Lacroix")
    answers = await asyncio.gather(desk.do("approve", absence), desk.do("approve", absence, other))
    assert sorted(each.status_code for each in answers) == [200, 409]
    assert await desk.left() == (8.5, 1.5, 0)


async def test_nobody_decides_on_their_own(
    runtime: Runtime, house, sign_in: SignIn, sites: Sites
) -> None:
    person = await house.person("Ada Ruiz", ("manager", sites.west))
    staff = Staff.of(runtime, house)
    await staff.credit(await staff.hire("N1", sites.rennes, person_id=person), 20)
    own = await sign_in(person=person)
    desk = Desk(staff, 0, own, own)
    answer = await desk.do("approve", await desk.asked())
    assert (answer.status_code, answer.json()["code"]) == (403, "staff.own_absence")


async def test_a_neighbour_does_not_know_of_it(desk: Desk, sign_in: SignIn, sites: Sites) -> None:
    absence = await desk.asked()
    neighbour = await sign_in("manager", name="Paul Nancy", place=sites.nancy)
    assert (await desk.do("approve", absence, neighbour)).status_code == 404
    assert (await answered(neighbour, "/absences"))["absences"] == []


async def test_a_version_of_yesterday_is_refused(desk: Desk) -> None:
    absence = await desk.asked()
    answer = await desk.do("approve", {**absence, "version": 7})
    assert answer.status_code == 412


async def test_the_ledger_is_only_added_to(desk: Desk) -> None:
    await desk.asked()
    for statement in (
        "UPDATE staff.absence_entry SET half_days = 0",
        "DELETE FROM staff.absence_entry",
        "TRUNCATE staff.absence_entry",
    ):
        with pytest.raises(IntegrityError, match="append-only"):
            async with desk.staff.services.core.database.begin() as connection:
                await connection.execute(text(statement))


async def test_a_balance_is_the_sum_of_its_lines_and_says_so(desk: Desk) -> None:
    await desk.do("approve", await desk.asked())
    later = MONDAY + timedelta(days=7)
    await desk.asked(first_on=f"{later}", last_on=f"{later}", last_half="afternoon")
    async with desk.staff.services.core.database.begin() as connection:
        rows = await connection.execute(
            text("SELECT account, half_days FROM staff.absence_entry WHERE employee_id = :id"),
            {"id": desk.employee},
        )
        folded = fold(Entry(*row) for row in rows)
    why = (
        await desk.own.get(f"{STAFF}/me/balances/paid_leave/why", headers={"accept-language": "fr"})
    ).json()
    assert (await desk.balance())["days"] == folded.half_days / 2 == why["value"]
    assert why["formula"] == "0 acquis − 1,5 pris − 1 en attente + 10 corrigés"
    terms = {term["name"]: sum(line["value"] for line in term["terms"]) for term in why["terms"]}
    assert terms == {"accrual": 0, "taken": 1.5, "pending": 1, "correction": 10}


async def test_yesterday_s_balance_stays_what_it_was(desk: Desk) -> None:
    await desk.asked()
    yesterday = desk.staff.services.people.today - timedelta(days=1)
    before = await answered(desk.own, "/me/balances", on=yesterday)
    assert before["balances"][0]["days"] == 10


async def test_the_calendar_says_why_only_to_who_decides(
    desk: Desk, sign_in: SignIn, sites: Sites
) -> None:
    await desk.do("approve", await desk.asked())
    agent = await sign_in("agent", name="Anaïs Prévost", place=sites.rennes)
    told: list[str | None] = []
    for client in (desk.manager, agent):
        month = await answered(client, "/calendar", place=sites.rennes, month=MONDAY)
        told.append(month["people"][0]["absences"][0]["kind"])
    assert told == ["paid_leave", None]


async def test_a_month_is_in_a_ledger_once(desk: Desk) -> None:
    await desk.staff.house.value(
        "UPDATE staff.employee SET created_at = '2020-01-01' WHERE id = :id RETURNING id",
        id=desk.employee,
    )

    async def accrue(connection) -> int:
        kinds = await repository.list_kinds(connection, desk.staff.house.tenant)
        return await ledger.accrue(
            connection,
            desk.staff.house.tenant,
            kinds[0],
            date(2025, 6, 1),
            today=date(2025, 7, 1),
            by="system:0",
        )

    house = desk.staff.house
    assert [await house.run(accrue), await house.run(accrue)] == [1, 0]
