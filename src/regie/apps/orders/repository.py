"""Every SQL statement of this app: there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from regie.core.observe import get_logger
from regie.core.sqlguard import ReadOnlySource, Relation, Row, quote_identifier, quote_path

from .domain import Order, Status, Step, folded, meaning_of
from .settings import OrdersSettings

_log = get_logger(__name__)

_MOST_STEPS: Final = 100
"""An order with more steps than this is not an order; its first hundred rows are enough."""


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order before anybody has shown that it is theirs: the rest is built only then, so that
    finding one and finding none is the same work."""

    customer: str
    open: Callable[[], Order]


_RANKS: Final = {status: rank for rank, status in enumerate(Status)}
"""The order in which an order goes through its statuses, for steps of the same day."""


class OrderRepository:
    def __init__(self, source: ReadOnlySource, settings: OrdersSettings, zone: ZoneInfo):
        self._source = source
        self._zone = zone
        self._statement = order_statement(settings)
        self._meanings = {folded(word): status for word, status in settings.statuses.items()}

    async def find(self, number: str) -> FoundOrder | None:
        """The order and its history, in one statement. None too when the number is not unique:
        which of two orders is meant cannot be told, and must not be guessed."""
        rows = await self._source.fetch(self._statement, number)
        if not rows:
            return None
        if any(_head(row) != _head(rows[0]) for row in rows):
            _log.warning("order_number_not_unique")
            return None
        customer = str(rows[0]["customer"] or "").strip()
        return FoundOrder(customer, lambda: self._order(rows, customer))

    def _order(self, rows: Sequence[Row], customer: str) -> Order:
        first = rows[0]
        wording = str(first["status"] or "").strip()
        expected = first["expected_on"]
        steps = [self._step(row) for row in rows if row["step_on"] is not None]
        steps.sort(key=lambda step: (step.on, _RANKS[step.status]))
        return Order(
            number=str(first["number"]).strip(),
            customer=customer,
            status=meaning_of(wording, self._meanings),
            wording=wording,
            ordered_on=self._day(first["ordered_on"]),
            dispatch_expected_on=None if expected is None else self._day(expected),
            designation=str(first["designation"] or "").strip(),
            copies=int(first["copies"] or 0),
            history=tuple(steps),
        )

    def _step(self, row: Row) -> Step:
        wording = str(row["step"] or "").strip()
        return Step(meaning_of(wording, self._meanings), wording, self._day(row["step_on"]))

    def _day(self, value: date | datetime) -> date:
        """A moment with a time zone belongs to the organisation's calendar day."""
        if isinstance(value, datetime):
            return (value.astimezone(self._zone) if value.tzinfo else value).date()
        return value


def order_statement(settings: OrdersSettings) -> str:
    """Looks one order up by its number, `$1`: a row per step of its history, or a single one."""
    quoted = quote_identifier
    columns = {
        "number": settings.column_number,
        "customer": settings.column_customer,
        "status": settings.column_status,
        "ordered_on": settings.column_ordered_on,
        "expected_on": settings.column_expected_on,
        "designation": settings.column_designation,
        "copies": settings.column_copies,
    }
    selected = [f"o.{quoted(column)} AS {alias}" for alias, column in columns.items()]
    history = ""
    if settings.history_table is None:
        selected += ["NULL AS step", "NULL AS step_on"]
    else:
        selected.append(f"h.{quoted(settings.history_column_status)} AS step")
        selected.append(f"h.{quoted(settings.history_column_on)} AS step_on")
        history = (
            f" LEFT JOIN {quote_path(settings.schema_name, settings.history_table)} AS h"
            f" ON h.{quoted(settings.history_column_number)}"
            f" = o.{quoted(settings.column_number)}"
        )
    return (
        f"SELECT {', '.join(selected)}"  # noqa: S608 - quoted names of the mapping
        f" FROM {quote_path(settings.schema_name, settings.table)} AS o{history}"
        f" WHERE o.{quoted(settings.column_number)} = $1 LIMIT {_MOST_STEPS}"
    )


def relations(settings: OrdersSettings) -> list[Relation]:
    """What the statement reads: exactly that should the account be able to read."""
    orders = Relation(
        settings.table,
        (
            settings.column_number,
            settings.column_customer,
            settings.column_status,
            settings.column_ordered_on,
            settings.column_expected_on,
            settings.column_designation,
            settings.column_copies,
        ),
        settings.column_number,
        settings.schema_name,
    )
    if settings.history_table is None:
        return [orders]
    history = Relation(
        settings.history_table,
        (
            settings.history_column_number,
            settings.history_column_status,
            settings.history_column_on,
        ),
        settings.history_column_number,
        settings.schema_name,
    )
    return [orders, history]


def _head(row: Row) -> tuple[object, ...]:
    return row["number"], row["customer"], row["ordered_on"], row["designation"]
