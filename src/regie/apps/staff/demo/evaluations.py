"""Marks of two years: one a year, and one in between for some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Final, NamedTuple

from .people import NEWCOMER, DemoEmployee

_COMMENTS: Final = (
    "Objectifs atteints. Travail soigné, très bon esprit d’équipe.",
    "Bonne année dans l’ensemble ; la ponctualité reste à améliorer.",
    "Prend des initiatives et forme volontiers les nouveaux.",
    "Maîtrise son poste ; souhaite évoluer vers l’encadrement.",
    "Des progrès nets depuis la dernière évaluation, à confirmer.",
    "Rigueur et régularité. Point d’appui du service.",
    "Résultats inégaux : un suivi mensuel est convenu.",
    "Très bon contact avec la clientèle, chiffres au-dessus des objectifs.",
)


class DemoEvaluation(NamedTuple):
    employee: DemoEmployee
    period_from: date
    period_until: date
    mark_tenths: int
    weight: int
    comment: str
    evaluator: DemoEmployee


def demo_evaluations(people: Sequence[DemoEmployee], today: date) -> Iterator[DemoEvaluation]:
    random = Random(1881)  # noqa: S311 - made-up marks, not secrets
    for person in people:
        level = random.gauss(140, 16)
        for year in (today.year - 2, today.year - 1, today.year):
            for first, last, weight in (
                (date(year, 1, 1), date(year, 6, 30), 1),
                (date(year, 1, 1), date(year, 12, 31), 2),
            ):
                mark = min(200, max(60, round(random.gauss(level, 9) / 5) * 5))
                comment = random.choice(_COMMENTS)
                drawn = random.random() < (0.35 if weight == 1 else 0.93)
                drawn = drawn or person.email == NEWCOMER
                manager = person.manager
                if drawn and manager and person.hired_on < first and last <= today:
                    yield DemoEvaluation(person, first, last, mark, weight, comment, manager)
