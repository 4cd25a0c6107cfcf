"""The two SELECTs of this app, as SQLAlchemy Core: `compiled` writes them for each engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    String,
    TableClause,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.sql.selectable import FromClause

from regie.core.sqlguard import Engine

from .mapping.date_formats import DateFormat
from .mapping.schema import ColumnRef, SourceMapping, Table
from .names import telling_words, without_town

MOST_STEPS: Final = 100
"""An order with more steps than this is not an order; its first hundred rows are enough."""
MOST_CANDIDATES: Final = 300
"""Rows of a period whose names are compared here: the newest ones."""
MOST_MONTHS: Final = 13
"""Of a period, where days are held in a way that does not sort; the last ones count."""
CUSTOMER_LABELS: Final = ("customer", "customer_1", "customer_2", "customer_3")
_OPTIONAL: Final = ("expected_on", "designation", "copies", "email")
_PLAIN: Final = frozenset("bfghjkmpqrtvwx0123456789")
"""Letters that stand for themselves in every spelling of a name: no accent, no ligature, no
capital that an engine might not know as the same."""


Period = tuple[date, date]
"""Its first and its last day."""


class _Tables:
    """Orders as `o`, history as `h`, joined tables under their names: T-SQL wants aliases."""

    def __init__(self, mapping: SourceMapping):
        self.orders = _aliased(mapping.orders, "o", _columns(mapping, "orders", None))
        self.joins = {
            name: _aliased(join, f"j_{name}", [join.column, *_columns(mapping, "orders", name)])
            for name, join in mapping.joins.items()
        }

    def __getitem__(self, ref: ColumnRef) -> ColumnElement[Any]:
        return (self.orders if ref.join is None else self.joins[ref.join]).c[ref.column]

    def joined(self, mapping: SourceMapping) -> FromClause:
        joined: FromClause = self.orders
        for name, join in mapping.joins.items():
            on = self.joins[name].c[join.column] == self.orders.c[join.equals]
            joined = joined.outerjoin(self.joins[name], on)
        return joined


def order_select(mapping: SourceMapping) -> Select[Any]:
    """Looks one order up by its number: a row per step of its history, or a single one."""
    tables = _Tables(mapping)
    joined = tables.joined(mapping)
    columns: list[Any] = list(_labelled(mapping, tables))
    history = mapping.history
    if history is None:
        nothing: ColumnElement[Any] = literal_column("NULL")
        columns += [nothing.label("step"), nothing.label("step_on")]
    else:
        steps = _aliased(history, "h", _columns(mapping, "history", None))
        of = tables[history.of or mapping.orders.number]
        joined = joined.outerjoin(steps, steps.c[history.number.column] == of)
        columns.append(steps.c[history.status.column].label("step"))
        columns.append(steps.c[history.on.column].label("step_on"))
    number = mapping.orders.number
    of_type = BigInteger() if number.type == "integer" else String()
    wanted = tables[number] == bindparam("number", type_=of_type)
    chosen: Any = select(*columns)
    return chosen.select_from(joined).where(wanted).limit(MOST_STEPS)


def search_select(mapping: SourceMapping, engine: Engine) -> Select[Any]:
    """Orders of a period under names that may be the one, the newest first."""
    tables = _Tables(mapping)
    nothing: ColumnElement[Any] = literal_column("NULL")
    columns: list[Any] = [
        *_labelled(mapping, tables),
        nothing.label("step"),
        nothing.label("step_on"),
    ]
    either = [bindparam(name, type_=String()) for name in ("spelled", "spelled_bare")]
    named = or_(
        *(func.lower(tables[ref]).like(each) for ref in mapping.orders.customer for each in either)
    )
    ordered_on = mapping.orders.ordered_on
    day = tables[ordered_on]
    chosen: Any = select(*columns)
    return (
        chosen.select_from(tables.joined(mapping))
        .where(_in_period(day, DateFormat(ordered_on.format), ordered_on.type, engine), named)
        .order_by(day.desc())
        .limit(MOST_CANDIDATES)
    )


def search_values(
    mapping: SourceMapping, engine: Engine, name: str, period: Period, zone: ZoneInfo
) -> dict[str, object]:
    first, last = period
    values: dict[str, object] = {
        "spelled": spelled(name),
        "spelled_bare": spelled(without_town(name) or name),
    }
    ordered_on = mapping.orders.ordered_on
    written = DateFormat(ordered_on.format)
    if not written.sorts:
        months = list(_months(first, last))[-MOST_MONTHS:]
        months += months[-1:] * (MOST_MONTHS - len(months))
        texts = (written.month(year, month) for year, month in months)
        return values | {f"month_{index}": text for index, text in enumerate(texts)}
    low, high = written.bounds(first, last, zone, integer=ordered_on.type == "integer")
    if engine == "sqlite" and isinstance(low, date) and isinstance(high, date):
        low, high = low.isoformat(), high.isoformat()
    return values | {"low": low, "high": high}


def spelled(name: str) -> str:
    """What LIKE finds every spelling of its longest word by, and more: « Léa RÉMI » → `%r%m%`."""
    plain = ("".join(c for c in word if c in _PLAIN) for word in telling_words(name))
    longest = max(plain, key=len, default="")
    return "%" + "".join(f"{letter}%" for letter in longest)


def _in_period(
    day: ColumnElement[Any], written: DateFormat, type_: str, engine: Engine
) -> ColumnElement[bool]:
    if not written.sorts:
        text = cast(day, String()) if type_ == "integer" else day
        return or_(
            *(text.like(bindparam(f"month_{i}", type_=String())) for i in range(MOST_MONTHS))
        )
    of_type = BigInteger() if type_ == "integer" or written.kind != "written" else String()
    low: ColumnElement[Any] = bindparam("low", type_=of_type)
    high: ColumnElement[Any] = bindparam("high", type_=of_type)
    if written.kind == "native" and engine != "sqlite":
        low, high = cast(bindparam("low"), Date()), cast(bindparam("high"), Date())
    return (day >= low) & (day < high)


def _labelled(mapping: SourceMapping, tables: _Tables) -> Iterator[ColumnElement[Any]]:
    orders = mapping.orders
    yield tables[orders.number].label("number")
    for index, label in enumerate(CUSTOMER_LABELS):
        there = index < len(orders.customer)
        column_: ColumnElement[Any] = (
            tables[orders.customer[index]] if there else literal_column("NULL")
        )
        yield column_.label(label)
    yield tables[orders.status].label("status")
    yield tables[orders.ordered_on].label("ordered_on")
    for key in _OPTIONAL:
        ref: ColumnRef | None = getattr(orders, key)
        yield (literal_column("NULL") if ref is None else tables[ref]).label(key)


def _aliased(of: Table, alias: str, columns: Sequence[str]) -> FromClause:
    named: TableClause = table(
        of.table, *map(column, dict.fromkeys(columns)), schema=of.schema_name
    )
    return named.alias(alias)


def _columns(mapping: SourceMapping, part: str, join: str | None) -> list[str]:
    names = [
        ref.column
        for where, ref in mapping.named_columns()
        if ref.join == join and where.startswith(f"{part}.")
    ]
    if part == "orders" and join is None:
        names += [each.equals for each in mapping.joins.values()]
        if mapping.history is not None and mapping.history.of is not None:
            names.append(mapping.history.of.column)
    return names


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return ((month // 12, month % 12 + 1) for month in months)
