"""The order that a person asks for is the order that comes: what a source runs sorts in its
outermost SELECT, the only one that an engine promises to keep."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from regie.core.sqlguard import Engine, ReadOnlySource, open_source
from regie.core.sqlguard.guard import DIALECTS, Allowed, Denied, Dialect, check, statement
from regie.core.sqlguard.opening import driver_of
from regie.core.sqlguard.statements import Statement

from .statements import ALL, POLICY

ENGINES: tuple[Engine, ...] = ("postgresql", "mysql", "sqlite")
ONE, TWO, THREE = "CL-1", "CL-2", "CL-3"

SORTED = [
    ("SELECT number FROM orders ORDER BY amount DESC", [THREE, TWO, ONE]),
    ("SELECT number FROM orders ORDER BY customer_name, copies", [THREE, ONE, TWO]),
    ("SELECT number FROM orders ORDER BY CASE status WHEN 'b' THEN 0 ELSE 1 END, number DESC",
     [THREE, TWO, ONE]),
    ("SELECT number AS n, amount AS a FROM orders ORDER BY a DESC", [THREE, TWO, ONE]),
    ("SELECT number, amount FROM orders ORDER BY 2 DESC LIMIT 2", [THREE, TWO]),
    ("SELECT number FROM orders ORDER BY copies DESC LIMIT 2 OFFSET 1", [ONE, THREE]),
    ("SELECT number, LOWER(designation) FROM orders ORDER BY LOWER(designation) DESC",
     [THREE, TWO, ONE]),
    ("SELECT DISTINCT number FROM orders ORDER BY number DESC", [THREE, TWO, ONE]),
    ("SELECT number FROM orders UNION SELECT order_number FROM status_history ORDER BY 1 DESC",
     [THREE, TWO, ONE]),
    ("SELECT customer_name FROM orders GROUP BY customer_name ORDER BY MAX(ordered_on) DESC",
     ["Dupont", "Rami"]),
    ("SELECT customer_name FROM orders GROUP BY customer_name ORDER BY COUNT(*)",
     ["Rami", "Dupont"]),
    ("SELECT number FROM orders o ORDER BY (SELECT c.city FROM customers c"
     " WHERE c.id = o.customer_id) DESC, number DESC", [TWO, THREE, ONE]),
    ("WITH t AS (SELECT number AS n, amount AS a FROM orders) SELECT n FROM t ORDER BY a DESC",
     [THREE, TWO, ONE]),
    ("SELECT number, ROW_NUMBER() OVER (ORDER BY amount) AS place FROM orders ORDER BY place DESC",
     [THREE, TWO, ONE]),
    ("SELECT number AS sorted_by FROM orders ORDER BY amount DESC", [THREE, TWO, ONE]),
]  # fmt: skip
OF_ONE_ENGINE: list[tuple[Engine, str, list[str]]] = [
    ("postgresql", "SELECT number FROM orders ORDER BY due_on", [ONE, THREE, TWO]),
    ("postgresql", "SELECT number FROM orders ORDER BY due_on DESC", [TWO, THREE, ONE]),
    ("postgresql", "SELECT number FROM orders ORDER BY due_on NULLS FIRST", [TWO, ONE, THREE]),
    ("postgresql", "SELECT DISTINCT ON (customer_id) number FROM orders"
     " ORDER BY customer_id DESC, amount DESC", [TWO, THREE]),
    ("mysql", "SELECT number FROM orders ORDER BY due_on", [TWO, ONE, THREE]),
    ("mysql", "SELECT number FROM orders ORDER BY due_on IS NULL, due_on", [ONE, THREE, TWO]),
    ("mysql", "SELECT DISTINCT number FROM orders ORDER BY REVERSE(number) DESC",
     [THREE, TWO, ONE]),
    ("sqlite", "SELECT number FROM orders ORDER BY due_on", [TWO, ONE, THREE]),
    ("sqlite", "SELECT number FROM orders ORDER BY due_on NULLS LAST", [ONE, THREE, TWO]),
    ("sqlite", "SELECT DISTINCT number FROM orders ORDER BY SUBSTR(number, 4) DESC",
     [THREE, TWO, ONE]),
]  # fmt: skip


def ready(sql: str, dialect: Dialect) -> Statement:
    verdict = check(sql, dialect, POLICY)
    assert isinstance(verdict, Allowed), verdict
    return statement(verdict, dialect, {})


@pytest.fixture
async def source(request: pytest.FixtureRequest) -> AsyncIterator[ReadOnlySource]:
    opened = open_source("shop", request.getfixturevalue(f"{request.param}_dsn"))
    yield opened
    await opened.close()


async def first_column(source: ReadOnlySource, sql: str) -> list[str]:
    """Where the tables are differs from one server to the next, and is not what is asked."""
    verdict = check(sql, DIALECTS[source.engine], type(POLICY)(POLICY.allowed))
    assert isinstance(verdict, Allowed), verdict
    bound = statement(verdict, DIALECTS[source.engine], {})
    rows = await source.fetch(bound.sql, order=bound.order)
    return [row[verdict.columns[0]] for row in rows]


@pytest.mark.mysql
@pytest.mark.parametrize("source", ENGINES, indirect=True)
@pytest.mark.parametrize(("sql", "expected"), SORTED)
async def test_rows_come_as_they_were_asked_for(
    source: ReadOnlySource, sql: str, expected: list[str]
) -> None:
    assert await first_column(source, sql) == expected


@pytest.mark.mysql
@pytest.mark.parametrize(("source", "sql", "expected"), OF_ONE_ENGINE, indirect=["source"])
async def test_rows_come_in_the_order_that_is_one_engines_own(
    source: ReadOnlySource, sql: str, expected: list[str]
) -> None:
    assert await first_column(source, sql) == expected


@pytest.mark.parametrize("engine", [*ENGINES, "sqlserver"])
@pytest.mark.parametrize("sql", [sql for sql, _ in SORTED if "LIMIT" not in sql])
def test_the_outermost_select_sorts(engine: Engine, sql: str) -> None:
    bound = ready(sql, DIALECTS[engine])
    outermost = driver_of(engine).bounded(bound.sql, 501, bound.order).rpartition("\n)")[2]
    assert "ORDER BY" in outermost


@pytest.mark.parametrize(
    ("sql", "runs"),
    [
        (
            "SELECT TOP 5 number FROM orders ORDER BY ordered_on DESC, status",
            "SELECT TOP 5 [orders].[number], [orders].[ordered_on] AS [sorted_by],"
            " [orders].[status] AS [sorted_by_2] FROM [dbo].[orders] AS [orders]"
            " ORDER BY [orders].[ordered_on] DESC, [orders].[status]\n) AS bounded"
            " ORDER BY [sorted_by] DESC, [sorted_by_2]",
        ),
        (
            "SELECT DISTINCT status FROM orders ORDER BY status DESC",
            "SELECT DISTINCT TOP 500 [orders].[status] FROM [dbo].[orders] AS [orders]"
            " ORDER BY [orders].[status] DESC\n) AS bounded ORDER BY [status] DESC",
        ),
        (
            "SELECT number FROM orders UNION SELECT order_number FROM status_history ORDER BY 1",
            "SELECT TOP 500 [result].[number] FROM (SELECT [orders].[number] FROM [dbo].[orders]"
            " AS [orders] UNION SELECT [status_history].[order_number] FROM"
            " [dbo].[status_history] AS [status_history]) AS [result] ORDER BY 1\n) AS bounded"
            " ORDER BY [number]",
        ),
        (
            "SELECT number, status FROM orders ORDER BY amount OFFSET 20 ROWS FETCH NEXT 9 ROWS"
            " ONLY",
            "SELECT [orders].[number], [orders].[status], [orders].[amount] AS [sorted_by] FROM"
            " [dbo].[orders] AS [orders] ORDER BY [orders].[amount] OFFSET 20 ROWS FETCH NEXT 9"
            " ROWS ONLY\n) AS bounded ORDER BY [sorted_by]",
        ),
    ],
)
def test_sql_server_takes_the_first_rows_in_order_and_gives_them_in_order(
    sql: str, runs: str
) -> None:
    bound = ready(sql, "tsql")
    written = driver_of("sqlserver").bounded(bound.sql, 501, bound.order)
    assert written == f"SELECT TOP (501) * FROM (\n{runs}"


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT DISTINCT status FROM orders ORDER BY ordered_on",
        "SELECT DISTINCT status FROM orders ORDER BY LOWER(number)",
        "SELECT number FROM orders ORDER BY 2",
        "SELECT number FROM orders ORDER BY 0",
        "SELECT DISTINCT status FROM orders GROUP BY status, customer_id ORDER BY COUNT(*)",
        "SELECT DISTINCT status FROM orders GROUP BY status, customer_id ORDER BY status, COUNT(*)",
        "SELECT number FROM orders ORDER BY COUNT(*)",
        "SELECT number FROM orders ORDER BY 1 + MAX(amount)",
        "SELECT number FROM orders ORDER BY RANK() OVER (ORDER BY COUNT(*))",
    ],
)
def test_what_says_no_order_is_denied(dialect: Dialect, sql: str) -> None:
    assert isinstance(check(sql, dialect, POLICY), Denied)


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("sqlite", "SELECT number FROM orders ORDER BY TOTAL(amount)"),
        ("sqlite", "SELECT DISTINCT status FROM orders GROUP BY status, copies ORDER BY TOTAL(1)"),
        ("tsql", "SELECT number FROM orders ORDER BY VARP(amount)"),
        ("postgres", "SELECT number FROM orders ORDER BY EVERY(amount > 1)"),
    ],
)
def test_what_one_engine_alone_makes_one_row_with_says_none_either(
    dialect: Dialect, sql: str
) -> None:
    assert isinstance(check(sql, dialect, POLICY), Denied)


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT COUNT(*) AS n FROM orders ORDER BY MAX(amount)",
        "SELECT number FROM orders ORDER BY SUM(amount) OVER (PARTITION BY status)",
        "SELECT number FROM orders AS o ORDER BY (SELECT COUNT(*) FROM status_history AS h"
        " WHERE h.order_number = o.number)",
    ],
)
def test_a_count_that_is_the_answers_own_or_makes_no_row_of_many_is_an_order(
    dialect: Dialect, sql: str
) -> None:
    assert isinstance(check(sql, dialect, POLICY), Allowed)


def test_a_parameter_of_a_key_is_given_twice() -> None:
    sql = "SELECT number FROM orders ORDER BY CASE WHEN status = :s THEN 0 ELSE 1 END, number"
    verdict = check(sql, "sqlite", POLICY, parameters=frozenset("s"))
    assert isinstance(verdict, Allowed)
    assert statement(verdict, "sqlite", {"s": "text"}).values(s="late") == ("late", "late")
