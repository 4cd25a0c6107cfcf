"""What the register of personnel says of somebody (Code du travail, L1221-13, D1221-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from regie.apps.staff.people.domain import Contract
from regie.core.db import After

Standing = Literal["present", "left"]
RegisterSort = Literal["hired_on", "-hired_on"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the register is narrowed to."""

    search: str = ""
    place: int | None = None
    """With all below it."""
    status: Standing | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    number: str
    family_name: str
    given_name: str
    birth_date: date | None
    """Private, as the contract is: None also for who may not read it."""
    post: str
    contract: Contract | None
    site: str
    hired_on: date
    left_on: date | None
    erased: bool
    """Of a file that is no more: this is what the law keeps of it."""


@dataclass(frozen=True, slots=True)
class FoundEntries:
    entries: list[Entry]
    last: After | None
    total: int
