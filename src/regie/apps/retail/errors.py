"""Why a figure, a product or a target is not to be had, or stays as it is."""

from __future__ import annotations

from regie.core.errors import Conflict, NotFound


class PlaceNotFound(NotFound):
    """There is none of that number in this tenant, or out of the reader's reach."""

    code = "retail.place_not_found"


class StoreNotFound(NotFound):
    code = "retail.store_not_found"


class CategoryNotFound(NotFound):
    code = "retail.category_not_found"


class ProductNotFound(NotFound):
    code = "retail.product_not_found"


class PriceNotFound(NotFound):
    code = "retail.price_not_found"


class TargetNotFound(NotFound):
    code = "retail.target_not_found"


class PeriodInvalid(Conflict):
    """Its ends contradict each other: the wrong way round, or more than `most` months."""

    code = "retail.period_invalid"


class StoreTaken(Conflict):
    """That place is a store already, or another store has that code."""

    code = "retail.store_taken"


class ClosedBeforeOpened(Conflict):
    code = "retail.closed_before_opened"


class CategoryTaken(Conflict):
    code = "retail.category_taken"


class ProductTaken(Conflict):
    code = "retail.product_taken"


class TargetTaken(Conflict):
    """That store has a target for that month."""

    code = "retail.target_taken"


class TargetMarginTooHigh(Conflict):
    """Above the revenue of the same target: goods cost nothing at least."""

    code = "retail.target_margin_too_high"


class LeverInvalid(Conflict):
    """A price, a volume or a cost of nothing or less: there is no such market."""

    code = "retail.lever_invalid"
