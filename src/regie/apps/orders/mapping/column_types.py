"""What the engines' words for types mean here: `int unsigned`, `nvarchar(20)`, `datetime2`."""

from __future__ import annotations

import re
from typing import Final

_INTEGER: Final = re.compile(r"\b(?:big|small|tiny|medium)?int(?:eger)?(?:\d|\b)|\bserial", re.I)
_DECIMAL: Final = re.compile(r"numeric|decimal|number|float|double|real|money", re.I)
_MOMENT: Final = re.compile(r"date|time", re.I)


def is_integer(type_: str) -> bool:
    return _INTEGER.search(type_) is not None


def is_decimal(type_: str) -> bool:
    return _DECIMAL.search(type_) is not None


def is_moment(type_: str) -> bool:
    return _MOMENT.search(type_) is not None


def is_text(type_: str) -> bool:
    return not (is_integer(type_) or is_decimal(type_) or is_moment(type_))


def length(type_: str) -> int | None:
    """Of a text that has one."""
    found = re.search(r"\((\d+)\)", type_)
    return int(found[1]) if found else None
