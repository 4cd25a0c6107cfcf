"""The demo's production database."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.apps.orders.demo import ensure_demo
from regie.apps.orders.demo.orders import (
    CANCELLED,
    IN_PRODUCTION,
    ORDERS,
    PREPARING,
    DemoOrder,
    famous,
    orders,
)
from regie.core.embedded import EmbeddedPostgres

from .conftest import READER_PASSWORD, TODAY, no_progress

Read = Callable[[str], list[tuple[object, ...]]]

FAMOUS = "CL-401372-487531"


@given(st.dates(date(2025, 11, 1), date(2032, 12, 31)))
@settings(max_examples=5, deadline=None)
def test_on_any_day_there_are_8252_orders_with_numbers_of_their_own(today: date) -> None:
    assert len({order.number for order in orders(today)}) == ORDERS == 8252


@pytest.mark.parametrize(
    ("today", "october"),
    [
        (date(2025, 11, 2), 2025),
        (TODAY, 2026),
        (date(2026, 10, 15), 2025),
        (date(2028, 1, 1), 2027),
    ],
)
def test_rami_has_three_orders_in_the_last_october_that_is_over(today: date, october: int) -> None:
    of_rami = Counter(
        (order.ordered_on.year, order.ordered_on.month)
        for order in orders(today)
        if "RAMI" in order.customer and order.number != FAMOUS
    )
    assert of_rami == {(2025, 10): 3, (october, 10): 3}


def test_the_famous_order_is_there_as_documentation_tells_it(production: Read) -> None:
    assert production('SELECT * FROM "Commandes" WHERE "NumeroCommande" = \'CL-401372-487531\'')[0][
        :7
    ] == (
        "CL-401372-487531",
        "Mina RAMI",
        "En production",
        date(2026, 11, 2),
        date(2026, 11, 13),
        "DCC avec couverture",
        5,
    )


def days_late(order: DemoOrder, today: date) -> int:
    """Of one that has not left."""
    return (today - order.expected_on).days if order.expected_on else 0


def under_way(today: date) -> list[DemoOrder]:
    return [order for order in orders(today) if order.status in (IN_PRODUCTION, PREPARING)]


@pytest.mark.parametrize("days", range(7))
def test_the_famous_order_is_a_few_days_late_on_any_day_of_the_week(days: int) -> None:
    today = TODAY + timedelta(days=days)
    mine = next(order for order in famous(today) if order.number == FAMOUS)
    assert 3 <= days_late(mine, today) <= 9


@pytest.mark.parametrize("days", [0, 1, 2, 40, 100, 365, 1000])
def test_of_the_orders_under_way_one_alone_is_later_than_nine_days(days: int) -> None:
    today = TODAY + timedelta(days=days)
    late = [days_late(order, today) for order in under_way(today)]
    assert [18 <= behind <= 25 for behind in late if behind > 9] == [True]


@pytest.mark.parametrize("days", [0, 1, 2, 40, 100, 365, 1000])
def test_most_orders_under_way_are_in_time(days: int) -> None:
    today = TODAY + timedelta(days=days)
    late = [days_late(order, today) > 0 for order in under_way(today)]
    assert 0 < sum(late) < len(late) / 4


def test_no_step_is_in_the_future_or_before_the_order() -> None:
    assert all(order.ordered_on <= on <= TODAY for order in orders(TODAY) for _, on in order.steps)


def test_steps_follow_each_other() -> None:
    assert all(
        [on for _, on in order.steps] == sorted(on for _, on in order.steps)
        for order in orders(TODAY)
    )


def test_tomorrow_an_order_is_the_same_order_a_step_further_at_most() -> None:
    tomorrow = {order.number: order for order in orders(TODAY + timedelta(days=1))}
    kept = [(order, tomorrow[order.number]) for order in orders(TODAY) if order.number in tomorrow]
    assert len(kept) > 8000
    assert all(
        (old.customer, old.designation, old.steps)
        == (new.customer, new.designation, new.steps[: len(old.steps)])
        for old, new in kept
    )


def test_some_orders_are_under_way_and_some_cancelled() -> None:
    found = Counter(order.status for order in orders(TODAY))
    assert len(found) == 5
    assert found[CANCELLED] < 500


def test_history_ends_with_the_status_of_the_order(production: Read) -> None:
    assert production(
        'SELECT count(*) FROM "Commandes" AS c WHERE NOT EXISTS'
        ' (SELECT FROM "HistoriqueStatuts" AS h WHERE h."NumeroCommande" = c."NumeroCommande"'
        ' AND h."Statut" = c."Statut")'
    ) == [(0,)]


def test_preparing_it_again_changes_nothing(postgres: EmbeddedPostgres, production: Read) -> None:
    digest = 'SELECT xmin::text, ctid::text FROM "Commandes" ORDER BY 2'
    before = production(digest)
    ensure_demo(postgres.superuser_url(), READER_PASSWORD, TODAY, no_progress)
    assert production(digest) == before


KILLED = """
import os, signal, sys
from datetime import date
from regie.apps.orders.demo import ensure_demo

def die(what, done, of):
    if done >= 4000:
        os.kill(os.getpid(), signal.SIGKILL)

ensure_demo(sys.argv[1], sys.argv[2], date.fromisoformat(sys.argv[3]), die)
"""


def test_killed_midway_it_leaves_what_was_there_and_heals_at_the_next_start(
    postgres: EmbeddedPostgres, production: Read
) -> None:
    mark = """SELECT shobj_description(oid, 'pg_database'), count(*)
        FROM pg_database, "Commandes" WHERE datname = 'production' GROUP BY 1"""
    before = production(mark)
    admin_dsn, tomorrow = postgres.superuser_url(), TODAY + timedelta(days=1)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, admin_dsn, READER_PASSWORD, tomorrow.isoformat()],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert production(mark) == before
    ensure_demo(admin_dsn, READER_PASSWORD, tomorrow, no_progress)
    assert production('SELECT max("DateCommande") FROM "Commandes"') == [(tomorrow,)]
    ensure_demo(admin_dsn, READER_PASSWORD, TODAY, no_progress)


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "MontantHT" FROM "Commandes"',
        'SELECT * FROM "Commandes"',
        'INSERT INTO "HistoriqueStatuts" DEFAULT VALUES',
        'UPDATE "Commandes" SET "Statut" = \'Livrée\'',
        "CREATE TABLE mine (id integer)",
        "CREATE TEMPORARY TABLE mine (id integer)",
        "SET ROLE production_owner",
    ],
)
def test_the_readers_rights_alone_refuse_everything_but_the_mapped_columns(
    demo_dsn: str, statement: str
) -> None:
    with psycopg.connect(demo_dsn, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_a_new_password_of_the_reader_holds_from_the_next_start(
    postgres: EmbeddedPostgres, demo_dsn: str
) -> None:
    other = ensure_demo(postgres.superuser_url(), "another", TODAY, no_progress)
    with psycopg.connect(other) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("regie_reader",)
    ensure_demo(postgres.superuser_url(), READER_PASSWORD, TODAY, no_progress)
