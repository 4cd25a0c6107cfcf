"""A saved query, its parameters and their values: no clock, no I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Final, Literal

from regie.core.sqlguard import Engine
from regie.core.sqlguard.guard import DIALECTS, ParameterType, Policy

from ..mapping import SourceMapping
from .errors import ParameterInvalid

MOST_ROWS: Final = 500
LONGEST_VALUE: Final = 200
LONGEST_CELL: Final = 2_000
"""Characters of a cell that are shown."""
PARAMETER_NAME: Final = "^[a-z][a-z0-9_]{0,39}$"
NO_CONTROL: Final = r"^[^\x00-\x1f\x7f]*$"

Cell = str | int | float | bool | None
ColumnType = Literal["text", "number", "date", "moment", "boolean"]

_NUMBER: Final = re.compile(r"-?\d{1,18}(\.\d{1,9})?")
_EXACT: Final = 2**53
"""From here on a browser's numbers leave some out."""
_SHEET_DIGITS: Final = 15
"""Of a number in a spreadsheet; it shows those that follow as zeros."""
_SHEET_YEAR: Final = 1900
"""In which its calendar begins."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: ParameterType


@dataclass(frozen=True, slots=True)
class SavedQuery:
    id: int
    name: str
    description: str | None
    source: str
    sql: str
    parameters: tuple[Parameter, ...]
    created_by: str | None
    """The name of the person; None for a machine, or somebody who was erased."""
    created_at: datetime
    changed_by: str | None
    changed_at: datetime
    version: int
    sort_value: str


def policy_of(mapping: SourceMapping, engine: Engine) -> Policy:
    """What is mapped is open: those tables and columns, and no others."""
    dialect = DIALECTS[engine]
    usual = mapping.orders.schema_name or ("main" if engine == "sqlite" else None)
    allowed, places = dict[str, tuple[str, ...]](), dict[str, str]()
    for relation in mapping.relations():
        place = relation.schema or usual
        if relation.table in allowed and places.get(relation.table, usual) != place:
            continue  # the same name elsewhere: a person cannot say which
        known = allowed.get(relation.table, ())
        allowed[relation.table] = tuple(dict.fromkeys((*known, *relation.columns)))
        if place is not None and place != usual:
            places[relation.table] = place
    return Policy(allowed, {} if usual is None else {dialect: usual}, places, MOST_ROWS)


def bound_values(
    parameters: Sequence[Parameter], given: Mapping[str, str], engine: Engine
) -> dict[str, object]:
    """Raises ParameterInvalid for one that is missing, not known, or not of its type."""
    if unknown := given.keys() - {each.name for each in parameters}:
        raise ParameterInvalid(name=min(unknown))
    return {each.name: _bound(each, given.get(each.name), engine) for each in parameters}


def _bound(parameter: Parameter, text: str | None, engine: Engine) -> object:
    if text is None:
        raise ParameterInvalid(name=parameter.name)
    match parameter.type:
        case "text":
            return text
        case "number":
            return _number(parameter.name, text, engine)
        case "date":
            return _day(parameter.name, text, engine)


def _number(name: str, text: str, engine: Engine) -> object:
    if not _NUMBER.fullmatch(text):
        raise ParameterInvalid(name=name)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ParameterInvalid(name=name) from None
    if engine == "postgresql":
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if engine == "sqlite" else value


def _day(name: str, text: str, engine: Engine) -> object:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ParameterInvalid(name=name) from None
    return day.isoformat() if engine == "sqlite" else day


def plain(value: object) -> object:
    """A value that a spreadsheet takes: numbers and moments stay what they are. Text are numbers of
    which it would lose digits, those that are none, and days before its calendar."""
    match _bounded(value):
        case int() as number if abs(number) >= 10**_SHEET_DIGITS:
            return str(number)
        case float() as number if not isfinite(number):
            return str(number)
        case Decimal() as number if not _fits_sheet(number):
            return str(number)
        case date() as moment if moment.year < _SHEET_YEAR:
            return moment.isoformat()
        case other:
            return other


def _fits_sheet(number: Decimal) -> bool:
    return (
        number.is_finite()
        and number.adjusted() < _SHEET_DIGITS
        and Decimal(f"{number:.{_SHEET_DIGITS}g}") == number
    )


def _bounded(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value[: LONGEST_CELL // 2]).hex()
    return str(value)[:LONGEST_CELL]


def cell(value: object) -> Cell:
    """The same for JSON: amounts as text with all of their digits."""
    match _bounded(value):
        case bool() | None as kept:
            return kept
        case int() as number:
            return number if abs(number) < _EXACT else str(number)
        case float() as number:
            return number if abs(number) < float("inf") else str(number)
        case date() as moment:
            return moment.isoformat()
        case other:
            return str(other)


def column_type(values: Sequence[object]) -> ColumnType:
    """By the first value that there is."""
    match next((value for value in values if value is not None), None):
        case bool():
            return "boolean"
        case int() | float() | Decimal():
            return "number"
        case datetime():
            return "moment"
        case date():
            return "date"
        case _:
            return "text"
