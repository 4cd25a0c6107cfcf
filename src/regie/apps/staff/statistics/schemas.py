"""HTTP shapes of the statistics."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from .figures import Figures


class SeenFigures(BaseModel):
    people: int
    absences: int | None
    """Null for who may not read any."""
    days: float | None
    evaluations: int
    average: float | None
    """Of the marks out of 20, weighted; null without one."""

    @classmethod
    def of(cls, figures: Figures, *, absences: bool) -> Self:
        return cls(
            people=figures.people,
            absences=figures.absences if absences else None,
            days=figures.half_days / 2 if absences else None,
            evaluations=figures.evaluations,
            average=figures.average,
        )


class PlaceAbove(BaseModel):
    id: int
    name: str


class FiguresOfPlace(BaseModel):
    id: int
    name: str
    figures: SeenFigures
    opens: bool
    """There are places below it."""


class DaysOfKind(BaseModel):
    kind: str
    title: str
    days: list[float]
    """Of each month, January first; an absence counts in the month in which it begins."""


class StaffStatistics(BaseModel):
    year: int
    place: FiguresOfPlace | None
    """Null when several places are reached and none stands above them."""
    above: list[PlaceAbove]
    """The way down to it, within reach."""
    total: SeenFigures
    places: list[FiguresOfPlace]
    """Right below it, by name."""
    months: list[DaysOfKind]


class SeenYear(BaseModel):
    year: int
    figures: SeenFigures


class PersonStatistics(BaseModel):
    years: list[SeenYear]
    """The latest first."""
