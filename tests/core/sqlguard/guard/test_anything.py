"""Whatever is sent, the guard answers; and what it lets through stays within what is open."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regie.core.sqlguard.guard import Allowed, Denied, Dialect, check

from .mutations import mutated
from .statements import ALL, OPEN, POLICY, schema

MAY = {(table, column) for table, columns in OPEN.items() for column in ("", *columns)}


def done_by_sqlite(sql: str) -> set[tuple[object, ...]]:
    """What it does, as SQLite sees it while it prepares it; what it refuses does nothing."""
    asked = set[tuple[object, ...]]()

    def note(action: int, one: str | None, other: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ:
            asked.add((one, other))
        elif action not in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION):
            asked.add((action, one, other))
        return sqlite3.SQLITE_OK

    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in schema():
        connection.execute(statement)
    connection.set_authorizer(note)
    try:
        connection.execute(f"EXPLAIN {sql}").fetchall()
    except sqlite3.OperationalError:
        return set()
    finally:
        connection.close()
    return asked


@settings(deadline=None)
@given(mutated())
def test_what_is_allowed_is_allowed_again_and_unchanged(told: tuple[Dialect, str]) -> None:
    dialect, sql = told
    verdict = check(sql, dialect, POLICY)
    assert isinstance(verdict, Denied) or check(verdict.sql, dialect, POLICY) == verdict


@settings(deadline=None)
@given(mutated(("sqlite",)))
def test_what_is_allowed_reads_open_columns_only(told: tuple[Dialect, str]) -> None:
    verdict = check(told[1], "sqlite", POLICY)
    assert isinstance(verdict, Denied) or done_by_sqlite(verdict.sql) <= MAY


@settings(deadline=None)
@given(st.sampled_from(ALL), st.text(max_size=300))
def test_any_text_gets_a_verdict(dialect: Dialect, sql: str) -> None:
    assert isinstance(check(sql, dialect, POLICY), Allowed | Denied)


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT " + "(" * 20_000,
        "SELECT " + "(" * 900 + "1" + ")" * 900,
        "SELECT " + "NOT " * 1_900 + "1",
        "SELECT " + "- " * 1_900 + "1",
        "SELECT " + "1+" * 990 + "1",
        "SELECT 1 " + "UNION ALL SELECT 1 " * 490,
        "SELECT 1 FROM orders " + "JOIN orders " * 60,
        "SELECT " + "DATE(" * 28 + "1" + ")" * 28,
        "SELECT " + "ARRAY[" * 28 + "1" + "]" * 28,
        "SELECT " + "CASE WHEN " * 400 + "1" + " THEN 1 END" * 400,
        "SELECT " + "a." * 900 + "b FROM orders",
        "SELECT 1" + "::int" * 600,
        "WITH " + ", ".join(f"c{n} AS (SELECT 1 AS a)" for n in range(200)) + " SELECT 1",
        "SELECT '" + "a" * 20_000 + "'",
        "SELECT " + "9" * 9_000,
        "SELECT " + "f(" * 400 + ")" * 400,
        "\ud800",
    ],
    ids=lambda sql: f"{sql[:24]}…".encode("ascii", "replace").decode(),
)
def test_what_is_endless_is_denied(dialect: Dialect, sql: str) -> None:
    assert isinstance(check(sql, dialect, POLICY), Denied)
