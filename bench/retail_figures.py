"""Two million lines added up: what an import adds to the figures, and reading them by region."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from importlib.metadata import version
from statistics import median
from typing import Final

import asyncpg
import polars as pl
import psycopg
from rich.console import Console

from bench.command import Mode, Taken
from bench.harness import Aim, CaseFacts, Run, interleaved
from bench.retail_network import CATEGORIES, LAST_MONTH, STORES, TENANT, make_network
from bench.retail_timing import Case, timed
from bench.stage import ROLE, Stage, stage
from regie.apps.retail.figures.compaction import compact
from regie.apps.retail.figures.repository import Span, places_with_figures
from regie.apps.retail.figures.tree import placed, total_of
from regie.apps.retail.months import Period, shifted
from regie.apps.retail.sales_import.repository import SalesTables
from regie.core.access import EVERYWHERE
from regie.core.db import Database, DatabaseUrl

LINES: Final = 1_000
"""Of a batch: a few sales of each store."""
CONSOLIDATED_MS: Final = 2.0
_SUMS: Final = ("excl_cents", "incl_cents", "cost_cents", "quantity_e3", "lines")
_LINE: Final = (1999, 2399, 1100, 1000, 1)

_LAST: Final = date.fromisoformat(LAST_MONTH)
_YEAR: Final = Period(shifted(_LAST, -11), _LAST)

KEPT: Final = {
    "regie": (f"Régie: deltas of {LINES:,} lines, appended", ("psycopg", "polars")),
    "compacted": (
        "Régie: appended, then compacted and rolled up",
        ("psycopg", "polars", "asyncpg"),
    ),
    "upsert": ("upserted into the figures", ("psycopg",)),
    "refresh": ("REFRESH MATERIALIZED VIEW CONCURRENTLY", ()),
}
READ: Final = {
    "regie": ("Régie: country and 20 regions, from their roll-up", ("asyncpg", "sqlalchemy")),
    "regie-stores": ("Régie: and 500 stores", ("asyncpg", "sqlalchemy")),
    "view": ("GROUP BY region over the materialised view", ("asyncpg",)),
    "lines": ("GROUP BY region over the lines", ("asyncpg",)),
}
KEPT_AIMS: Final = (Aim("regie", "refresh", at_least=500, measure="throughput"),)
READ_AIMS: Final = (
    Aim("regie", "lines", at_least=200, measure="throughput"),
    Aim("regie", "view", at_least=5, measure="throughput"),
)

_UPSERT: Final = f"""
    INSERT INTO retail.figure AS f (tenant, month, store_id, category_id, {", ".join(_SUMS)})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (store_id, month, category_id) DO UPDATE
    SET excl_cents = f.excl_cents + excluded.excl_cents,
        incl_cents = f.incl_cents + excluded.incl_cents,
        cost_cents = f.cost_cents + excluded.cost_cents,
        quantity_e3 = f.quantity_e3 + excluded.quantity_e3, lines = f.lines + excluded.lines
"""  # noqa: S608 - constants
_BY_VIEW: Final = """
    SELECT parent_id, sum(excl_cents), sum(excl_cents - cost_cents), sum(baskets)
    FROM retail.mv_ca_magasin_mensuel AS v JOIN retail.store AS s ON s.id = v.store_id
    JOIN identity.place AS p ON p.id = place_id
    WHERE make_date(year, month, 1) BETWEEN $1 AND $2 GROUP BY 1
"""
_BY_LINE: Final = """
    SELECT parent_id, sum(excl_cents), sum(excl_cents - cost_cents), count(DISTINCT sale.id)
    FROM retail.sale JOIN retail.sale_line ON sale_id = sale.id
    JOIN retail.store AS s ON s.id = store_id JOIN identity.place AS p ON p.id = place_id
    WHERE sold_on BETWEEN $1 AND CAST($2 AS date) + 30 GROUP BY 1
"""


def take_figures(mode: Mode, console: Console) -> Iterator[Taken]:
    """The network is made once, in a minute or two."""
    with stage() as ground:
        console.print("two million lines are made", highlight=False)
        make_network(ground.home.postgres.superuser_url(ROLE))
        with asyncio.Runner() as runner, ExitStack() as stack:
            database = Database(DatabaseUrl(ground.database_url), pool_size=1, pool_overflow=0)
            runner.run(database.open())
            stack.callback(lambda: runner.run(database.close()))
            read = _runs(_reading(runner, database, ground, stack), mode, console, ground)
            _print_consolidation(read, console)
            yield Taken("retail-consolidation", "regie", "reader", _facts(READ), READ_AIMS, read)
            kept = _runs(_keeping(runner, database, ground, stack), mode, console, ground)
            yield Taken("retail-aggregates", "regie", "writer", _facts(KEPT), KEPT_AIMS, kept)


def _keeping(
    runner: asyncio.Runner, database: Database, ground: Stage, stack: ExitStack
) -> dict[str, Case]:
    connection = stack.enter_context(psycopg.connect(ground.database_url, autocommit=True))
    tables = SalesTables(connection, TENANT, "bench")
    deltas, baskets = _batch()
    rows = list(deltas.select(pl.lit(TENANT), pl.all()).iter_rows())

    def append() -> None:
        with connection.transaction():
            tables.append_figures(deltas)
            tables.append_baskets(baskets)

    async def compacting() -> None:
        async with database.begin() as own:
            await compact(own, TENANT)

    def append_and_compact() -> None:
        append()
        runner.run(compacting())

    def upsert() -> None:
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(_UPSERT, rows)

    def refresh() -> None:
        connection.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY retail.mv_ca_magasin_mensuel")

    def settle() -> None:
        runner.run(compacting())

    deeds = (append, append_and_compact, upsert, refresh)
    return {name: Case(deed, after=settle) for name, deed in zip(KEPT, deeds, strict=True)}


def _batch() -> tuple[pl.DataFrame, pl.DataFrame]:
    """What `LINES` lines of one month come to: nearly each is of another store and category."""
    deltas = [
        (_LAST, 1 + 7 * n % STORES, 101 + (11 * n + n // 500) % CATEGORIES, *_LINE)
        for n in range(LINES)
    ]
    baskets = [(_LAST, 1 + (7 * n) % STORES, 1) for n in range(LINES // 4)]
    cells = ["month", "store_id", "category_id", *_SUMS]
    return (
        pl.DataFrame(deltas, cells, orient="row"),
        pl.DataFrame(baskets, ["month", "store_id", "baskets"], orient="row"),
    )


def _reading(
    runner: asyncio.Runner, database: Database, ground: Stage, stack: ExitStack
) -> dict[str, Case]:
    connection = runner.run(_connected(ground.database_url))
    stack.callback(lambda: runner.run(connection.close()))
    expected = runner.run(_by_region(connection, _BY_VIEW))

    async def consolidated(span: Span) -> tuple[int, int, int]:
        async with database.single() as connection:
            rows = placed(await places_with_figures(connection, span))
        now = total_of(rows).now
        return now.excl_cents, now.margin_cents, now.baskets

    def page(span: Span) -> Callable[[], object]:
        return lambda: runner.run(consolidated(span))

    def grouped(statement: str) -> Callable[[], object]:
        return lambda: runner.run(_by_region(connection, statement))

    def wrong(found: object) -> int:
        return int(found != expected)

    regions = Span(TENANT, EVERYWHERE, _YEAR)
    stores = Span(TENANT, EVERYWHERE, _YEAR, level="store")
    deeds = (page(regions), page(stores), grouped(_BY_VIEW), grouped(_BY_LINE))
    return {name: Case(deed, wrong=wrong) for name, deed in zip(READ, deeds, strict=True)}


async def _connected(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url)


async def _by_region(connection: asyncpg.Connection, statement: str) -> tuple[int, int, int]:
    """Of all regions together: revenue, margin, baskets."""
    rows = await connection.fetch(statement, _YEAR.first, _YEAR.last)
    revenue, margin, baskets = (sum(int(row[number]) for row in rows) for number in (1, 2, 3))
    return revenue, margin, baskets


def _runs(cases: dict[str, Case], mode: Mode, console: Console, ground: Stage) -> list[Run]:
    runs: list[Run] = []
    for number, name in interleaved(list(cases), mode.rounds):
        console.print(f"round {number + 1}: {name}", highlight=False)
        postgres = ground.home.postgres.processes
        runs.append(timed(name, cases[name], number, seconds=mode.seconds, postgres=postgres))
    return runs


def _print_consolidation(runs: Sequence[Run], console: Console) -> None:
    took = median(run.p50_ms for run in runs if run.case == "regie")
    reached = "reached" if took <= CONSOLIDATED_MS else "missed"
    console.print(f"consolidation: {took:.2f} ms of {CONSOLIDATED_MS:g} ms: {reached}")


def _facts(cases: dict[str, tuple[str, tuple[str, ...]]]) -> list[CaseFacts]:
    return [
        CaseFacts(name, title, {package: version(package) for package in packages})
        for name, (title, packages) in cases.items()
    ]
