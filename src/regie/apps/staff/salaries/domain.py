"""Payslips from salaries: whole cents, whole hundredths of hours, no clock and no SQL.

gross = base × days employed / days of the month + bonuses − unpaid hours × hourly rate;
net = gross − contributions − deductions. Each product is rounded to the cent, halves away from 0.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal, get_args

import msgspec

from .scheme import WHOLE, Rules

ENGINE: Final = "1"
"""Rises when the same inputs and rules would give other payslips."""

ItemKind = Literal["bonus", "unpaid", "deduction"]
ITEM_KINDS: Final[tuple[ItemKind, ...]] = get_args(ItemKind)
RunKind = Literal["regular", "correction"]
RunState = Literal["draft", "computed", "released"]

Part = Literal["gross", "contribution", "deduction"]
"""Of a payslip: what a line adds to or takes away from."""


class Item(msgspec.Struct, frozen=True):
    """What varies in one month: an amount, or hours (`unpaid`)."""

    id: int
    kind: ItemKind
    label: str
    cents: int
    hours_hundredths: int


class Line(msgspec.Struct, frozen=True):
    part: Part
    code: str
    cents: int
    """What it adds to the net salary; below 0 what it takes away."""
    basis: int | None = None
    """In cents: of a share (base, contributions), or of one hour."""
    quantity: int | None = None
    """Days employed, or hundredths of hours."""
    rate: int | None = None
    """In hundredths of a percent; of base the days of the month."""
    item: int | None = None
    label: str | None = None


class Inputs(msgspec.Struct, frozen=True):
    """All that a payslip is made of, besides the rules."""

    monthly_cents: int
    hourly_cents: int
    days: int
    """Employed, of `month_days`."""
    month_days: int
    items: tuple[Item, ...] = ()
    paid: tuple[Line, ...] | None = None
    """Of a correction: what the regular payslip said."""


class Slip(msgspec.Struct, frozen=True):
    lines: tuple[Line, ...]

    @property
    def gross_cents(self) -> int:
        return self._sum("gross")

    @property
    def contributions_cents(self) -> int:
        """What is taken away, above 0."""
        return -self._sum("contribution")

    @property
    def deductions_cents(self) -> int:
        return -self._sum("deduction")

    @property
    def net_cents(self) -> int:
        return sum(line.cents for line in self.lines)

    def cents_of(self, code: str) -> int:
        """Of all lines with that code."""
        return sum(line.cents for line in self.lines if line.code == code)

    def _sum(self, part: Part) -> int:
        return sum(line.cents for line in self.lines if line.part == part)


def compute(inputs: Inputs, rules: Rules) -> Slip:
    """The same bytes for the same inputs and rules; of a correction only what differs."""
    lines = tuple(_lines(inputs, rules))
    return Slip(lines if inputs.paid is None else tuple(_differences(lines, inputs.paid)))


def days_employed(month: date, begins: date, ends: date | None) -> int:
    """Calendar days of the month within the employment, its first and last included."""
    last = last_day(month)
    until = last if ends is None else min(ends, last)
    return max(0, (until - max(begins, month)).days + 1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def month_before(month: date) -> date:
    return (
        month.replace(year=month.year - 1, month=12)
        if month.month == 1
        else month.replace(month=month.month - 1)
    )


def share(cents: int, numerator: int, denominator: int) -> int:
    """Rounded to the cent, halves away from 0."""
    product = abs(cents * numerator)
    rounded = (2 * product + denominator) // (2 * denominator)
    return rounded if cents * numerator >= 0 else -rounded


def _lines(inputs: Inputs, rules: Rules) -> Iterator[Line]:
    gross = [*_gross_lines(inputs)]
    yield from gross
    gross_cents = sum(line.cents for line in gross)
    for each in rules.contributions:
        cents = -share(gross_cents, each.rate, WHOLE)
        yield Line("contribution", each.code, cents, basis=gross_cents, rate=each.rate)
    for item in _of_kind(inputs.items, "deduction"):
        yield Line("deduction", "deduction", -item.cents, item=item.id, label=item.label)


def _gross_lines(inputs: Inputs) -> Iterator[Line]:
    monthly, days, of_days = inputs.monthly_cents, inputs.days, inputs.month_days
    yield Line(
        "gross", "base", share(monthly, days, of_days), basis=monthly, quantity=days, rate=of_days
    )
    for item in _of_kind(inputs.items, "bonus"):
        yield Line("gross", "bonus", item.cents, item=item.id, label=item.label)
    for item in _of_kind(inputs.items, "unpaid"):
        cents = -share(inputs.hourly_cents, item.hours_hundredths, 100)
        yield Line(
            "gross",
            "unpaid",
            cents,
            basis=inputs.hourly_cents,
            quantity=item.hours_hundredths,
            item=item.id,
            label=item.label,
        )


def _of_kind(items: Iterable[Item], kind: ItemKind) -> Iterator[Item]:
    return (item for item in items if item.kind == kind)


def _differences(now: tuple[Line, ...], paid: tuple[Line, ...]) -> Iterator[Line]:
    """Line by line, in the order of what is due now, then what is not due any more."""
    before = {_key(line): line for line in paid}
    for line in now:
        was = before.pop(_key(line), None)
        cents = line.cents - (0 if was is None else was.cents)
        if cents:
            yield msgspec.structs.replace(line, cents=cents, basis=None, quantity=None, rate=None)
    for line in before.values():
        if line.cents:
            yield msgspec.structs.replace(
                line, cents=-line.cents, basis=None, quantity=None, rate=None
            )


def _key(line: Line) -> tuple[Part, str, int | None]:
    return line.part, line.code, line.item
