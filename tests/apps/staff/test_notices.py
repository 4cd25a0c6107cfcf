"""E-mails about absences and payslips: to whom, in which language, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from httpplay import SignIn
from payplay import Payroll, Sites
from regie.apps.staff.salaries.telling import tell_people
from staffplay import STAFF, Staff

MAILS = """
    SELECT recipient, language, subject, text FROM core.mail
    WHERE tenant = :tenant ORDER BY recipient
"""


async def mails(payroll: Payroll) -> list[Any]:
    async with payroll.staff.core.database.begin() as connection:
        return [*await connection.execute(text(MAILS), {"tenant": payroll.house.tenant})]


async def asked(payroll: Payroll, place: int, state: str = "pending") -> int:
    """Somebody of that place asks for two days in November."""
    person = await payroll.house.person("Noé", ("employee", place))
    await payroll.house.value(
        "UPDATE identity.person SET language = 'en' WHERE id = :id RETURNING 1", id=person
    )
    employee = await payroll.hire("1", place, person_id=person)
    await payroll.house.value(
        "INSERT INTO staff.absence_kind (tenant, code, title_fr, title_en)"
        " VALUES (:tenant, 'paid', 'Congés payés', 'Paid leave') RETURNING 1",
        tenant=payroll.house.tenant,
    )
    return await payroll.house.value(
        "INSERT INTO staff.absence (tenant, employee_id, kind, first_on, last_on, half_days,"
        " state, asked_by, decided_by, note)"
        " VALUES (:tenant, :employee, 'paid', :first, :last, 3, :state, 'system:0', :by,"
        " 'Rendez-vous <b>important</b>') RETURNING id",
        tenant=payroll.house.tenant,
        employee=employee,
        first=date(2026, 11, 2),
        last=date(2026, 11, 3),
        state=state,
        by=None if state == "pending" else "person:999999999",
    )


async def ask_notice(payroll: Payroll, absence: int) -> None:
    await payroll.house.run(
        lambda c: payroll.staff.notices.absence_asked(c, payroll.house.tenant, absence)
    )


async def test_the_nearest_who_may_decide_are_asked(payroll: Payroll, sites: Sites) -> None:
    await payroll.house.person("of west", ("manager", sites.west))
    await payroll.house.person("of nancy", ("manager", sites.nancy))
    await payroll.house.person("everywhere", ("administrator", None))
    await payroll.house.person("agent", ("agent", sites.rennes))
    await ask_notice(payroll, await asked(payroll, sites.rennes))
    assert [mail.recipient for mail in await mails(payroll)] == [
        f"of.west@{payroll.house.tenant}.example"
    ]


async def test_a_request_is_told_once_however_often_it_is_begun(
    payroll: Payroll, sites: Sites
) -> None:
    await payroll.house.person("everywhere", ("administrator", None))
    absence = await asked(payroll, sites.rennes)
    await ask_notice(payroll, absence)
    await ask_notice(payroll, absence)
    assert len(await mails(payroll)) == 1


async def test_a_request_says_who_when_and_how_long(payroll: Payroll, sites: Sites) -> None:
    await payroll.house.person("everywhere", ("administrator", None))
    await ask_notice(payroll, await asked(payroll, sites.rennes))
    (mail,) = await mails(payroll)
    assert mail.subject == "Demande d’absence de Jeanne Salarié 1"
    for said in ("Congés payés", "du lundi 2\u00a0novembre 2026 au mardi", "1,5 j"):
        assert said in mail.text


@pytest.mark.parametrize("state", ["approved", "refused"])
async def test_a_decision_is_told_to_who_asked_in_their_language(
    payroll: Payroll, sites: Sites, state: str
) -> None:
    absence = await asked(payroll, sites.rennes, state)
    await payroll.house.run(
        lambda c: payroll.staff.notices.absence_decided(c, payroll.house.tenant, absence)
    )
    (mail,) = await mails(payroll)
    assert (mail.language, mail.subject) == ("en", f"Your absence is {state}")


async def test_payslips_are_told_of_once_and_without_any_amount(
    payroll: Payroll, sites: Sites
) -> None:
    person = await payroll.house.person("Noé", ("employee", None))
    await payroll.hire("1", sites.rennes, 123_400, person_id=person)
    await payroll.hire("2", sites.rennes)
    run = await payroll.computed(await payroll.administrator("Zoé"))
    await payroll.house.value(
        "DELETE FROM core.jobs WHERE tenant = :tenant RETURNING 1", tenant=payroll.house.tenant
    )
    too_early = await tell_people(payroll.context(), payroll.staff.notices, run)
    await payroll.release(run, await payroll.administrator("Ali"))
    told = [await tell_people(payroll.context(), payroll.staff.notices, run) for _ in range(2)]
    (mail,) = await mails(payroll)
    assert [too_early, *told] == [{"told": 0}, {"told": 1}, {"told": 0}]
    assert (mail.subject, "123" in mail.text) == (
        "Votre bulletin de paie\u00a0: octobre 2026",
        False,
    )


async def test_asking_and_approving_over_http_tell_who_it_concerns(
    payroll: Payroll, sites: Sites, sign_in: SignIn
) -> None:
    manager = await payroll.house.person("Ada Ruiz", ("manager", sites.west))
    person = await payroll.house.person("Noé", ("employee", sites.rennes))
    employee = await payroll.hire("1", sites.rennes, person_id=person)
    await Staff(payroll.house, payroll.staff).credit(employee, 20)
    absence = {"kind": "paid_leave", "first_on": "2027-03-01", "last_on": "2027-03-02"}
    asked = await (await sign_in(person=person)).post(f"{STAFF}/absences", json=absence)
    assert asked.status_code == 201, asked.text
    told = [mail.recipient for mail in await mails(payroll)]
    approved = await (await sign_in(person=manager)).post(
        f"{STAFF}/absences/{asked.json()['id']}/approve", json={}, headers={"if-match": '"1"'}
    )
    assert approved.status_code == 200, approved.text
    told += [mail.recipient for mail in await mails(payroll) if mail.recipient not in told]
    assert [recipient.split("@")[0] for recipient in told] == ["ada.ruiz", "noé"]
