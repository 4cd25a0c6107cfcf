"""A cube from what the database holds of it. It loads numpy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Row

from regie.core.i18n import Language

from .cube import Category, Cube, Region


def filled(rows: Sequence[Row[Any]], *, version: int, as_of: datetime | None) -> Cube:
    """From what `read_cells` gives."""
    regions = {row.unit: Region(row.unit, row.region) for row in rows}
    categories = {row.category_id: _category(row) for row in sorted(rows, key=_by_path)}
    months = sorted({row.month for row in rows})
    shape = (len(regions), len(categories), len(months))
    revenue, cost = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    places = tuple(
        np.array([index[each] for each in column], np.intp)
        for index, column in (
            (_index(list(regions)), [row.unit for row in rows]),
            (_index(list(categories)), [row.category_id for row in rows]),
            (_index(months), [row.month for row in rows]),
        )
    )
    revenue[places] = [row.revenue for row in rows]
    cost[places] = [row.cost for row in rows]
    return Cube(
        version,
        as_of,
        tuple(regions.values()),
        tuple(categories.values()),
        tuple(months),
        revenue,
        cost,
    )


def _by_path(row: Row[Any]) -> list[int]:
    return _ids(row.path)


def _category(row: Row[Any]) -> Category:
    names: dict[Language, str] = {"fr": row.category, "en": row.category_en or row.category}
    return Category(row.category_id, names, tuple(_ids(row.path)[:-1]))


def _ids(path: str) -> list[int]:
    return [int(each) for each in path.rstrip(".").split(".")]


def _index(values: Sequence[Any]) -> dict[Any, int]:
    return {value: number for number, value in enumerate(values)}
