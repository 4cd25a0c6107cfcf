"""The rules by which payslips are calculated: data, with the day from which they hold.

A demonstration: the rates are round numbers of our own, no law's. Real payroll has hundreds of
rules that change several times a year; nothing here may be taken for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from regie.core.i18n import Language

WHOLE: Final = 10_000
"""Rates are in hundredths of a percent."""


class Contribution(msgspec.Struct, frozen=True):
    code: str
    rate: int
    """Of the gross salary, in hundredths of a percent."""


class Rules(msgspec.Struct, frozen=True):
    """What a run keeps of a scheme: enough to calculate its payslips again in ten years."""

    version: str
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    valid_from: date
    rules: Rules


TITLES: Final[Mapping[str, Mapping[Language, str]]] = {
    "base": {"fr": "Salaire de base", "en": "Base salary"},
    "bonus": {"fr": "Prime", "en": "Bonus"},
    "unpaid": {"fr": "Absence non rémunérée", "en": "Unpaid absence"},
    "old_age": {"fr": "Retraite", "en": "Old age"},
    "health": {"fr": "Santé", "en": "Health"},
    "solidarity": {"fr": "Solidarité", "en": "Solidarity"},
    "deduction": {"fr": "Retenue", "en": "Deduction"},
}
"""Of every line that there can be."""

SOURCE: Final[Mapping[Language, str]] = {
    "fr": "Barème de démonstration de Régie : des taux ronds, inventés. Ce n’est pas le droit de "
    "la paie français, et ces bulletins n’ont aucune valeur légale.",
    "en": "Régie’s demonstration scheme: round, invented rates. This is not French payroll law, "
    "and these payslips have no legal value.",
}

SCHEMES: Final = (
    Scheme(
        date(2000, 1, 1),
        Rules(
            "demonstration-1",
            (
                Contribution("old_age", 11_00),
                Contribution("health", 2_00),
                Contribution("solidarity", 9_00),
            ),
        ),
    ),
    Scheme(
        date(2026, 7, 1),
        Rules(
            "demonstration-2",
            (
                Contribution("old_age", 11_20),
                Contribution("health", 2_00),
                Contribution("solidarity", 9_00),
            ),
        ),
    ),
)
"""The oldest first."""


def rules_of(month: date) -> Rules:
    """Those that hold on its first day."""
    return [each.rules for each in SCHEMES if each.valid_from <= month][-1]
