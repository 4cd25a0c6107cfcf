"""A statement stays in the brackets in which T-SQL has nothing but a SELECT."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.core.sqlguard import SourceRefused
from regie.core.sqlguard.engines.sqlserver.grammar import bounded

STAYS = (
    "SELECT 1 AS a",
    "SELECT o.[N° (commande)] AS n FROM dbo.orders AS o WHERE o.client = ?",
    "SELECT ')' AS a, N'it''s ;' AS b",
    "SELECT o.[a]]);] AS n FROM dbo.orders AS o",
    'SELECT "a"");" AS n FROM t',
    "SELECT COUNT(*) AS n FROM t WHERE a IN (?, (SELECT MAX(b) FROM u)) -- );",
)
LEAVES = (
    "SELECT 1 AS a; DELETE FROM orders",
    "SELECT 1 AS a) AS x DELETE FROM orders SELECT * FROM (SELECT 1 AS b",
    "SELECT 1 AS a) AS x --",
    "SELECT ')' AS a) AS x DELETE FROM orders SELECT * FROM (SELECT '(' AS b",
    "SELECT [a]]] AS a) AS x DELETE FROM orders SELECT 1 FROM (SELECT 1 AS [b]",
    "SELECT 1 /* ' */ AS a) AS x DELETE FROM orders SELECT 1 FROM (SELECT 1 /* ' */ AS b",
    "SELECT 'a AS a",
    "SELECT [a AS a",
    "SELECT (1 AS a",
)


@pytest.mark.parametrize("statement", STAYS)
def test_one_select_runs_in_brackets(statement: str) -> None:
    assert bounded(statement, 11, ()) == f"SELECT TOP (11) * FROM (\n{statement}\n) AS bounded"


@pytest.mark.parametrize("statement", LEAVES)
def test_what_would_leave_them_is_refused(statement: str) -> None:
    with pytest.raises(SourceRefused):
        bounded(statement, 11, ())


@given(value=st.text())
def test_whatever_stands_in_a_literal_or_a_name_is_no_grammar(value: str) -> None:
    literal, name = value.replace("'", "''"), value.replace("]", "]]")
    assert bounded(f"SELECT N'{literal}' AS [{name}]", 11, ())
