"""Kinds, states and the ledger of absences: no clock, no SQL. All is counted in half days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from regie.core.i18n import Language

State = Literal["pending", "approved", "refused", "cancelled"]
Account = Literal["accrual", "taken", "pending", "correction"]

STATE_TITLES: Final[Mapping[State, Mapping[Language, str]]] = {
    "pending": {"fr": "En attente", "en": "Pending"},
    "approved": {"fr": "Acceptée", "en": "Approved"},
    "refused": {"fr": "Refusée", "en": "Refused"},
    "cancelled": {"fr": "Annulée", "en": "Cancelled"},
}


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title_fr: str
    title_en: str
    yearly_half_days: int | None
    """None: nobody has a balance of it."""
    year_begins_month: int

    @property
    def titles(self) -> Mapping[Language, str]:
        return {"fr": self.title_fr, "en": self.title_en}

    @property
    def has_balance(self) -> bool:
        return self.yearly_half_days is not None


DEFAULT_KINDS: Final = (
    Kind("paid_leave", "Congés payés", "Paid leave", 50, 6),
    Kind("rtt", "RTT", "Working-time days off", 20, 1),
    Kind("sickness", "Maladie", "Sickness", None, 1),
    Kind("training", "Formation", "Training", None, 1),
    Kind("family", "Événement familial", "Family event", None, 1),
    Kind("unpaid", "Congé sans solde", "Unpaid leave", None, 1),
)
"""What a tenant begins with. 25 working days a year: Code du travail, art. L3141-3, in days that
are worked."""


class Entry(NamedTuple):
    """One line of the ledger, or several that are of one thing, added up."""

    account: Account
    half_days: int
    absence_id: int | None = None
    month: date | None = None
    rule: str | None = None
    note: str | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Each as it stands in the ledger: what was taken and what is pending is 0 or below."""

    accrual: int = 0
    taken: int = 0
    pending: int = 0
    correction: int = 0

    @property
    def half_days(self) -> int:
        return self.accrual + self.taken + self.pending + self.correction


def fold(entries: Iterable[Entry]) -> Balance:
    sums: dict[str, int] = {}
    for entry in entries:
        sums[entry.account] = sums.get(entry.account, 0) + entry.half_days
    return Balance(**sums)


def accrued(kind: Kind, month: date) -> int:
    """Half days of one month: twelve of them make the year's, however it divides."""
    yearly = kind.yearly_half_days or 0
    number = (month.month - kind.year_begins_month) % 12
    return round(yearly * (number + 1) / 12) - round(yearly * number / 12)


def rule_of(kind: Kind) -> str:
    """What an accrual was made by, as the ledger keeps it: « 50/2@6 » is 25 days a year from
    June."""
    return f"{kind.yearly_half_days}/2@{kind.year_begins_month}"


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months that end between the two."""
    months: list[date] = []
    month = first.replace(day=1)
    while (following := next_month(month)) <= last:
        months.append(month)
        month = following
    return months


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
