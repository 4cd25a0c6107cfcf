"""What a personnel file is: no clock, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from regie.core.i18n import Language

Contract = Literal["permanent", "fixed_term", "apprentice", "temporary"]
CONTRACTS: Final[tuple[Contract, ...]] = get_args(Contract)
CONTRACT_TITLES: Final[Mapping[Contract, Mapping[Language, str]]] = {
    "permanent": {"fr": "CDI", "en": "Permanent"},
    "fixed_term": {"fr": "CDD", "en": "Fixed term"},
    "apprentice": {"fr": "Apprentissage", "en": "Apprenticeship"},
    "temporary": {"fr": "Intérim", "en": "Temporary work"},
}

Status = Literal["present", "coming", "left"]

SortName = Literal["name", "-name", "number", "-number", "hired_on", "-hired_on", "post", "-post"]
"""Of a list of people; « - » is descending. None of them is of a field that is private."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to. `contract` is private: it finds only whom the reader may read
    that of."""

    search: str = ""
    place: int | None = None
    """With all below it."""
    post: str | None = None
    contract: Contract | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; `contract` is private."""

    id: int
    number: str
    given_name: str
    family_name: str
    email: str | None
    post: str
    place_id: int
    place: str
    path: str
    person_id: int | None
    hired_on: date
    left_on: date | None
    contract: Contract


@dataclass(frozen=True, slots=True)
class File(Row):
    """Everything but pay."""

    manager_id: int | None
    manager: str | None
    birth_date: date | None
    phone: str | None
    address: str | None
    contract_from: date
    contract_until: date | None
    weekly_minutes: int
    version: int


PROFESSIONAL: Final = (
    "number",
    "given_name",
    "family_name",
    "email",
    "post",
    "place_id",
    "manager_id",
    "person_id",
    "hired_on",
    "left_on",
)
PRIVATE: Final = (
    "birth_date",
    "phone",
    "address",
    "contract",
    "contract_from",
    "contract_until",
    "weekly_minutes",
)


def status_of(hired_on: date, left_on: date | None, today: date) -> Status:
    """The day on which somebody leaves is still worked."""
    if today < hired_on:
        return "coming"
    return "left" if left_on is not None and left_on < today else "present"


def in_order(values: Mapping[str, object]) -> bool:
    """Whether nobody leaves before they come, nor a contract ends before it begins."""
    for first, last in (("hired_on", "left_on"), ("contract_from", "contract_until")):
        begins, ends = values[first], values[last]
        if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
            return False
    return True
