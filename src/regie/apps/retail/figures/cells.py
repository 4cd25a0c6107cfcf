"""Where figures are read: SQL that gives them by place, or by category, and month.

Figures are what was rolled up and what is not yet: deltas that no job has compacted are added in
the same statement, so that an import shows at its COMMIT. Regions are read from their own roll-up
as far as all of a region is within reach; a store whose region is not stands alone.
"""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from typing import Final, Literal, get_args

Level = Literal["region", "store"]
"""Down to which places figures are wanted. What is asked of a single store is of stores."""
Reading = Literal["region", "mixed", "store"]
"""From which roll-ups: regions alone where everything is within reach; regions that are whole
within it, and single stores of others; stores."""
READINGS: Final[tuple[Reading, ...]] = get_args(Reading)

REACHED: Final = "(CAST(:paths AS text[]) IS NULL OR p.path LIKE ANY(CAST(:paths AS text[])))"
SCOPE: Final = f"p.tenant = :tenant AND {REACHED} AND p.path LIKE CAST(:within AS text) || '%'"
_MONTHS: Final = "m.tenant = :tenant AND m.month BETWEEN :first AND :last"
_SUMMED: Final = ("excl_cents", "incl_cents", "cost_cents", "quantity_e3")
_COUNTED: Final = (
    "baskets",
    "target_cents",
    "targeted_cents",
    "targets",
    "margin_target_cents",
    "margin_targeted_cents",
    "baskets_target",
    "baskets_targeted",
)
MEASURED: Final = (*_SUMMED, *_COUNTED)
"""The fields of `Sums`, in their order."""

_OWN: Final = ", ".join(f"m.{name}" for name in _SUMMED)
_ALL: Final = ", ".join(f"m.{name}" for name in MEASURED)
_REGION: Final = "coalesce(sp.parent_id, sp.id)"
_OF_STORE: Final = "JOIN retail.store AS s ON s.id = m.store_id"
_AT_PLACE: Final = f"{_OF_STORE} JOIN identity.place AS sp ON sp.id = s.place_id"
_NEAR: Final = f"""
    {_OF_STORE} JOIN (SELECT p.id FROM identity.place AS p WHERE {SCOPE}) AS near
        ON near.id = s.place_id
"""
"""So that of a single store no more than its own is read; `scoped` looks once more."""
_TARGETED: Final = """
    LEFT JOIN retail.target AS t ON t.store_id = m.store_id AND t.month = m.month
"""
_UNCOUNTED: Final = ", ".join(f"0 AS {name}" for name in _COUNTED)
_ALONE: Final = f"{_OF_STORE} JOIN lone ON lone.id = s.id"

_LONE: Final = """
    lone AS (
        SELECT s.id FROM retail.store AS s JOIN identity.place AS own ON own.id = s.place_id
        JOIN identity.place AS above ON above.id = own.parent_id
        WHERE s.tenant = :tenant AND own.path = ANY(CAST(:exact AS text[]))
            AND NOT above.path LIKE ANY(CAST(:paths AS text[]))
    ),
"""
"""Stores of which the reader sees nothing around."""


def lone(reading: Reading) -> str:
    """What queries of cells want to stand first in WITH."""
    return _LONE if reading == "mixed" else ""


def cells(reading: Reading, *, of_category: bool) -> str:
    """A query of unit (a place's id), month, category_id and `MEASURED`; of all categories, or of
    the chosen one and those below it."""
    if of_category:
        return category_cells(reading)
    if reading == "store":
        return f"{_store_rows(_NEAR)} UNION ALL {_pending('s.place_id', _AT_PLACE)}"
    parts = [_region_rows(), _pending(_REGION, _AT_PLACE)]
    if reading == "mixed":
        parts += [_store_rows(_ALONE), _pending("s.place_id", _ALONE)]
    return " UNION ALL ".join(parts)


def category_cells(reading: Reading) -> str:
    """A query of unit, month, category_id and `MEASURED`, of which a category has no more than
    what is summed: one basket has many categories, and targets are of whole stores."""
    of_stores = ("figure", "figure_delta")
    if reading == "store":
        return " UNION ALL ".join(_of_category("s.place_id", each, _NEAR) for each in of_stores)
    parts = [
        _of_category("m.region_id", "region_figure", ""),
        _of_category(_REGION, "figure_delta", _AT_PLACE),
    ]
    if reading == "mixed":
        parts += [_of_category("s.place_id", each, _ALONE) for each in of_stores]
    return " UNION ALL ".join(parts)


def scoped(query: str) -> str:
    """Of a query of units, those within reach and within the chosen place: all figures pass here,
    or by `scoped_units`.

    IS TRUE keeps the planner from making a join of it: with unknown parameters it expects a single
    place, and would read all figures anew for each.
    """
    return f"""
        SELECT c.* FROM ({query}) AS c WHERE (c.unit IN (
            SELECT p.id FROM identity.place AS p WHERE {SCOPE}
        )) IS TRUE
    """


def scoped_units(query: str) -> str:
    """The same of a query that has one row of each unit, its `key`: they are few, and looked up one
    by one sooner than all places are read."""
    return f"""
        SELECT c.* FROM ({query}) AS c WHERE (EXISTS (
            SELECT FROM identity.place AS p WHERE p.id = c.key AND {SCOPE}
        )) IS TRUE
    """


def sums(columns: tuple[str, ...] = MEASURED, *, when: str = "", suffix: str = "") -> str:
    """`when` keeps only some rows; nothing found is 0."""
    kept = f" FILTER (WHERE {when})" if when else ""
    return ", ".join(
        f"CAST(coalesce(sum({name}){kept}, 0) AS bigint) AS {name}{suffix}" for name in columns
    )


def _store_rows(joins: str) -> str:
    return f"""
        SELECT s.place_id AS unit, m.month, NULL AS category_id, {_ALL}
        FROM retail.store_month AS m {joins} WHERE {_MONTHS}
    """


def _region_rows() -> str:
    return f"""
        SELECT m.region_id AS unit, m.month, NULL AS category_id, {_ALL}
        FROM retail.region_month AS m WHERE {_MONTHS}
    """


def _pending(unit: str, joins: str) -> str:
    """What is not compacted yet, as store-months."""
    return f"""
        SELECT {unit} AS unit, m.month, NULL AS category_id, {_OWN}, 0, 0,
            CASE WHEN t.store_id IS NULL THEN 0 ELSE m.excl_cents END, 0, 0,
            CASE WHEN t.margin_cents IS NULL THEN 0 ELSE m.excl_cents - m.cost_cents END, 0, 0
        FROM retail.figure_delta AS m {joins} {_TARGETED} WHERE {_MONTHS}
        UNION ALL
        SELECT {unit} AS unit, m.month, NULL AS category_id, 0, 0, 0, 0, m.baskets, 0, 0, 0, 0, 0,
            0, CASE WHEN t.baskets IS NULL THEN 0 ELSE m.baskets END
        FROM retail.basket_delta AS m {joins} {_TARGETED} WHERE {_MONTHS}
    """


def _of_category(unit: str, table: str, joins: str) -> str:
    return f"""
        SELECT {unit} AS unit, m.month, m.category_id, {_OWN}, {_UNCOUNTED}
        FROM retail.{table} AS m {joins} JOIN retail.category AS c ON c.id = m.category_id
        WHERE {_MONTHS} AND c.path LIKE CAST(:category AS text) || '%'
    """
