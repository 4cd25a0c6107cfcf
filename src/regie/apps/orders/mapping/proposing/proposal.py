"""Which table holds the orders, which columns say what, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from regie.core.sqlguard import CatalogueColumn, CatalogueTable

from ..column_types import is_integer, is_moment
from . import roles
from .concepts import concepts

_LEAST: Final = 0.4
"""Below it nothing is proposed."""


_OWN_NAME: Final = 0.7
"""Below it a column of orders may as well hold the customer's number: their table is looked at."""


@dataclass(frozen=True, slots=True)
class Guess:
    column: CatalogueColumn
    sure: float
    """From 0 to 1."""
    join: str | None = None


@dataclass(frozen=True, slots=True)
class GuessedTable:
    table: CatalogueTable
    columns: dict[str, list[Guess]] = field(default_factory=dict[str, list[Guess]])
    """By the mapping's key; several make one name."""


@dataclass(frozen=True, slots=True)
class GuessedJoin:
    table: CatalogueTable
    column: Guess
    """Its key."""
    equals: Guess
    """The column of orders that holds it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    orders: GuessedTable
    history: GuessedTable | None
    history_of: Guess | None
    """The column of orders that the history points to, when that is not the number."""
    customer: GuessedJoin | None
    """The table that has the name, when orders do not."""


_ORDER_ROLES: Final = {
    "number": roles.number,
    "status": roles.status,
    "ordered_on": roles.ordered_on,
    "expected_on": roles.expected_on,
    "designation": roles.designation,
    "copies": roles.copies,
    "email": roles.email,
}


def propose(tables: Sequence[CatalogueTable]) -> Proposal | None:
    """None when no table looks like one of orders."""
    ranked = sorted(tables, key=_looks_like_orders, reverse=True)
    if not ranked or _looks_like_orders(ranked[0]) < 1:
        return None
    table = ranked[0]
    orders = GuessedTable(table, _guessed(table, _ORDER_ROLES))
    named = _names(table, None)
    join = None
    if not named or named[0].sure < _OWN_NAME:
        join, elsewhere, address = _joined(table, tables)
        named = elsewhere or named
        if "email" not in orders.columns and address is not None:
            orders.columns["email"] = [address]
    if named:
        orders.columns["customer"] = named
    history, of = _history(orders, tables)
    return Proposal(orders, history, of, join)


def _looks_like_orders(table: CatalogueTable) -> float:
    said = concepts(table.name)
    if "order" not in said:
        return 0
    found = _guessed(table, {key: _ORDER_ROLES[key] for key in ("number", "status", "ordered_on")})
    fits = sum(guesses[0].sure for guesses in found.values())
    away = 1.5 if said & {"history", "line", "status", "other"} else 0
    return fits + (0.5 if said == {"order"} else 0) - away


def _guessed(
    table: CatalogueTable, wanted: dict[str, roles.Role], join: str | None = None
) -> dict[str, list[Guess]]:
    """Each column for one thing: the surest first."""
    found = [
        (role(column, table), -place, key, column)
        for key, role in wanted.items()
        for place, column in enumerate(table.columns)
    ]
    taken: set[str] = set()
    guesses: dict[str, list[Guess]] = {}
    for sure, _, key, column in sorted(found, key=lambda each: each[:2], reverse=True):
        if sure >= _LEAST and key not in guesses and column.name not in taken:
            taken.add(column.name)
            guesses[key] = [Guess(column, sure, join)]
    return guesses


def _names(table: CatalogueTable, join: str | None) -> list[Guess]:
    found = _guessed(
        table, {"customer": roles.customer, "given": roles.given, "family": roles.family}, join
    )
    if "given" in found and "family" in found:
        return [*found["given"], *found["family"]]
    whole = found.get("customer", [])
    if whole and join is None and concepts(whole[0].column.name) == {"name"}:
        return []  # a name in the table of orders, of nobody: the order's own
    return [*found.get("given", []), *whole]


def _joined(
    orders: CatalogueTable, tables: Sequence[CatalogueTable]
) -> tuple[GuessedJoin | None, list[Guess], Guess | None]:
    """The table of customers that a column of orders points to; of it the name and the address."""
    keys = _guessed(orders, {"customer": roles.customer_key}).get("customer", [])
    best: tuple[float, GuessedJoin, list[Guess], Guess | None] | None = None
    for table in tables:
        said = concepts(table.name)
        if table is orders or not keys or "customer" not in said or "history" in said:
            continue
        named = _names(table, "customer")
        key = _key_of(table, keys[0].column)
        if not named or key is None:
            continue
        fits = key.sure + named[0].sure - (0.5 if said != {"customer"} else 0)
        if best is None or fits > best[0]:
            mail = _guessed(table, {"email": roles.email}, "customer").get("email", [])
            join = GuessedJoin(table, key, keys[0])
            best = fits, join, named, mail[0] if mail else None
    return (None, [], None) if best is None else best[1:]


def _key_of(table: CatalogueTable, pointing: CatalogueColumn) -> Guess | None:
    """The key of a table that another's column points to: by the same name, else its id."""
    for column in table.columns:
        if column.name.casefold() == pointing.name.casefold():
            return Guess(column, 0.9)
    same_kind = [c for c in table.columns if is_integer(c.type) == is_integer(pointing.type)]
    for column in same_kind:
        said = concepts(column.name)
        if said == {"id"} or (said & {"number", "id"} and column.name in table.leading):
            return Guess(column, 0.8)
    return None


def _history(
    orders: GuessedTable, tables: Sequence[CatalogueTable]
) -> tuple[GuessedTable | None, Guess | None]:
    """A table of orders' steps: it has a status, a day, and points to the number or to the id."""
    for table in tables:
        said = concepts(table.name)
        if table is orders.table or "history" not in said or said & {"customer", "other"}:
            continue
        found = _guessed(table, {"status": roles.status, "on": roles.step_on})
        pointing = _pointing(table, orders)
        if {"status", "on"} <= found.keys() and pointing is not None:
            number, of = pointing
            return GuessedTable(table, {"number": [number], **found}), of
    return None, None


def _pointing(table: CatalogueTable, orders: GuessedTable) -> tuple[Guess, Guess | None] | None:
    number = orders.columns.get("number", [])
    ours = {column.name.casefold(): column for column in orders.table.columns}
    for column in table.columns:
        same = ours.get(column.name.casefold())
        if same is None or is_moment(column.type) or "status" in concepts(column.name):
            continue
        said = concepts(column.name)
        if number and same.name == number[0].column.name:
            return Guess(column, 0.95), None
        if {"order", "id"} <= said:
            return Guess(column, 0.85), Guess(same, 0.85)
    for column in table.columns:
        alike = number and is_integer(column.type) == is_integer(number[0].column.type)
        if alike and concepts(column.name) in ({"order"}, {"order", "number"}):
            return Guess(column, 0.75), None
    keys = [column for column in orders.table.columns if concepts(column.name) == {"id"}]
    for column in table.columns:
        said = concepts(column.name)
        if keys and "order" in said and said & {"id", "number"} and is_integer(column.type):
            return Guess(column, 0.75), Guess(keys[0], 0.75)
    return None
