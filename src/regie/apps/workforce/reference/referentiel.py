"""All that calculations need to know of an organisation besides its figures."""

from __future__ import annotations

from datetime import date

import msgspec

from regie.apps.workforce.domain import WorkingDays
from regie.apps.workforce.words import Method, Rhythm, Rounding


class Post(msgspec.Struct, frozen=True, array_like=True):
    id: int
    code: str
    name: str


class TimedTask(msgspec.Struct, frozen=True, array_like=True):
    """With the unit time that holds."""

    id: int
    post_id: int
    code: str
    name: str
    unit: str
    rhythm: Rhythm
    number: int
    """Of the version of its time."""
    minutes: float
    complexity: float
    productivity: float
    method: Method
    source: str
    author: str
    sample: int | None
    spread: float | None
    measured_on: date
    expired: bool
    """It was in force until before that day, and nothing replaced it: it is used, and said."""


class KeptRules(msgspec.Struct, frozen=True, array_like=True):
    days_per_year: float
    days_per_month: float
    standard_hours: float
    idle_hours: float
    rounding: Rounding
    minimum_crew: int
    version: int

    @property
    def days(self) -> WorkingDays:
        return WorkingDays(self.days_per_year, self.days_per_month)


class Referentiel(msgspec.Struct, frozen=True, array_like=True):
    """Tasks stand in the order of their posts; one whose time begins later is not among them."""

    rules: KeptRules
    posts: tuple[Post, ...]
    tasks: tuple[TimedTask, ...]
