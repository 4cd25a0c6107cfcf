"""What is read of absences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .domain import State


@dataclass(frozen=True, slots=True)
class AbsenceView:
    id: int
    tenant: str
    employee_id: int
    person_id: int | None
    number: str
    name: str
    place: str
    path: str
    kind: str
    title_fr: str
    title_en: str
    first_on: date
    first_half: int
    last_on: date
    last_half: int
    half_days: int
    state: State
    note: str | None
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    decision_note: str | None
    version: int
    own: bool


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """Somebody, and one absence of theirs or none."""

    employee_id: int
    person_id: int | None
    name: str
    post: str
    path: str
    first_on: date | None
    first_half: int | None
    last_on: date | None
    last_half: int | None
    state: State | None
    kind: str | None
    title_fr: str | None
    title_en: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of absences is narrowed to."""

    employee: int | None = None
    place: int | None = None
    kind: str | None = None
    state: State | None = None
    first: date | None = None
    """Those that end on it or later."""
    last: date | None = None
    """Those that begin on it or before."""
