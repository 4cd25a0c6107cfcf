"""A month's run: once, whole, by two people, and then for ever."""

from __future__ import annotations

import asyncio
from datetime import date

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from payplay import MONTH, Payroll, Sites
from regie.apps.staff.salaries.computing import lock_of
from regie.apps.staff.salaries.errors import (
    FourEyes,
    MonthAhead,
    RegularNotReleased,
    RunNotComputed,
    RunOutdated,
    RunReleased,
    RunUnderWay,
)
from regie.apps.staff.salaries.payslips import finish_run
from regie.apps.staff.salaries.writing import replayed
from regie.core.access import Forbidden
from regie.core.db import DatabaseUrl
from regie.core.locks import LockLost
from regie.core.tasks import JobStopped
from regie.core.web import ChangedMeanwhile


async def end_its_job(payroll: Payroll) -> None:
    """As a worker would report."""
    await payroll.house.value(
        "DELETE FROM core.jobs WHERE tenant = :tenant RETURNING id", tenant=payroll.house.tenant
    )


async def test_everybody_with_a_salary_has_one_payslip(payroll: Payroll, sites: Sites) -> None:
    paid = [await payroll.hire(f"{n}", sites.rennes, 200_000) for n in range(5)]
    await payroll.hire("left", sites.rennes, left_on=date(2026, 9, 30))
    await payroll.hire("coming", sites.rennes, hired_on=date(2026, 11, 1))
    await payroll.hire("unpaid", sites.rennes, None)
    run = await payroll.computed(await payroll.administrator("Zoé"))
    assert [row[0] for row in await payroll.payslips(run)] == paid


async def test_two_at_once_are_one_run_with_one_payslip_each(
    payroll: Payroll, sites: Sites
) -> None:
    await payroll.crowd(7, sites.rennes)
    zoe, ali = await payroll.administrator("Zoé"), await payroll.administrator("Ali")
    runs = await asyncio.gather(payroll.start(zoe), payroll.start(ali))
    await asyncio.gather(*(payroll.compute(run) for run in runs))
    assert (runs[0], len(await payroll.payslips(runs[0]))) == (runs[1], 7)


async def test_a_run_that_was_stopped_goes_on_behind_its_checkpoint(
    payroll: Payroll, sites: Sites
) -> None:
    await payroll.crowd(7, sites.rennes)
    run = await payroll.start(await payroll.administrator("Zoé"))
    with pytest.raises(JobStopped):
        await payroll.compute(run, stop_after=1)
    half = await payroll.payslips(run)
    await payroll.compute(run)
    whole = await payroll.payslips(run)
    assert (len(half), len(whole), whole[: len(half)]) == (4, 7, half)


@pytest.mark.parametrize(
    ("at", "written"), [(1, 2), (3, 4)], ids=["between two chunks", "before the end"]
)
async def test_who_lost_the_lock_writes_nothing_any_more(
    payroll: Payroll, sites: Sites, migrated: DatabaseUrl, at: int, written: int
) -> None:
    await payroll.crowd(4, sites.rennes)
    run = await payroll.start(await payroll.administrator("Zoé"))
    name = lock_of(payroll.house.tenant, MONTH, "regular")

    def lose_it(reports: int) -> None:
        """As if it had lapsed and somebody else held it."""
        if reports == at:
            with psycopg.connect(migrated.for_libpq()) as connection:
                connection.execute(
                    "UPDATE core.locks SET token = nextval('core.lock_token') WHERE name = %s",
                    [name],
                )

    with pytest.raises(LockLost):
        await payroll.compute(run, chunk=2, meanwhile=lose_it)
    state = await payroll.house.value("SELECT state FROM staff.salary_run WHERE id = :id", id=run)
    assert (len(await payroll.payslips(run)), state) == (written, "draft")


async def test_a_token_older_than_the_last_finishes_nothing(payroll: Payroll, sites: Sites) -> None:
    """Also where somebody forgot to fence."""
    await payroll.hire("1", sites.rennes)
    run = await payroll.start(await payroll.administrator("Zoé"))
    await payroll.house.value(
        "UPDATE staff.salary_run SET fencing_token = 9 WHERE id = :id RETURNING 1", id=run
    )
    with pytest.raises(RunNotComputed):
        await payroll.house.run(lambda c: finish_run(c, run, token=8))


async def test_a_second_run_touches_nothing_and_tells_what_would_differ(
    payroll: Payroll, sites: Sites
) -> None:
    zoe = await payroll.administrator("Zoé")
    raised = await payroll.hire("1", sites.rennes, 200_000)
    await payroll.hire("2", sites.rennes, 300_000)
    run = await payroll.computed(zoe)
    before = await payroll.payslips(run)
    await payroll.pay(raised, 210_000, since=date(2026, 10, 1))
    late = await payroll.hire("3", sites.rennes, 100_000)
    again = await payroll.house.run(lambda c: payroll.staff.runs.start(c, zoe, MONTH, "regular"))
    assert (again.made, await payroll.payslips(run) == before) == (False, True)
    assert [
        (each.employee_id, each.before_cents, each.after_cents) for each in again.changes.first
    ] == [(raised, 155_600, 163_380), (late, None, 77_800)]


async def test_who_started_a_run_does_not_release_it(payroll: Payroll, sites: Sites) -> None:
    await payroll.hire("1", sites.rennes)
    zoe = await payroll.administrator("Zoé")
    run = await payroll.computed(zoe)
    await end_its_job(payroll)
    with pytest.raises(FourEyes):
        await payroll.release(run, zoe)


async def test_a_run_is_not_released_while_its_data_say_something_else(
    payroll: Payroll, sites: Sites
) -> None:
    employee = await payroll.hire("1", sites.rennes)
    run = await payroll.computed(await payroll.administrator("Zoé"))
    await end_its_job(payroll)
    await payroll.item(employee, "bonus", cents=10_000)
    with pytest.raises(RunOutdated) as refused:
        await payroll.release(run, await payroll.administrator("Ali"))
    assert refused.value.params == {"count": 1}


async def test_computed_again_it_says_what_the_data_say_now(payroll: Payroll, sites: Sites) -> None:
    zoe = await payroll.administrator("Zoé")
    employee = await payroll.hire("1", sites.rennes, 200_000)
    run = await payroll.computed(zoe)
    await end_its_job(payroll)
    await payroll.item(employee, "bonus", cents=10_000)
    await payroll.house.run(lambda c: payroll.staff.runs.compute_again(c, zoe, run, version=2))
    await payroll.compute(run)
    assert [row[1] for row in await payroll.payslips(run)] == [210_000]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff.salary_run SET version = 9 WHERE id = :run",
        "DELETE FROM staff.salary_run WHERE id = :run",
        "UPDATE staff.payslip SET lines = '[]' WHERE run_id = :run",
        "DELETE FROM staff.payslip WHERE run_id = :run",
        "UPDATE staff.salary_total SET people = 9 WHERE run_id = :run",
        "INSERT INTO staff.payslip (tenant, run_id, employee_id, place_id, month, kind,"
        " base_cents, bonus_cents, unpaid_cents, gross_cents, contributions_cents,"
        " deductions_cents, net_cents, inputs, lines)"
        " SELECT tenant, run_id, employee_id, place_id, '2026-01-01', kind, 0, 0, 0, 0, 0, 0, 0,"
        " '{}', '[]'"
        " FROM staff.payslip WHERE run_id = :run",
    ],
)
async def test_the_database_itself_keeps_what_is_released(
    payroll: Payroll, sites: Sites, statement: str
) -> None:
    await payroll.hire("1", sites.rennes)
    run = await released(payroll)
    with pytest.raises(IntegrityError, match="immutable"):
        await payroll.house.value(f"{statement} RETURNING 1", run=run)


async def released(payroll: Payroll) -> int:
    run = await payroll.computed(await payroll.administrator("Zoé"))
    await end_its_job(payroll)
    await payroll.release(run, await payroll.administrator("Ali"))
    return run


async def test_a_released_run_is_computed_again_to_the_byte(payroll: Payroll, sites: Sites) -> None:
    employee = await payroll.hire("1", sites.rennes)
    await payroll.item(employee, "unpaid", hours=350)
    await payroll.crowd(3, sites.nancy)
    run = await released(payroll)
    rules = await payroll.house.value(
        "SELECT CAST(rules AS text) FROM staff.salary_run WHERE id = :id", id=run
    )
    rows = await payroll.payslips(run)
    assert [replayed(row[3], rules) for row in rows] == [row[4] for row in rows]


async def test_the_same_data_give_the_same_hashes(payroll: Payroll, sites: Sites) -> None:
    await payroll.crowd(5, sites.rennes)
    zoe = await payroll.administrator("Zoé")
    run = await payroll.computed(zoe)
    hashes = "SELECT inputs_hash || lines_hash FROM staff.salary_run WHERE id = :id"
    first = await payroll.house.value(hashes, id=run)
    await end_its_job(payroll)
    await payroll.house.run(lambda c: payroll.staff.runs.compute_again(c, zoe, run, version=2))
    await payroll.compute(run, chunk=3)
    assert await payroll.house.value(hashes, id=run) == first


async def test_a_correction_pays_what_the_regular_run_did_not(
    payroll: Payroll, sites: Sites
) -> None:
    forgotten = await payroll.hire("1", sites.rennes, 200_000)
    gone = await payroll.hire("2", sites.rennes, 200_000)
    await payroll.hire("3", sites.rennes, 200_000)
    await released(payroll)
    await payroll.item(forgotten, "bonus", cents=10_000)
    await payroll.house.value(
        "UPDATE staff.employee SET left_on = '2026-09-30' WHERE id = :id RETURNING 1", id=gone
    )
    zoe = await payroll.administrator("Zoé la seconde")
    run = await payroll.start(zoe, MONTH, "correction")
    await payroll.compute(run)
    assert [row[:3] for row in await payroll.payslips(run)] == [
        (forgotten, 10_000, 7_780),
        (gone, -200_000, -155_600),
    ]


async def test_what_is_not_released_is_not_corrected(payroll: Payroll, sites: Sites) -> None:
    await payroll.hire("1", sites.rennes)
    zoe = await payroll.administrator("Zoé")
    await payroll.computed(zoe)
    with pytest.raises(RegularNotReleased):
        await payroll.start(zoe, MONTH, "correction")


async def test_months_to_come_are_not_computed(payroll: Payroll) -> None:
    with pytest.raises(MonthAhead):
        await payroll.start(await payroll.administrator("Zoé"), date(2099, 1, 1))


async def test_who_administers_one_site_starts_no_run(payroll: Payroll, sites: Sites) -> None:
    acting = await payroll.house.actor(("administrator", sites.rennes))
    with pytest.raises(Forbidden):
        await payroll.start(acting)


@pytest.mark.parametrize(
    ("of", "error"), [("its job", RunUnderWay), ("its version", ChangedMeanwhile)]
)
async def test_nobody_discards_what_moves(
    payroll: Payroll, sites: Sites, of: str, error: type[Exception]
) -> None:
    await payroll.hire("1", sites.rennes)
    zoe = await payroll.administrator("Zoé")
    run = await payroll.computed(zoe)
    with pytest.raises(error):
        await payroll.house.run(
            lambda c: payroll.staff.runs.discard(c, zoe, run, version=2 if of == "its job" else 1)
        )


async def test_a_discarded_run_leaves_nothing_and_may_begin_anew(
    payroll: Payroll, sites: Sites
) -> None:
    await payroll.hire("1", sites.rennes)
    zoe = await payroll.administrator("Zoé")
    run = await payroll.computed(zoe)
    await end_its_job(payroll)
    await payroll.house.run(lambda c: payroll.staff.runs.discard(c, zoe, run, version=2))
    assert len(await payroll.payslips(await payroll.computed(zoe))) == 1


async def test_what_is_released_is_not_discarded(payroll: Payroll, sites: Sites) -> None:
    await payroll.hire("1", sites.rennes)
    run = await released(payroll)
    zoe = await payroll.administrator("Zoé la seconde")
    with pytest.raises(RunReleased):
        await payroll.house.run(lambda c: payroll.staff.runs.discard(c, zoe, run, version=3))


async def test_every_deed_about_a_run_is_on_record(payroll: Payroll, sites: Sites) -> None:
    await payroll.hire("1", sites.rennes)
    await released(payroll)
    assert await payroll.house.actions() == [
        "salary_run.start",
        "salary_run.compute",
        "salary_run.release",
    ]
