"""Every statement that reads figures: at most three of them make a page."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.retail.months import Period, months_between, shifted
from regie.apps.retail.naming import CATEGORY_NAME
from regie.core.access import Reach
from regie.core.i18n import Language
from regie.identity.places.repository import below

from .cells import (
    MEASURED,
    REACHED,
    READINGS,
    SCOPE,
    Level,
    Reading,
    category_cells,
    cells,
    lone,
    scoped,
    scoped_units,
    sums,
)
from .domain import UNSOLD, NowAndThen, Sums
from .prepared import Prepared

SPARK_MONTHS: Final = 12
_KIND_AT: Final = 3
"""Among a node's columns."""

_NOW: Final = "month BETWEEN :now_first AND :now_last"
_THEN: Final = "month BETWEEN :then_first AND :then_last"
_SPARK: Final = "month > :spark_after"

_CHOSEN: Final = Prepared(
    f"""
    SELECT v.number, v.changed_at, p.id AS place_id, p.path AS place_path, p.kind AS place_kind,
        p.code AS place_code, p.name AS place_name,
        EXISTS (SELECT FROM retail.store WHERE place_id = p.id) AS is_store,
        c.id AS category_id, c.parent_id AS category_parent_id, c.path AS category_path,
        c.code AS category_code, {CATEGORY_NAME} AS category_name
    FROM (SELECT 1) AS one
    LEFT JOIN retail.figures_version AS v ON v.tenant = :tenant
    LEFT JOIN identity.place AS p ON p.id = :place AND p.tenant = :tenant AND {REACHED}
    LEFT JOIN retail.category AS c ON c.id = :category AND c.tenant = :tenant
    """
)


_STORE_PATHS: Final = """
    SELECT sp.path FROM retail.store AS s JOIN identity.place AS sp ON sp.id = s.place_id
    WHERE s.tenant = :tenant
"""


def _with_those_above(paths: str) -> str:
    """Ids of these places and of all above them, each once."""
    return f"""
        SELECT DISTINCT CAST(unnest(string_to_array(rtrim(path, '.'), '.')) AS bigint) AS id
        FROM ({paths}) AS lower
    """


def _grouped(key: str, query: str) -> str:
    """By key: the period, last year, and the cells of the spark line, of a month several. OFFSET
    keeps what a month is of from being worked out for each of 18 sums instead of each row."""
    return f"""
        SELECT {key} AS key, {sums(when="is_now", suffix="_now")},
            {sums(when="is_then", suffix="_then")},
            array_agg(month) FILTER (WHERE is_spark) AS months,
            array_agg(excl_cents) FILTER (WHERE is_spark) AS revenues
        FROM (
            SELECT r.*, {_NOW} AS is_now, {_THEN} AS is_then, {_SPARK} AS is_spark
            FROM ({query}) AS r OFFSET 0
        ) AS q GROUP BY 1
    """


def _by_month(key: str, query: str) -> str:
    """One cell of each key and month: for keys that many units share."""
    return f"SELECT {key}, month, {sums()} FROM ({query}) AS q GROUP BY 1, 2"


_UNCOUNTED: Final = ", ".join("0" for _ in range(2 * len(MEASURED)))
_PAIRS: Final = ", ".join(f"{name}_{when}" for when in ("now", "then") for name in MEASURED)


# Names and figures come as rows of their own, and are put together by who asked: with unknown
# parameters the planner expects a single row of either, and would go through one for each of the
# other.
def _places(reading: Reading, *, of_category: bool) -> tuple[str, str]:
    """What stands in WITH, and the query: what was sold at places; these, and those above. The code
    of a store is its own, by which files of sales name it."""
    grouped = scoped_units(_grouped("unit", cells(reading, of_category=of_category)))
    paths = "SELECT path FROM by_place JOIN identity.place AS p ON p.id = key"
    if reading == "store":
        paths = _STORE_PATHS
    return (
        f"by_place AS MATERIALIZED ({grouped})",
        f"""
        SELECT p.id, p.parent_id, p.path, p.kind, coalesce(s.code, p.code) AS code, p.name,
            {_UNCOUNTED}, NULL AS months, NULL AS revenues
        FROM identity.place AS p LEFT JOIN retail.store AS s ON s.place_id = p.id
        WHERE {SCOPE} AND p.id = ANY(ARRAY({_with_those_above(paths)}))
        UNION ALL SELECT {_figures("place")} FROM by_place
    """,
    )


def _categories(reading: Reading) -> tuple[str, str]:
    grouped = _grouped("category_id", _by_month("category_id", scoped(category_cells(reading))))
    return (
        f"by_category AS MATERIALIZED ({grouped})",
        f"""
        SELECT id, parent_id, path, 'category' AS kind, code, {CATEGORY_NAME} AS name,
            {_UNCOUNTED}, NULL AS months, NULL AS revenues
        FROM retail.category AS c
        WHERE c.tenant = :tenant AND c.path LIKE CAST(:category AS text) || '%'
        UNION ALL SELECT {_figures("category")} FROM by_category
    """,
    )


def _figures(kind: str) -> str:
    return f"""
        key AS id, CAST(NULL AS bigint) AS parent_id, NULL AS path, '{kind}' AS kind, NULL AS code,
        NULL AS name, {_PAIRS}, months, revenues
    """


def _by_name(reading: Reading, *parts: tuple[str, str]) -> Prepared:
    given = ", ".join(given for given, _ in parts)
    found = " UNION ALL ".join(query for _, query in parts)
    ordered = f"SELECT * FROM ({found}) AS found ORDER BY core.sort_key(name), id"
    return Prepared(f"WITH {lone(reading)} {given} {ordered}")


def _of_months(reading: Reading, *, of_category: bool) -> Prepared:
    found = scoped(cells(reading, of_category=of_category))
    return Prepared(
        f"WITH {lone(reading)} found AS ({found}) SELECT month, {sums()} FROM found GROUP BY month"
    )


def _filters() -> Prepared:
    sold = scoped(category_cells("mixed"))
    return Prepared(
        f"""
        WITH {lone("mixed")} sold AS MATERIALIZED (
            SELECT category_id, min(month) AS first, max(month) AS last
            FROM ({sold}) AS q GROUP BY category_id
        )
        SELECT c.id, c.parent_id, c.path, 'category' AS kind, c.code, {CATEGORY_NAME} AS name,
            (SELECT min(first) FROM sold) AS first, (SELECT max(last) FROM sold) AS last
        FROM retail.category AS c
        WHERE c.tenant = :tenant AND EXISTS (
            SELECT FROM sold JOIN retail.category AS s ON s.id = category_id
            WHERE s.path LIKE c.path || '%'
        )
        ORDER BY core.sort_key({CATEGORY_NAME}), c.id
        """
    )


_KINDS: Final[list[tuple[Reading, bool]]] = [
    (reading, some) for reading in READINGS for some in (False, True)
]
_WITH_FIGURES: Final = {
    (reading, some): _by_name(reading, _places(reading, of_category=some))
    for reading, some in _KINDS
}
_MONTHS: Final = {
    (reading, some): _of_months(reading, of_category=some) for reading, some in _KINDS
}
_BY_CATEGORY: Final = {reading: _by_name(reading, _categories(reading)) for reading in READINGS}
_STORES_AND_CATEGORIES: Final = {
    (reading, some): _by_name(reading, _places("store", of_category=some), _categories(reading))
    for reading, some in _KINDS
}
SELLING_PLACES: Final = f"""
    SELECT p.id, p.parent_id, p.path, p.kind, p.code, p.name FROM identity.place AS p
    WHERE {SCOPE} AND p.id IN ({_with_those_above(_STORE_PATHS)})
"""
"""Stores, and the places above them."""
_FILTERED_PLACES: Final = Prepared(f"{SELLING_PLACES} ORDER BY core.sort_key(p.name), p.id")
_FILTERED_CATEGORIES: Final = _filters()


@dataclass(frozen=True, slots=True)
class Node:
    """A place or a category, and what was sold in it directly."""

    id: int
    parent_id: int | None
    path: str
    kind: str
    code: str
    name: str
    figures: NowAndThen = UNSOLD


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a page is about, as far as it is there and within reach."""

    version: int
    """Of the figures; what is kept is of one."""
    as_of: datetime | None
    place: Node | None
    is_store: bool
    category: Node | None


@dataclass(frozen=True, slots=True)
class Span:
    """Which figures: of whom, where, of what, and when."""

    tenant: str
    reach: Reach
    period: Period
    within: str = ""
    """The path of a place; all of them begin with nothing."""
    category: str = ""
    level: Level = "region"
    language: Language = "fr"
    """Of the categories' names."""

    @property
    def reading(self) -> Reading:
        if self.level == "store":
            return "store"
        return "region" if self.reach.everywhere else "mixed"

    @property
    def values(self) -> dict[str, Any]:
        then = self.period.last_year
        spark_after = shifted(self.period.last, -SPARK_MONTHS)
        return {
            **self.scope,
            "first": min(then.first, spark_after),
            "last": self.period.last,
            "now_first": self.period.first,
            "now_last": self.period.last,
            "then_first": then.first,
            "then_last": then.last,
            "spark_after": spark_after,
        }

    @property
    def scope(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant,
            "paths": below(self.reach),
            "exact": sorted(self.reach.paths or ()),
            "within": self.within,
            "category": self.category,
            "language": self.language,
        }

    @property
    def spark_months(self) -> list[date]:
        return months_between(shifted(self.period.last, 1 - SPARK_MONTHS), self.period.last)


async def find_chosen(
    connection: AsyncConnection,
    tenant: str,
    reach: Reach,
    place: int | None = None,
    category: int | None = None,
    *,
    language: Language = "fr",
) -> Chosen:
    values = {
        "tenant": tenant,
        "paths": below(reach),
        "place": place,
        "category": category,
        "language": language,
    }
    row = (await _CHOSEN.run(connection, values)).one()
    return Chosen(
        row.number or 0, row.changed_at, _chosen_place(row), row.is_store, _chosen_category(row)
    )


async def places_with_figures(connection: AsyncConnection, span: Span) -> list[Node]:
    """Of regions or of stores, and of the places above them: by name."""
    statement = _WITH_FIGURES[span.reading, bool(span.category)]
    return _nodes(await statement.run(connection, span.values), span)


async def categories_with_figures(connection: AsyncConnection, span: Span) -> list[Node]:
    """The chosen one and all below it, each with what was sold in it directly: by name."""
    return _nodes(await _BY_CATEGORY[span.reading].run(connection, span.values), span)


async def stores_and_categories(connection: AsyncConnection, span: Span) -> list[Node]:
    """What the two above give, of stores, in one statement; `kind` tells them apart."""
    statement = _STORES_AND_CATEGORIES[span.reading, bool(span.category)]
    return _nodes(await statement.run(connection, span.values), span)


async def months_with_figures(connection: AsyncConnection, span: Span) -> dict[date, Sums]:
    """Of the period of the span alone."""
    values = {**span.scope, "first": span.period.first, "last": span.period.last}
    statement = _MONTHS[span.reading, bool(span.category)]
    rows = await statement.run(connection, values)
    return {row.month: Sums(*row[1:]) for row in rows}


async def filtered_places(connection: AsyncConnection, span: Span) -> list[Node]:
    rows = await _FILTERED_PLACES.run(connection, span.scope)
    return [bare_node(row) for row in rows]


async def filtered_categories(
    connection: AsyncConnection, span: Span
) -> tuple[list[Node], date | None, date | None]:
    """Those of which something was sold, and the first and the last month of any sale."""
    values = {**span.scope, "first": span.period.first, "last": span.period.last}
    rows: Sequence[Row[Any]] = (await _FILTERED_CATEGORIES.run(connection, values)).all()
    if not rows:
        return [], None, None
    return [bare_node(row) for row in rows], rows[0].first, rows[0].last


def bare_node(row: Row[Any], figures: NowAndThen = UNSOLD) -> Node:
    return Node(row.id, row.parent_id, row.path, row.kind, row.code, row.name, figures)


def _nodes(rows: Iterable[Sequence[Any]], span: Span) -> list[Node]:
    """Rows that have a name are nodes; those that have none are figures of one. Columns: those of
    a node, the period's sums, last year's, months, revenues."""
    named: list[tuple[int, int | None, str, str, str, str]] = []
    figures: dict[tuple[bool, int], NowAndThen] = {}
    unsold = dict.fromkeys(span.spark_months, 0)
    for row in rows:
        id_, parent_id, path, kind, code, name, *sums, months, revenues = row
        if name is not None:
            named.append((id_, parent_id, path, kind, code, name))
            continue
        spark = dict(unsold)
        for month, cents in zip(months or (), revenues or (), strict=True):
            spark[month] += cents
        now, then = Sums(*sums[: len(MEASURED)]), Sums(*sums[len(MEASURED) :])
        figures[kind == "category", id_] = NowAndThen(now, then, tuple(spark.values()))
    return [
        Node(*node, figures.get((node[_KIND_AT] == "category", node[0]), UNSOLD)) for node in named
    ]


def _chosen_place(row: Row[Any]) -> Node | None:
    if row.place_id is None:
        return None
    return Node(row.place_id, None, row.place_path, row.place_kind, row.place_code, row.place_name)


def _chosen_category(row: Row[Any]) -> Node | None:
    if row.category_id is None:
        return None
    return Node(
        row.category_id,
        row.category_parent_id,
        row.category_path,
        "category",
        row.category_code,
        row.category_name,
    )
