"""HTTP shapes of absences. Days are counted in halves: 12.5."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from regie.core.i18n import Language, typeset
from regie.core.input import Day, ShortText

from .days import HALVES, Half, Span
from .domain import STATE_TITLES, Balance, Kind, State
from .views import AbsenceView

KindCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class SeenAbsenceKind(BaseModel):
    code: str
    title: str
    days_a_year: float | None
    """Null: nothing is counted, as with sickness."""

    @classmethod
    def of(cls, kind: Kind, language: Language) -> Self:
        yearly = kind.yearly_half_days
        return cls(
            code=kind.code,
            title=typeset(kind.titles, language),
            days_a_year=None if yearly is None else yearly / 2,
        )


class SeenAbsenceKinds(BaseModel):
    kinds: list[SeenAbsenceKind]


class AbsentEmployee(BaseModel):
    id: int
    number: str
    name: str
    place: str


class SeenAbsence(BaseModel):
    id: int
    employee: AbsentEmployee
    kind: str
    kind_title: str
    first_on: date
    first_half: Half
    last_on: date
    last_half: Half
    days: float
    """Working ones."""
    state: State
    state_title: str
    note: str | None
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    """Their name, where it is known."""
    decision_note: str | None
    version: int
    own: bool
    may_decide: bool
    """The reader may approve or refuse it now."""
    may_cancel: bool

    @classmethod
    def of(
        cls, view: AbsenceView, *, may_decide: bool, may_cancel: bool, language: Language
    ) -> Self:
        return cls(
            id=view.id,
            employee=AbsentEmployee(
                id=view.employee_id, number=view.number, name=view.name, place=view.place
            ),
            kind=view.kind,
            kind_title=typeset({"fr": view.title_fr, "en": view.title_en}, language),
            first_on=view.first_on,
            first_half=half(view.first_half),
            last_on=view.last_on,
            last_half=half(view.last_half),
            days=view.half_days / 2,
            state=view.state,
            state_title=typeset(STATE_TITLES[view.state], language),
            note=view.note,
            asked_at=view.asked_at,
            decided_at=view.decided_at,
            decided_by=view.decided_by,
            decision_note=view.decision_note,
            version=view.version,
            own=view.own,
            may_decide=may_decide,
            may_cancel=may_cancel,
        )


class SeenAbsences(BaseModel):
    absences: list[SeenAbsence]
    next: str | None


class AbsenceDraft(BaseModel):
    """One's own: nobody asks for another."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: KindCode
    first_on: Day
    first_half: Half = "morning"
    last_on: Day
    last_half: Half = "afternoon"
    note: ShortText | None = None

    def span(self) -> Span:
        return Span(self.first_on, HALVES[self.first_half], self.last_on, HALVES[self.last_half])


class AbsenceDecision(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    note: ShortText | None = None


class Measured(BaseModel):
    """What a request would come to."""

    days: float
    balance_after: float | None
    """Null for a kind without one."""
    overlaps: bool


class SeenBalance(BaseModel):
    kind: str
    title: str
    days: float
    """What is left: accrued − taken − pending + corrected."""
    accrued: float
    taken: float
    pending: float
    corrected: float
    days_a_year: float

    @classmethod
    def of(cls, kind: Kind, balance: Balance, language: Language) -> Self:
        return cls(
            kind=kind.code,
            title=typeset(kind.titles, language),
            days=balance.half_days / 2,
            accrued=balance.accrual / 2,
            taken=-balance.taken / 2,
            pending=-balance.pending / 2,
            corrected=balance.correction / 2,
            days_a_year=(kind.yearly_half_days or 0) / 2,
        )


class SeenBalances(BaseModel):
    on: date
    balances: list[SeenBalance]


class CorrectionDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    half_days: Annotated[int, Field(ge=-730, le=730)]
    """Added to the balance; below 0 taken from it."""
    note: ShortText
    """Why: it stands in the ledger for ever."""


class CalendarAbsence(BaseModel):
    first_on: date
    first_half: Half
    last_on: date
    last_half: Half
    state: State
    kind: str | None
    """Null for who may only know that somebody is away."""
    kind_title: str | None


class CalendarPerson(BaseModel):
    id: int
    name: str
    post: str
    absences: list[CalendarAbsence]


class CalendarDay(BaseModel):
    on: date
    worked: bool
    absent: int
    """People whose absence that day is approved."""


class Calendar(BaseModel):
    month: date
    days: list[CalendarDay]
    people: list[CalendarPerson]
    more: int
    """People of the place who are left out: a page has 200."""


def half(number: int) -> Half:
    return "morning" if number == 0 else "afternoon"
