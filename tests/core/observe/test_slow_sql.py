"""The slow-query log names statements, never what was asked with them."""

from __future__ import annotations

import pytest
import structlog

from regie.core.observe import count_statement, count_statements, log_if_slow, statement_digest


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


def test_statements_are_counted_inside_the_block_only() -> None:
    count_statement()
    with count_statements() as counter:
        count_statement()
        count_statement()
    count_statement()
    assert counter.count == 2
