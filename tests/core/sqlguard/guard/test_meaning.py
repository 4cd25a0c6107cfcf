"""What runs answers as what was typed: the same rows, in the same order where one was asked for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Final

import psycopg
import pymysql
import pytest

from regie.core.sqlguard import read_address
from regie.core.sqlguard.guard import Allowed, Dialect, Policy, check, statement

from .statements import OPEN, cases

Run = Callable[[str], Sequence[tuple[Any, ...]]]

HERE: Final = Policy(OPEN)
"""Without the names of schemas, which each server has its own of."""

_ANSWERS_OTHERWISE: Final = re.compile(
    r"now|current_|curdate|utc_|today|sysdate|[a-z] \*|\.\*|^\(|except \(|with orders as"
    r"|\bpublic\b|shop[.`]|\bmain\b|as (?:decimal|date)\b",
    re.IGNORECASE,
)
"""The clock; `*`, which is the open columns; schemas that are elsewhere here; casts that SQLite has
no type for, a WITH that it takes for a circle, and brackets in a UNION that it does not take."""
_SORTED: Final = re.compile(r"order by[^)]*$", re.IGNORECASE)
TYPED: Final = [
    (dialect, sql)
    for dialect, sql in cases("allow")
    if dialect != "tsql" and not _ANSWERS_OTHERWISE.search(sql)
]


@contextmanager
def _connected(dialect: Dialect, dsn: str) -> Iterator[Any]:
    """A connection of a driver that is not ours to read with."""
    if dialect == "postgres":
        with psycopg.connect(dsn, autocommit=True) as connection:
            yield connection
    elif dialect == "sqlite":
        with closing(sqlite3.connect(dsn.removeprefix("sqlite://"))) as connection:
            yield connection
    else:
        at = read_address(dsn)
        with closing(
            pymysql.connect(
                host=at.host,
                port=at.port or 0,
                user=at.user,
                password=at.password,
                database=at.database,
                charset="utf8mb4",
                ssl=at.tls_context(),
                ssl_disabled=not at.must_verify,
            )
        ) as connection:
            yield connection


@pytest.fixture(scope="module")
def servers(postgresql_dsn: str, mysql_dsn: str, sqlite_dsn: str) -> Iterator[dict[Dialect, Run]]:
    def runs(connection: Any) -> Run:
        def run(sql: str) -> Sequence[tuple[Any, ...]]:
            cursor = connection.cursor()
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]

        return run

    with (
        _connected("postgres", postgresql_dsn) as postgres,
        _connected("mysql", mysql_dsn) as mysql,
        _connected("sqlite", sqlite_dsn) as sqlite,
    ):
        yield {"postgres": runs(postgres), "mysql": runs(mysql), "sqlite": runs(sqlite)}


@pytest.mark.mysql
@pytest.mark.postgresql
@pytest.mark.parametrize(("dialect", "sql"), TYPED)
def test_what_runs_answers_as_what_was_typed(
    servers: dict[Dialect, Run], dialect: Dialect, sql: str
) -> None:
    verdict = check(sql, dialect, HERE)
    assert isinstance(verdict, Allowed), verdict
    bound = statement(verdict, dialect, {})
    typed = servers[dialect](sql)
    ran = [row[: len(verdict.columns)] for row in servers[dialect](bound.sql)]
    if _SORTED.search(sql):
        assert ran == typed
    else:
        assert sorted(map(repr, ran)) == sorted(map(repr, typed))
