"""The slow-query log names statements, never what was asked with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog
from structlog.contextvars import bound_contextvars

from regie.core.observe import (
    SLOW_SQL_MS,
    SlowStatement,
    caused_by,
    count_statement,
    count_statements,
    listen_to_slow_sql,
    log_if_slow,
    set_slow_sql_threshold,
    statement_digest,
    untold,
)


@pytest.mark.parametrize(
    "other",
    [
        "SELECT * FROM orders WHERE number = 'CL-2' AND copies > 7",
        "SELECT *  FROM orders\n WHERE number = 'it''s' AND copies > 1.5",
    ],
)
def test_literals_and_spacing_do_not_change_the_digest(other: str) -> None:
    first = "SELECT * FROM orders WHERE number = 'CL-1' AND copies > 5"
    assert statement_digest(first) == statement_digest(other)


def test_another_statement_has_another_digest() -> None:
    assert statement_digest("SELECT a FROM t") != statement_digest("SELECT b FROM t")


def test_a_slow_statement_is_logged_without_its_literals() -> None:
    with structlog.testing.capture_logs() as logs:
        log_if_slow("SELECT 1 WHERE name = 'RAMI'", 1500, database="regie")
    assert "RAMI" not in str(logs)
    assert logs[0]["event"] == "sql_slow"


def test_a_fast_statement_is_not_logged() -> None:
    with structlog.testing.capture_logs() as logs:
        log_if_slow("SELECT 1", 999, database="regie")
    assert logs == []


@pytest.fixture
def heard() -> Iterator[list[SlowStatement]]:
    heard: list[SlowStatement] = []
    stop = listen_to_slow_sql(heard.append)
    yield heard
    stop()


def test_a_listener_hears_on_whose_behalf_a_statement_was_slow(heard: list[SlowStatement]) -> None:
    with caused_by("/api/v1/orders/track"), bound_contextvars(request_id="abc"):
        log_if_slow("SELECT 1", 1234.5, database="regie", rows=7)
    (slow,) = heard
    told = slow.statement, slow.elapsed_ms, slow.rows, slow.cause, slow.request_id
    assert told == ("SELECT ?", 1234, 7, "/api/v1/orders/track", "abc")


def test_a_listener_does_not_hear_of_itself(heard: list[SlowStatement]) -> None:
    with untold():
        log_if_slow("INSERT INTO slow_queries VALUES (1)", 5000, database="regie")
    assert heard == []


def test_nobody_hears_after_the_end() -> None:
    heard: list[SlowStatement] = []
    listen_to_slow_sql(heard.append)()
    log_if_slow("SELECT 1", 5000, database="regie")
    assert heard == []


def test_what_is_slow_can_be_set(heard: list[SlowStatement]) -> None:
    set_slow_sql_threshold(100)
    try:
        log_if_slow("SELECT 1", 101, database="regie")
    finally:
        set_slow_sql_threshold(SLOW_SQL_MS)
    assert len(heard) == 1


def test_statements_are_counted_inside_the_block_only() -> None:
    count_statement()
    with count_statements() as counter:
        count_statement()
        count_statement()
    count_statement()
    assert counter.count == 2
