"""Every SQL statement of this app: the look-up of a number and the search by name and period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from regie.core.observe import get_logger
from regie.core.sqlguard import ReadOnlySource, Row, compiled

from .domain import Order, Status, Step, folded, meaning_of, normalise_number
from .mapping import SourceMapping
from .mapping.date_formats import DateFormat
from .mapping.number_formats import NOBODYS_NUMBER, shown, stored
from .names import matches
from .statements import CUSTOMER_LABELS, order_select, search_select, search_values

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order before anybody has shown that it is theirs: the rest is built only then, so that
    finding one and finding none is the same work."""

    customer: str
    open: Callable[[], Order]


_RANKS: Final = {status: rank for rank, status in enumerate(Status)}
"""The order in which an order goes through its statuses, for steps of the same day."""
_FIRST_DAY: Final = date(1, 1, 1)
"""Of an order whose day the source does not tell, or writes as nobody can read."""
_NOTHING: Final = (NOBODYS_NUMBER, "")
"""What a source is asked for when of a number nothing is left that its column could hold."""


class OrderRepository:
    """Reads one source."""

    def __init__(self, source: ReadOnlySource, mapping: SourceMapping, zone: ZoneInfo):
        self._source = source
        self._mapping = mapping
        self._zone = zone
        self._by_number = compiled(order_select(mapping), source.engine)
        self._by_name = compiled(search_select(mapping, source.engine), source.engine)
        self._meanings = meanings(mapping)
        self._dates = _formats(mapping)

    def known_as(self, number: str) -> str:
        """The same for every spelling of a normalised number that the source cannot tell from
        another. What can be none of its numbers is itself: whoever shuts it shuts no other."""
        held = self._held(number)
        return number if held in _NOTHING else str(held)

    async def find(self, number: str) -> FoundOrder | None:
        """The order and its history, in one statement. None too when the number is not unique:
        which of two orders is meant cannot be told, and must not be guessed. And when the source
        takes another number for this one, as a collation that ignores accents does: else there
        would be spellings without end, each with tries of its own."""
        held = self._held(number)
        found = await self._fetch(self._by_number, number=held)
        own = {each for each in {row["number"] for row in found} if self._is(each, held)}
        rows = [row for row in found if row["number"] in own]
        if not rows:
            return None
        if any(_head(row) != _head(rows[0]) for row in rows):
            _log.warning("order_number_not_unique", source=self._mapping.name)
            return None
        customer = _customer(rows[0])
        return FoundOrder(customer, lambda: self._order(rows, customer))

    async def search(self, name: str, first: date, last: date) -> list[Order]:
        """Orders of that name within the period, without their history, the newest first."""
        values = search_values(self._mapping, self._source.engine, name, (first, last), self._zone)
        found: list[Order] = []
        for row in await self._fetch(self._by_name, **values):
            customer = _customer(row)
            if matches(customer, name, self._mapping.name_order):
                order = self._order([row], customer)
                if first <= order.ordered_on <= last:
                    found.append(order)
        found.sort(key=lambda order: order.ordered_on, reverse=True)
        return found

    def _held(self, number: str) -> str | int:
        numbers = self._mapping.numbers
        integer = self._mapping.orders.number.type == "integer"
        return stored(number, numbers.stored_as, numbers.digits, integer=integer)

    def _is(self, number: object, held: str | int) -> bool:
        whole = f"{number:.0f}" if isinstance(number, float | Decimal) else _text(number)
        return held not in _NOTHING and self._held(normalise_number(whole)) == held

    async def _fetch(self, statement: Any, **values: object) -> Sequence[Row]:
        return await self._source.fetch(statement.sql, *statement.values(**values))

    def _order(self, rows: Sequence[Row], customer: str) -> Order:
        first = rows[0]
        wording = _text(first["status"])
        steps = [step for row in rows if (step := self._step(row)) is not None]
        steps.sort(key=lambda step: (step.on, _RANKS[step.status]))
        copies = first["copies"]
        return Order(
            number=self._shown(first["number"]),
            customer=customer,
            status=meaning_of(wording, self._meanings),
            wording=wording,
            ordered_on=self._day("ordered_on", first["ordered_on"]) or _FIRST_DAY,
            dispatch_expected_on=self._day("expected_on", first["expected_on"]),
            designation=_text(first["designation"]),
            copies=None if copies is None else int(copies),
            history=tuple(steps),
            email=_text(first["email"]) or None,
        )

    def _step(self, row: Row) -> Step | None:
        on = self._day("on", row["step_on"])
        wording = _text(row["step"])
        return None if on is None else Step(meaning_of(wording, self._meanings), wording, on)

    def _day(self, key: str, value: object) -> date | None:
        """A moment with a time zone belongs to the organisation's calendar day."""
        return None if value is None else self._dates[key].day(value, self._zone)

    def _shown(self, held: object) -> str:
        """As customers write it, whatever the column holds of it."""
        numbers, column = self._mapping.numbers, self._mapping.orders.number
        if numbers.stored_as == "as_written" and column.type == "text" and numbers.digits is None:
            return _text(held)
        return shown(_text(held), numbers.formats)


def meanings(mapping: SourceMapping) -> Mapping[str, Status]:
    """The source's words, folded, and what they mean."""
    return {folded(word): status for status, words in mapping.statuses.items() for word in words}


def _formats(mapping: SourceMapping) -> dict[str, DateFormat]:
    columns = {"ordered_on": mapping.orders.ordered_on, "expected_on": mapping.orders.expected_on}
    if mapping.history is not None:
        columns["on"] = mapping.history.on
    return {key: DateFormat(column.format) for key, column in columns.items() if column}


def _customer(row: Row) -> str:
    parts = (_text(row[label]) for label in CUSTOMER_LABELS)
    return " ".join(part for part in parts if part)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _head(row: Row) -> tuple[object, ...]:
    return row["number"], _customer(row), row["ordered_on"], row["designation"]
