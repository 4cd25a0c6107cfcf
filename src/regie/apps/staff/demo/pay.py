"""Thirteen months of pay: salaries with rises, what varied, and runs; the last one waits to be
released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any, Final, NamedTuple, Protocol

import psycopg

from regie.apps.staff.salaries.domain import (
    ENGINE,
    Inputs,
    Item,
    ItemKind,
    compute,
    days_employed,
    last_day,
    month_before,
)
from regie.apps.staff.salaries.payslips import DIGEST
from regie.apps.staff.salaries.scheme import rules_of
from regie.apps.staff.salaries.writing import written
from regie.core.access import MAIN_TENANT

from .people import DemoEmployee

MONTHS: Final = 13

_BY: Final = "system:0"
_SALARY: Final = (
    "tenant", "employee_id", "valid_from", "monthly_cents", "hourly_cents", "made_by",
)  # fmt: skip
_ITEM: Final = (
    "id", "tenant", "employee_id", "month", "kind", "label", "cents", "hours_hundredths", "made_by",
)  # fmt: skip
_PAYSLIP: Final = (
    "tenant", "run_id", "employee_id", "place_id", "month", "kind", "base_cents", "bonus_cents",
    "unpaid_cents", "gross_cents", "contributions_cents", "deductions_cents", "net_cents", "inputs",
    "lines",
)  # fmt: skip
_RUN: Final = """
    INSERT INTO staff.salary_run
        (tenant, month, kind, state, engine, rules, started_by, started_at, computed_at)
    VALUES (%s, %s, 'regular', 'computed', %s, %s::json, %s, %s, %s) RETURNING id
"""
_HASH: Final = f"""
    UPDATE staff.salary_run SET version = 2, inputs_hash = made.i, lines_hash = made.l
    FROM (
        SELECT {DIGEST.format(column="inputs")} AS i, {DIGEST.format(column="lines")} AS l
        FROM staff.payslip WHERE run_id = %(run)s
    ) AS made WHERE id = %(run)s
"""  # noqa: S608 - constants
_TOTAL: Final = """
    INSERT INTO staff.salary_total (tenant, run_id, place_id, people, gross_cents,
        contributions_cents, deductions_cents, net_cents)
    SELECT tenant, run_id, place_id, count(*), sum(gross_cents), sum(contributions_cents),
        sum(deductions_cents), sum(net_cents)
    FROM staff.payslip WHERE run_id = %(run)s GROUP BY tenant, run_id, place_id
"""
_RELEASE: Final = """
    UPDATE staff.salary_run SET state = 'released', version = 3, released_by = %s, released_at = %s
    WHERE id = %s
"""
_BONUSES: Final = ("Prime d’objectif", "Prime de remplacement", "Prime d’ancienneté", "Tutorat")


class Copy(Protocol):
    def __call__(
        self,
        connection: psycopg.Connection[Any],
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
    ) -> None: ...


class DemoSalary(NamedTuple):
    employee: DemoEmployee
    valid_from: date
    monthly_cents: int

    @property
    def hourly_cents(self) -> int:
        """Of 52 weeks in twelve months."""
        return round(self.monthly_cents * 12 * 60 / (52 * self.employee.weekly_minutes))


@dataclass(slots=True)
class DemoItem:
    employee: DemoEmployee
    month: date
    kind: ItemKind
    label: str
    cents: int = 0
    hours_hundredths: int = 0
    id: int = 0


def write_pay(
    connection: psycopg.Connection[Any],
    people: Sequence[DemoEmployee],
    today: date,
    *,
    copy: Copy,
    ids: Sequence[int],
) -> None:
    """`ids` are numbers for items, more than there will be."""
    months = demo_months(today)
    salaries = demo_salaries(people, months[-1])
    items = demo_items(people, months)
    for item, number in zip(items, ids, strict=False):
        item.id = number
    copy(connection, "salary", _SALARY, map(_salary_row, salaries))
    copy(connection, "salary_item", _ITEM, map(_item_row, items))
    releaser = next((f"person:{p.person_id}" for p in people if p.role == "administrator"), None)
    for month in months:
        run = _write_run(connection, month)
        copy(connection, "payslip", _PAYSLIP, _payslips(people, salaries, items, month, run))
        connection.execute(_TOTAL, {"run": run})
        connection.execute(_HASH.encode(), {"run": run})
        if month != months[-1] and releaser is not None:
            connection.execute(_RELEASE, (releaser, _at(month, 28), run))


def demo_months(today: date) -> list[date]:
    """Their first days, the oldest first; the current one is the last."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.insert(0, month_before(months[0]))
    return months


def demo_salaries(people: Sequence[DemoEmployee], last: date) -> list[DemoSalary]:
    """By employee, the oldest first: hired below what they earn now, a rise each January for all,
    and for some this month."""
    random = Random(1950)  # noqa: S311 - made-up pay, not secrets
    return [each for person in people for each in _salaries(random, person, last)]


def _salaries(random: Random, person: DemoEmployee, last: date) -> Iterator[DemoSalary]:
    now = person.gross_euros * 100 * person.weekly_minutes // 2100
    promoted = random.random() < 0.03 and person.left_on is None
    january = last.replace(month=1)
    steps = [(last, now)] if promoted else []
    before = round(now * 0.94) if promoted else now
    steps.append((january, before))
    steps.append((january.replace(year=january.year - 1), round(before * 0.985)))
    hired = next((cents for since, cents in steps if since <= person.hired_on), None)
    if hired is None:
        hired = round(before * 0.97)
    yield DemoSalary(person, person.hired_on, hired)
    for since, cents in reversed(steps):
        if since > person.hired_on and (person.left_on is None or since <= person.left_on):
            yield DemoSalary(person, since, cents)


def demo_items(people: Sequence[DemoEmployee], months: Sequence[date]) -> list[DemoItem]:
    """A bonus at the end of each year for all; others, unpaid hours and advances now and then."""
    random = Random(1968)  # noqa: S311 - made-up pay, not secrets
    return [
        item
        for month in months
        for person in people
        if days_employed(month, person.hired_on, person.left_on)
        for item in _items(random, person, month)
    ]


def _items(random: Random, person: DemoEmployee, month: date) -> Iterator[DemoItem]:
    if month.month == 12:
        yield DemoItem(person, month, "bonus", "Prime de fin d’année", person.gross_euros * 30)
    drawn = random.random()
    if drawn < 0.09:
        euros = random.randrange(80, 620, 20)
        yield DemoItem(person, month, "bonus", random.choice(_BONUSES), euros * 100)
    elif drawn < 0.13:
        hours = random.choice((350, 700, 700, 1400))
        label = f"Absence du {random.randrange(2, 27)}"
        yield DemoItem(person, month, "unpaid", label, hours_hundredths=hours)
    elif drawn < 0.15:
        yield DemoItem(person, month, "deduction", "Acompte", random.randrange(2, 6) * 10_000)


def _payslips(
    people: Sequence[DemoEmployee],
    salaries: Sequence[DemoSalary],
    items: Sequence[DemoItem],
    month: date,
    run: int,
) -> Iterator[tuple[Any, ...]]:
    """As a run computes them."""
    rules, last = rules_of(month), last_day(month)
    pay = {each.employee.id: each for each in salaries if each.valid_from <= last}
    for person in people:
        days = days_employed(month, person.hired_on, person.left_on)
        if not days:
            continue
        held = pay[person.id]
        own = tuple(
            Item(each.id, each.kind, each.label, each.cents, each.hours_hundredths)
            for each in items
            if each.employee is person and each.month == month
        )
        inputs = Inputs(held.monthly_cents, held.hourly_cents, days, last.day, own)
        slip = compute(inputs, rules)
        yield (
            MAIN_TENANT,
            run,
            person.id,
            person.place.id,
            month,
            "regular",
            slip.cents_of("base"),
            slip.cents_of("bonus"),
            -slip.cents_of("unpaid"),
            slip.gross_cents,
            slip.contributions_cents,
            slip.deductions_cents,
            slip.net_cents,
            written(inputs),
            written(slip.lines),
        )


def _write_run(connection: psycopg.Connection[Any], month: date) -> int:
    values = (
        MAIN_TENANT,
        month,
        ENGINE,
        written(rules_of(month)),
        _BY,
        _at(month, 20),
        _at(month, 20),
    )
    row = connection.execute(_RUN, values).fetchone()
    assert row is not None  # noqa: S101 - RETURNING
    return row[0]


def _salary_row(each: DemoSalary) -> tuple[Any, ...]:
    values = (each.valid_from, each.monthly_cents, each.hourly_cents, _BY)
    return (MAIN_TENANT, each.employee.id, *values)


def _item_row(each: DemoItem) -> tuple[Any, ...]:
    values = (each.month, each.kind, each.label, each.cents, each.hours_hundredths, _BY)
    return (each.id, MAIN_TENANT, each.employee.id, *values)


def _at(month: date, day: int) -> datetime:
    return datetime.combine(month.replace(day=day), time(9), UTC)
