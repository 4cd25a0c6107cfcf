"""What is added up: no clock, no SQL. An average is a quotient of sums, never one of averages."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Figures(msgspec.Struct, frozen=True):
    people: int = 0
    absences: int = 0
    half_days: int = 0
    evaluations: int = 0
    weights: int = 0
    weighted_tenths: int = 0
    """Marks in tenths, each times its weight."""

    @property
    def average(self) -> float | None:
        """Out of 20, weighted; None without an evaluation."""
        return self.weighted_tenths / self.weights / 10 if self.weights else None


class AtPlace(msgspec.Struct, frozen=True):
    """Of those who work at this very place."""

    place_id: int
    path: str
    figures: Figures


class OfMonth(msgspec.Struct, frozen=True):
    month: int
    kind: str
    title_fr: str
    title_en: str
    half_days: int


class OfYear(msgspec.Struct, frozen=True):
    year: int
    figures: Figures


class Found(msgspec.Struct, frozen=True):
    """All that a page of statistics is made of, within one reach."""

    places: tuple[AtPlace, ...]
    months: tuple[OfMonth, ...]


class FoundYears(msgspec.Struct, frozen=True):
    years: tuple[OfYear, ...]


def added_up(parts: Iterable[Figures]) -> Figures:
    sums = [0] * 6
    for part in parts:
        for at, value in enumerate(msgspec.structs.astuple(part)):
            sums[at] += value
    return Figures(*sums)


def below(places: Iterable[AtPlace], path: str) -> Figures:
    """Of those who work there or anywhere below it."""
    return added_up(each.figures for each in places if each.path.startswith(path))
