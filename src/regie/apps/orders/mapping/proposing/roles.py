"""How well a column's name and type fit what a mapping wants of it: from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from regie.core.sqlguard import CatalogueColumn, CatalogueTable

from ..column_types import is_moment, is_text
from .concepts import concepts

Role = Callable[[CatalogueColumn, CatalogueTable], float]

_NO_NAME: Final = frozenset({"other", "email", "date", "number", "id", "code", "status"})
_BARE: Final = (frozenset({"order"}), frozenset({"order", "code"}))


def number(column: CatalogueColumn, table: CatalogueTable) -> float:
    """An index that begins with it speaks for it: orders are found by their number."""
    said = concepts(column.name)
    if said & {"customer", "other", "status", "date", "line"} or is_moment(column.type):
        return 0
    indexed = 0.05 if column.name in table.leading else 0
    if "number" in said:
        return (0.9 if "order" in said else 0.8) + indexed
    if said == {"name"} and "order" in concepts(table.name):
        return 0.65 + indexed  # Odoo calls it so
    if "id" in said and said <= {"id", "order"}:
        return (0.6 if "order" in said or len(said) == 1 else 0.3) + indexed
    return 0.4 + indexed if said in _BARE else 0


def customer(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if not is_text(column.type) or said & {
        "other",
        "email",
        "date",
        "number",
        "id",
        "code",
        "status",
    }:
        return 0
    if {"customer", "name"} <= said:
        return 0.95
    if "name" in said and not said & {"given", "family", "order"}:
        return 0.75
    return 0.6 if said == {"customer"} else 0


def given(column: CatalogueColumn, _: CatalogueTable) -> float:
    return 0.9 if "given" in concepts(column.name) and is_text(column.type) else 0


def family(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    return 0.9 if "family" in said and is_text(column.type) and "date" not in said else 0


def customer_key(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if "customer" not in said or said & {"other", "email", "name", "date"}:
        return 0
    return 0.9 if said & {"id", "number", "code"} else 0.7


def status(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if "status" not in said or said & {"date", "other", "delivery"} or is_moment(column.type):
        return 0
    return 0.9 if said <= {"status", "order", "id", "code", "designation"} else 0.75


def ordered_on(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if said & {"expected", "delivery", "changed", "other", "status", "line"}:
        return 0
    typed = 0 if is_moment(column.type) else -0.2
    if "date" in said and said & {"order", "created"}:
        return (0.95 if "order" in said else 0.9) + typed
    if "date" in said:
        return 0.75 + typed
    return 0.7 if "created" in said and is_moment(column.type) else 0


def expected_on(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if said & {"other", "changed", "line"} or not ("date" in said or is_moment(column.type)):
        return 0
    typed = 0 if is_moment(column.type) else -0.2
    if "expected" in said:
        return 0.9 + typed
    return 0.65 + typed if "delivery" in said else 0


def step_on(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if said & {"expected", "other"} or not ("date" in said or is_moment(column.type)):
        return 0
    return 0.85 if is_moment(column.type) else 0.65


def designation(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if not is_text(column.type) or said & {"customer", "other", "status", "number", "id", "email"}:
        return 0
    return 0.8 if "designation" in said else 0


def copies(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    if is_text(column.type) or is_moment(column.type) or said & {"other", "line", "order", "id"}:
        return 0
    return 0.8 if "copies" in said else 0


def email(column: CatalogueColumn, _: CatalogueTable) -> float:
    said = concepts(column.name)
    return 0.9 if "email" in said and is_text(column.type) and "other" not in said else 0
