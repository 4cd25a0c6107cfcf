"""The demo: two years that add up, ending today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from regie.apps.retail.demo import ensure_demo
from regie.core.app import DemoSite
from regie.core.clock import utc_now
from regie.core.db import DatabaseUrl
from regie.core.files import MemoryStore
from regie.identity.demo import prepare_demo

TODAY = date(2026, 11, 21)


def nothing(*_: object) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def filled(migrated: DatabaseUrl) -> Iterator[psycopg.Cursor]:
    dsn = migrated.for_libpq()
    assert ensure_demo(dsn, TODAY, nothing) is False  # there are no places yet
    prepare_demo(DemoSite(dsn, dsn, lambda name: name, utc_now, nothing, MemoryStore()))
    assert ensure_demo(dsn, TODAY, nothing) is True
    with psycopg.connect(dsn, autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor


def value(cursor: psycopg.Cursor, statement: str) -> object:
    row = cursor.execute(statement).fetchone()
    assert row is not None
    return row[0]


def test_a_second_run_changes_nothing(filled: psycopg.Cursor, migrated: DatabaseUrl) -> None:
    assert ensure_demo(migrated.for_libpq(), TODAY, nothing) is False


def test_figures_are_the_sum_of_their_lines(filled: psycopg.Cursor) -> None:
    same = """
        SELECT (SELECT ARRAY[sum(excl_cents), sum(incl_cents), sum(cost_cents), count(*)]
                FROM retail.sale_line)
            = (SELECT ARRAY[sum(excl_cents), sum(incl_cents), sum(cost_cents), sum(lines)]
               FROM retail.region_month)
    """
    assert value(filled, same) is True


def test_it_is_as_large_as_a_demo_should_be(filled: psycopg.Cursor) -> None:
    lines = value(filled, "SELECT count(*) FROM retail.sale_line")
    assert isinstance(lines, int)
    assert 25_000 <= lines <= 45_000


def test_it_ends_today(filled: psycopg.Cursor) -> None:
    assert value(filled, "SELECT max(sold_on) FROM retail.sale") == TODAY


def test_it_has_25_months(filled: psycopg.Cursor) -> None:
    counted = "SELECT count(DISTINCT month) FROM retail.region_figure"
    assert value(filled, counted) == 25


def test_targets_are_near_what_came(filled: psycopg.Cursor) -> None:
    near = """
        SELECT bool_and(reached / planned BETWEEN 0.85 AND 1.15) FROM (
            SELECT CAST(sum(targeted_cents) AS float8), sum(target_cents) FROM retail.region_month
            WHERE month < '2026-11-01'
            UNION ALL SELECT sum(margin_targeted_cents), sum(margin_target_cents)
            FROM retail.region_month WHERE month < '2026-11-01'
            UNION ALL SELECT sum(baskets_targeted), sum(baskets_target)
            FROM retail.region_month WHERE month < '2026-11-01'
        ) AS goals (reached, planned)
    """
    assert value(filled, near) is True


def test_lines_are_sold_at_the_prices_of_their_day(filled: psycopg.Cursor) -> None:
    """Or below them: there are sales twice a year."""
    dearer = """
        SELECT count(*) FROM retail.sale_line AS l JOIN retail.sale ON sale.id = sale_id
        JOIN LATERAL (
            SELECT * FROM retail.product_price AS p
            WHERE p.product_id = l.product_id AND valid_from <= sold_on
            ORDER BY valid_from DESC LIMIT 1
        ) AS price ON true
        WHERE unit_price_e4 > sale_e4 OR abs(purchase_price_e4 - purchase_e4) > 1
    """
    assert value(filled, dearer) == 0
