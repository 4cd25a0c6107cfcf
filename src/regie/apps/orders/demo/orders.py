"""8,252 orders of about two years, the same for the same day, told from the first to the last.

Each calendar day has a seed of its own, so that a day's orders are the same whatever today is:
tomorrow one more day is there, the oldest is gone, and what is under way has moved on. Two orders
are late whenever somebody looks, and therefore are those of another week from each Monday on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from .customers import customers

ORDERS: Final = 8252

IN_PRODUCTION: Final = "En production"
PREPARING: Final = "En préparation expédition"
DISPATCHED: Final = "Expédiée"
DELIVERED: Final = "Livrée"
CANCELLED: Final = "Annulée"

_BY_WEEKDAY: Final = (16, 17, 16, 15, 13, 2, 1)
"""Orders on an ordinary Monday, Tuesday …: 80 a week, so 8,252 fill not quite two years."""

_PRODUCTS: Final = (
    ("DCC avec couverture", (1, 2, 5, 10, 20)),
    ("DCC sans couverture", (1, 2, 5, 10, 20)),
    ("Brochure A5 agrafée", (25, 50, 100, 250, 500)),
    ("Brochure A4 dos carré collé", (25, 50, 100, 200)),
    ("Cartes de visite 350 g, deux faces", (100, 250, 500, 1000)),
    ("Dépliant trois volets", (250, 500, 1000, 2500)),
    ("Affiche A2 couché brillant", (5, 10, 25, 50)),
    ("Affiche 120 × 176 cm", (1, 2, 5, 10)),
    ("Faire-part de mariage, papier vergé", (50, 80, 120)),
    ("Papier à en-tête 90 g", (500, 1000, 2000)),
    ("Thèse reliée, couverture rigide", (3, 5, 8)),
    ("Mémoire à spirale", (2, 3, 4, 6)),
    ("Calendrier mural 13 feuillets", (25, 50, 100)),
    ("Carnet autocopiant A5, duplicata", (5, 10, 20)),
    ("Enveloppes imprimées DL", (500, 1000, 2500)),
    ("Étiquettes adhésives en rouleau", (500, 1000, 5000)),
    ("Livre broché 148 × 210", (20, 50, 100, 300)),
    ("Roll-up 85 × 200 cm", (1, 2, 4)),
)


@dataclass(frozen=True, slots=True)
class DemoOrder:
    number: str
    customer: str
    ordered_on: date
    expected_on: date | None
    designation: str
    copies: int
    steps: tuple[tuple[str, date], ...]
    """What has happened until today; the last one is the order's status."""

    @property
    def status(self) -> str:
        return self.steps[-1][0]


def orders(today: date) -> list[DemoOrder]:
    """From the newest to the oldest, exactly `ORDERS` of them, their numbers all different."""
    made = {order.number: order for order in famous(today)}
    people = customers()
    day = today
    while len(made) < ORDERS:
        for order in _orders_of(day, today, people):
            if len(made) == ORDERS:
                break
            made.setdefault(order.number, order)
        day -= timedelta(days=1)
    return list(made.values())


def famous(today: date) -> Iterator[DemoOrder]:
    """Those of Mina RAMI, which documentation and demo hints speak of: one that is three to nine
    days late, three in October 2025, and three in the last October that is over. And one of
    somebody else, late by some three weeks."""
    october = 2025
    monday = today - timedelta(days=today.weekday())
    ordered_on = monday - timedelta(days=14)
    yield DemoOrder(
        "CL-401372-487531",
        "Mina RAMI",
        ordered_on,
        monday - timedelta(days=3),
        "DCC avec couverture",
        5,
        ((IN_PRODUCTION, ordered_on),),
    )
    yield _delivered("CL-401118-220964", date(october, 10, 6), "Mémoire à spirale", 4)
    yield _delivered(
        "CL-401255-903417", date(october, 10, 13), "Faire-part de mariage, papier vergé", 80
    )
    yield _delivered("CL-401366-152870", date(october, 10, 15), "DCC avec couverture", 5)
    last = today.year if today.month > 10 else today.year - 1
    if last != october:
        prefix = 402000 + last % 100 * 10
        yield _delivered(f"CL-{prefix}-118203", date(last, 10, 5), "DCC avec couverture", 5)
        yield _delivered(f"CL-{prefix}-640077", date(last, 10, 14), "Brochure A5 agrafée", 50)
        yield _delivered(f"CL-{prefix}-771350", date(last, 10, 21), "Livre broché 148 × 210", 20)
    ordered_on = monday - timedelta(days=28)
    yield DemoOrder(
        "CL-401408-336019",
        "Association Les Amis du Livre",
        ordered_on,
        monday - timedelta(days=18),
        "Livre broché 148 × 210",
        300,
        ((IN_PRODUCTION, ordered_on),),
    )


def _delivered(number: str, ordered_on: date, designation: str, copies: int) -> DemoOrder:
    days = (0, 3, 5, 7)
    words = (IN_PRODUCTION, PREPARING, DISPATCHED, DELIVERED)
    steps = tuple(
        (word, ordered_on + timedelta(days=after)) for word, after in zip(words, days, strict=True)
    )
    expected_on = _working_days_after(ordered_on, 5)
    return DemoOrder(number, "Mina RAMI", ordered_on, expected_on, designation, copies, steps)


def _orders_of(day: date, today: date, people: list[str]) -> Iterator[DemoOrder]:
    random = Random(day.toordinal())  # noqa: S311 - made-up orders, not secrets
    usual = _BY_WEEKDAY[day.weekday()]
    count = max(1, usual + random.randint(-usual // 4, usual // 4))
    for index in range(count):
        designation, copies = random.choice(_PRODUCTS)
        promised = 5 + random.randint(0, 4) if random.random() < 0.98 else None
        yield DemoOrder(
            _number(day, index),
            people[int(len(people) * random.random() ** 2)],  # some come back often
            day,
            None if promised is None else _working_days_after(day, promised),
            designation,
            random.choice(copies),
            _steps(day, promised or 7, today, random),
        )


def _number(day: date, index: int) -> str:
    """A factor prime to 10¹² permutes the twelve digits: all different, none next to another."""
    digits = f"{(day.toordinal() * 100 + index) * 387_420_489_271 % 10**12:012d}"
    return f"CL-{digits[:6]}-{digits[6:]}"


def _steps(
    ordered_on: date, promised: int, today: date, random: Random
) -> tuple[tuple[str, date], ...]:
    late = random.randint(1, 5) if random.random() < 0.08 else 0
    cancelled = random.random() < 0.03
    dispatched = _working_days_after(ordered_on, promised - random.randint(0, 2) + late)
    prepared = max(ordered_on, dispatched - timedelta(days=random.randint(1, 2)))
    delivered = _working_days_after(dispatched, random.randint(1, 3))
    whole = [(IN_PRODUCTION, ordered_on)]
    if cancelled:
        whole.append((CANCELLED, ordered_on + timedelta(days=random.randint(0, 3))))
    else:
        whole += [(PREPARING, prepared), (DISPATCHED, dispatched), (DELIVERED, delivered)]
    return tuple(step for step in whole if step[1] <= today)


def _working_days_after(day: date, count: int) -> date:
    weeks, left = divmod(count, 5)
    day += timedelta(weeks=weeks)
    while left or day.weekday() > 4:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and left > 0
    return day
