"""What is added, and what is divided only after it was added. No clock, no SQL.

A total of rates is the rate of the totals: everything that is kept and added is a `Sums`, and
rates are made of it last, at each level anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from regie.core.explain import Unit
from regie.core.i18n import Language

Aggregation = Literal["sum", "ratio_of_sums", "distinct"]
"""How a total is made: added, divided after both parts were added, or counted once each."""


class Goal(NamedTuple):
    """Every target is above nothing: a sum of nothing is that nobody planned any."""

    planned: int
    reached: int
    """In the store-months that have such a target."""

    @property
    def target(self) -> int | None:
        return self.planned or None

    @property
    def gap(self) -> int | None:
        return self.reached - self.planned if self.planned else None

    @property
    def attainment(self) -> float | None:
        return percent(self.reached, self.planned)


class Sums(NamedTuple):
    """Of any number of months, stores and categories. The order is that of the columns."""

    excl_cents: int = 0
    incl_cents: int = 0
    cost_cents: int = 0
    quantity_e3: int = 0
    baskets: int = 0
    """Of categories it says nothing: one basket has many of them."""
    target_cents: int = 0
    targeted_cents: int = 0
    """Revenue of the store-months that have a target."""
    targets: int = 0
    margin_target_cents: int = 0
    margin_targeted_cents: int = 0
    """Margin of the store-months that have a target of margin."""
    baskets_target: int = 0
    baskets_targeted: int = 0
    """Baskets of the store-months that have a target of baskets."""

    @property
    def margin_cents(self) -> int:
        return self.excl_cents - self.cost_cents

    @property
    def margin_rate(self) -> float | None:
        return percent(self.margin_cents, self.excl_cents)

    @property
    def average_basket_cents(self) -> int | None:
        return round(self.excl_cents / self.baskets) if self.baskets else None

    @property
    def revenue_goal(self) -> Goal:
        return Goal(self.target_cents, self.targeted_cents)

    @property
    def margin_goal(self) -> Goal:
        return Goal(self.margin_target_cents, self.margin_targeted_cents)

    @property
    def baskets_goal(self) -> Goal:
        return Goal(self.baskets_target, self.baskets_targeted)


NOTHING: Final = Sums()


def added(*parts: Sums) -> Sums:
    return Sums(*map(sum, zip(*parts, strict=True))) if parts else NOTHING


def percent(part: float, whole: float) -> float | None:
    """To two digits behind the point; None where the whole is nothing or below: a share of that
    says nothing."""
    return round(100 * part / whole, 2) if whole > 0 else None


def growth(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else percent(now - then, then)


class Measure(NamedTuple):
    name: str
    titles: Mapping[Language, str]
    unit: Unit
    aggregation: Aggregation


MEASURES: Final = (
    Measure("revenue", {"fr": "CA HT", "en": "Revenue excl. VAT"}, "eur_cents", "sum"),
    Measure("revenue_incl", {"fr": "CA TTC", "en": "Revenue incl. VAT"}, "eur_cents", "sum"),
    Measure("cost", {"fr": "Coût d’achat", "en": "Cost of goods"}, "eur_cents", "sum"),
    Measure("margin", {"fr": "Marge", "en": "Margin"}, "eur_cents", "sum"),
    Measure(
        "margin_rate", {"fr": "Taux de marge", "en": "Margin rate"}, "percent", "ratio_of_sums"
    ),
    Measure("quantity", {"fr": "Quantité", "en": "Quantity"}, "number", "sum"),
    Measure("baskets", {"fr": "Paniers", "en": "Baskets"}, "number", "distinct"),
    Measure(
        "average_basket",
        {"fr": "Panier moyen", "en": "Average basket"},
        "eur_cents",
        "ratio_of_sums",
    ),
    Measure("target", {"fr": "Objectif", "en": "Target"}, "eur_cents", "sum"),
    Measure("gap", {"fr": "Écart à l’objectif", "en": "Gap to target"}, "eur_cents", "sum"),
    Measure(
        "attainment",
        {"fr": "Atteinte de l’objectif", "en": "Attainment"},
        "percent",
        "ratio_of_sums",
    ),
    Measure(
        "margin_target", {"fr": "Objectif de marge", "en": "Margin target"}, "eur_cents", "sum"
    ),
    Measure(
        "margin_gap",
        {"fr": "Écart à l’objectif de marge", "en": "Gap to margin target"},
        "eur_cents",
        "sum",
    ),
    Measure(
        "margin_attainment",
        {"fr": "Atteinte de l’objectif de marge", "en": "Attainment of margin"},
        "percent",
        "ratio_of_sums",
    ),
    Measure(
        "baskets_target", {"fr": "Objectif de paniers", "en": "Baskets target"}, "number", "sum"
    ),
    Measure(
        "baskets_gap",
        {"fr": "Écart à l’objectif de paniers", "en": "Gap to baskets target"},
        "number",
        "sum",
    ),
    Measure(
        "baskets_attainment",
        {"fr": "Atteinte de l’objectif de paniers", "en": "Attainment of baskets"},
        "percent",
        "ratio_of_sums",
    ),
)


@dataclass(frozen=True, slots=True)
class NowAndThen:
    """Of the period, and of the same months of the year before."""

    now: Sums = NOTHING
    then: Sums = NOTHING
    spark: tuple[int, ...] = ()
    """Revenue by month, of the months that `tree` and `repository` agree on."""


UNSOLD: Final = NowAndThen()


def together(parts: list[NowAndThen]) -> NowAndThen:
    return NowAndThen(
        added(*(part.now for part in parts)),
        added(*(part.then for part in parts)),
        tuple(map(sum, zip(*(part.spark for part in parts if part.spark), strict=True))),
    )
