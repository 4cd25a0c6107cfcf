"""Twenty-four months of absences, and the ledger that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from regie.apps.staff.absences.days import Span, is_worked
from regie.apps.staff.absences.domain import (
    DEFAULT_KINDS,
    Kind,
    State,
    accrued,
    months_between,
    next_month,
    rule_of,
)

from .people import NEWCOMER, DemoEmployee

MONTHS: Final = 24
_KINDS: Final = {kind.code: kind for kind in DEFAULT_KINDS}
_COUNTED: Final = tuple(kind for kind in DEFAULT_KINDS if kind.has_balance)
_DAY: Final = timedelta(days=1)
_NOTES: Final = ("Vacances d’été", "Week-end prolongé", "Mariage dans la famille", None, None, None)


@dataclass(slots=True)
class DemoAbsence:
    employee: DemoEmployee
    kind: Kind
    span: Span
    state: State
    asked_on: date
    decided_on: date | None
    note: str | None
    id: int = 0

    @property
    def half_days(self) -> int:
        return self.span.working_half_days


@dataclass(slots=True)
class DemoEntry:
    employee: DemoEmployee
    kind: str
    booked_on: date
    account: str
    half_days: int
    absence: DemoAbsence | None = None
    month: date | None = None
    rule: str | None = None
    note: str | None = None


@dataclass(slots=True)
class _Diary:
    """Of one person: no two absences share a day."""

    employee: DemoEmployee
    today: date
    absences: list[DemoAbsence] = field(default_factory=list[DemoAbsence])

    def add(
        self,
        kind: str,
        first: date,
        half_days: int,
        *,
        asked_before: int = 20,
        state: State | None = None,
        note: str | None = None,
    ) -> None:
        """So many half days that are worked, from that day on; nothing when it does not fit."""
        span = _span(first, half_days)
        begins, ends = self.employee.hired_on, self.employee.left_on
        if span.first_on < begins or (ends is not None and span.last_on > ends):
            return
        if any(
            span.first_on <= other.span.last_on and span.last_on >= other.span.first_on
            for other in self.absences
        ):
            return
        asked = min(max(begins, span.first_on - timedelta(days=asked_before)), self.today)
        state = state or "approved"
        decided = None if state == "pending" else min(asked + 3 * _DAY, self.today)
        self.absences.append(
            DemoAbsence(self.employee, _KINDS[kind], span, state, asked, decided, note)
        )


def demo_absences(people: Sequence[DemoEmployee], today: date) -> list[DemoAbsence]:
    random = Random(1982)  # noqa: S311 - made-up absences, not secrets
    absences: list[DemoAbsence] = []
    for person in people:
        diary = _Diary(person, today)
        if person.email == NEWCOMER:
            _newcomer(diary)
        else:
            _years(random, diary)
        absences += diary.absences
    return absences


def demo_entries(
    people: Sequence[DemoEmployee], absences: Sequence[DemoAbsence], today: date
) -> Iterator[DemoEntry]:
    """As the service books them; first what somebody brought along from before."""
    begin = _months_ago(today, MONTHS)
    for person in people:
        since = max(begin, person.hired_on)
        until = today if person.left_on is None else min(today, person.left_on)
        for kind in _COUNTED:
            if person.hired_on < begin:
                carried = 24 if kind.code == "paid_leave" else 8
                note = f"Reprise du solde au {begin:%d/%m/%Y}"
                yield DemoEntry(person, kind.code, begin, "correction", carried, note=note)
            for month in months_between(since, until):
                yield DemoEntry(
                    person,
                    kind.code,
                    next_month(month),
                    "accrual",
                    accrued(kind, month),
                    month=month,
                    rule=rule_of(kind),
                )
    for absence in absences:
        if absence.kind.has_balance:
            yield from _booked(absence)


def _booked(absence: DemoAbsence) -> Iterator[DemoEntry]:
    person, kind, halves = absence.employee, absence.kind.code, absence.half_days
    yield DemoEntry(person, kind, absence.asked_on, "pending", -halves, absence)
    if absence.decided_on is not None:
        yield DemoEntry(person, kind, absence.decided_on, "pending", halves, absence)
        if absence.state == "approved":
            yield DemoEntry(person, kind, absence.decided_on, "taken", -halves, absence)


def _newcomer(diary: _Diary) -> None:
    """12,5 = 25 acquis − 10 pris − 2,5 en attente."""
    today = diary.today
    diary.add("paid_leave", today - timedelta(days=108), 20, note="Vacances d’été")
    diary.add("rtt", today - timedelta(days=190), 2)
    diary.add("rtt", today - timedelta(days=61), 2)
    diary.add("sickness", today - timedelta(days=33), 4, asked_before=0)
    diary.add("training", today + timedelta(days=12), 4, asked_before=40, state="approved")
    diary.add(
        "paid_leave", today + timedelta(days=24), 5, asked_before=26, state="pending",
        note="Fêtes en famille",
    )  # fmt: skip
    diary.add("rtt", today - timedelta(days=20), 2, state="refused", note="Pont")


def _years(random: Random, diary: _Diary) -> None:
    begin = _months_ago(diary.today, MONTHS)
    for year in range(begin.year, diary.today.year + 1):

        def on(month: int, spread: int, year: int = year) -> date:
            return date(year, month, 1) + timedelta(days=random.randrange(spread))

        plans = [
            ("paid_leave", on(random.choice((7, 8)), 24), random.choice((20, 24, 30))),
            ("paid_leave", on(2, 50), random.choice((6, 10))),
            ("paid_leave", on(12, 24), random.choice((4, 8, 10))),
            *(("rtt", on(month, 28), random.choice((1, 2, 2))) for month in (1, 4, 5, 9, 11)),
        ]
        plans += [
            ("sickness", on(random.randrange(1, 13), 28), random.choice((2, 4, 6, 10)))
            for _ in range(random.choice((0, 0, 1, 1, 2)))
        ]
        if random.random() < 0.3:
            plans.append(("training", on(random.randrange(1, 13), 28), random.choice((2, 4, 6))))
        if random.random() < 0.06:
            plans.append(("family", on(random.randrange(1, 13), 28), 4))
        for kind, first, halves in plans:
            if begin <= first <= diary.today + timedelta(days=45):
                ahead = 0 if kind == "sickness" else random.randrange(15, 60)
                if kind == "sickness" and first > diary.today:
                    continue
                drawn = random.random()
                state: State | None = None
                if kind != "sickness" and first < diary.today:
                    state = "refused" if drawn < 0.04 else None
                elif first >= diary.today:
                    state = "pending" if drawn < 0.14 else "approved"
                diary.add(
                    kind,
                    first,
                    halves,
                    asked_before=ahead,
                    state=state,
                    note=random.choice(_NOTES) if kind == "paid_leave" else None,
                )


def _span(first: date, half_days: int) -> Span:
    """From the first worked day on; one that is odd ends at noon."""
    while not is_worked(first):
        first += _DAY
    last, left = first, half_days
    while True:
        if is_worked(last):
            left -= 2
        if left <= 0:
            break
        last += _DAY
    return Span(first, 0, last, 0 if half_days % 2 else 1)


def _months_ago(today: date, months: int) -> date:
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(years, month + 1, 1)
