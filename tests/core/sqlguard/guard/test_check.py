"""What the guard makes of a statement, and why it refuses one."""

from __future__ import annotations

import logging

import pytest

from regie.core.sqlguard.guard import Allowed, Denied, Dialect, Policy, check

from .statements import ALL, POLICY, cases

SMALL = Policy(
    {"orders": ("number", "status"), "Notes": ("Texte",)},
    {"postgres": "public", "tsql": "dbo"},
    rows=20,
)


def written(sql: str, dialect: Dialect = "postgres") -> str:
    verdict = check(sql, dialect, SMALL)
    assert isinstance(verdict, Allowed)
    return verdict.sql


def test_a_star_is_the_open_columns() -> None:
    assert written("SELECT * FROM orders") == (
        'SELECT "orders"."number", "orders"."status" FROM "public"."orders" AS "orders" LIMIT 20'
    )


@pytest.mark.parametrize(
    ("dialect", "sql", "end"),
    [
        ("postgres", "SELECT number FROM orders LIMIT 5", "LIMIT 5"),
        ("postgres", "SELECT number FROM orders LIMIT 0", "LIMIT 0"),
        ("postgres", "SELECT number FROM orders LIMIT 999999", "LIMIT 20"),
        ("postgres", "SELECT number FROM orders LIMIT 999 OFFSET 7", "LIMIT 20 OFFSET 7"),
        ("postgres", "SELECT 1 UNION SELECT 2", "LIMIT 20"),
        ("mysql", "SELECT number FROM orders LIMIT 7, 999", "LIMIT 20 OFFSET 7"),
        ("tsql", "SELECT number FROM orders ORDER BY number OFFSET 5 ROWS", "NEXT 20 ROWS ONLY"),
    ],
)
def test_no_more_rows_leave_than_the_policy_says(dialect: Dialect, sql: str, end: str) -> None:
    assert written(sql, dialect).endswith(end)


@pytest.mark.parametrize(("asked", "top"), [("", 20), ("TOP 5", 5), ("TOP (999)", 20)])
def test_sql_server_is_told_by_top(asked: str, top: int) -> None:
    assert written(f"SELECT {asked} number FROM orders", "tsql").startswith(f"SELECT TOP {top} [")


def test_a_union_of_sql_server_is_capped_around_it() -> None:
    assert written("SELECT number FROM orders UNION SELECT Texte FROM Notes", "tsql") == (
        "SELECT TOP 20 [result].[number] FROM (SELECT [orders].[number] FROM [dbo].[orders] AS "
        "[orders] UNION SELECT [Notes].[Texte] FROM [dbo].[Notes] AS [Notes]) AS [result]"
    )


def test_a_side_of_a_union_that_sorts_is_selected_from_where_brackets_may_not_sort() -> None:
    sql = "(SELECT TOP 1 number FROM orders ORDER BY status) UNION SELECT Texte FROM Notes"
    assert "UNION" in written(sql, "tsql").partition("AS [side] ")[2]


def test_an_order_that_sorts_nothing_is_left_out() -> None:
    sql = "(SELECT number FROM orders ORDER BY status) UNION SELECT Texte FROM Notes"
    assert "ORDER" not in written(sql, "tsql")


@pytest.mark.parametrize("column", ["COUNT(*)", "number, number"])
def test_a_side_in_brackets_has_names_to_be_selected_by(column: str) -> None:
    sql = f"(SELECT {column} FROM orders LIMIT 1) UNION SELECT {column} FROM orders"
    assert isinstance(check(sql, "sqlite", SMALL), Denied)


def test_using_becomes_on() -> None:
    sql = "SELECT n FROM (SELECT number AS n FROM orders) a JOIN (SELECT number AS n FROM orders) b"
    assert 'ON "a"."n" = "b"."n"' in written(f"{sql} USING (n)")


def test_a_name_of_the_select_is_no_column_where_the_server_would_look_for_one() -> None:
    assert "GROUP BY 1" in written("SELECT 1 AS margin FROM orders GROUP BY margin")


def test_an_alias_that_is_a_word_of_another_statement_is_written_in_quotes() -> None:
    assert " AS [DELETE] FROM " in written("SELECT 1 AS [DELETE] FROM orders", "tsql")


def test_every_column_has_a_name_of_its_own() -> None:
    verdict = check("SELECT COUNT(*), COUNT(status), number, number FROM orders", "sqlite", SMALL)
    assert isinstance(verdict, Allowed)
    assert verdict.columns == ("count", "count_2", "number", "number_2")


@pytest.mark.parametrize("dialect", ALL)
def test_a_parameter_stays_where_its_name_is_known(dialect: Dialect) -> None:
    sql = "SELECT number FROM orders WHERE status = :state OR number = :number OR status = :state"
    verdict = check(sql, dialect, SMALL, parameters=frozenset(("state", "number")))
    assert isinstance(verdict, Allowed)
    assert verdict.parameters == ("state", "number", "state")


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT 1; SELECT 2", "many_statements"),
        ("DELETE FROM orders", "not_a_query"),
        ("SELECT number FROM nothing", "table"),
        ("SELECT nothing FROM orders", "column"),
        ("SELECT orders FROM orders", "column"),
        ("SELECT pg_sleep(1)", "function"),
        ("SELECT number FROM orders FOR UPDATE", "statement_word"),
        ("SELECT a.number FROM orders a, orders b", "product"),
        ("SELECT number FROM orders LIMIT 1 + 1", "limit"),
        ("SELECT 'orders'::regclass", "construct"),
        ("SELECT number FROM orders WHERE number = :x", "parameter"),
        ("SELECT " + "(" * 40 + "1" + ")" * 40, "too_deep"),
        ("SELECT '" + "x" * 20_000 + "'", "too_large"),
        ("SELECT count(o.*) FROM orders o", "star"),
        ("SELECT FROM WHERE", "syntax"),
    ],
)
def test_a_denial_says_why(sql: str, reason: str) -> None:
    verdict = check(sql, "postgres", SMALL)
    assert isinstance(verdict, Denied)
    assert verdict.reason == reason


def test_without_a_schema_no_name_may_hide_a_table() -> None:
    sql = "WITH orders AS (SELECT number FROM orders) SELECT number FROM orders"
    assert isinstance(check(sql, "mysql", SMALL), Denied)


def test_nothing_that_is_refused_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for dialect, sql in cases("deny"):
            check(sql, dialect, POLICY)
    assert caplog.records == []
