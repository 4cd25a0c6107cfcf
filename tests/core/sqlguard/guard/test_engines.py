"""What is allowed, run by real servers: it reads what is open, and changes nothing.

Accounts that may read the open columns only must be enough for every statement; with accounts of
all rights everything in the database stays as it was. SQL Server is not here: its statements are
judged by their text alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import psycopg
import pymysql
import pytest
from hypothesis import HealthCheck, given, settings

from mysqlserver import MySQL
from postgresqlserver import PostgreSQL
from regie.core.sqlguard.guard import Allowed, Dialect, check

from .mutations import mutated
from .statements import CLOSED, OPEN, POLICY, harmless, schema, statements

DENIED = frozenset((1044, 1045, 1142, 1143, 1227, 1370))
"""MySQL's and MariaDB's errors for a right that an account has not."""
READER, PASSWORD = "guard_reader", "only-in-tests"


def allowed(dialect: Dialect) -> list[str]:
    """What may run, in the guard's own words."""
    typed = [*statements("allow", dialect), *(sql for told, sql in harmless() if told == dialect)]
    verdicts = [check(sql, dialect, POLICY) for sql in typed]
    return [verdict.sql for verdict in verdicts if isinstance(verdict, Allowed)]


@pytest.fixture(scope="module")
def sqlite() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in schema():
        connection.execute(statement)
    yield connection
    connection.close()


@pytest.fixture
def seen(sqlite: sqlite3.Connection) -> Iterator[set[tuple[object, ...]]]:
    """What SQLite says that a statement does, while it prepares it."""
    asked = set[tuple[object, ...]]()

    def note(action: int, one: str | None, other: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ:
            asked.add((one, other))
        elif action not in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION):
            asked.add((action, one, other))
        return sqlite3.SQLITE_OK

    sqlite.set_authorizer(note)
    yield asked
    sqlite.set_authorizer(None)


@pytest.mark.parametrize("sql", allowed("sqlite"))
def test_sqlite_reads_open_columns_and_does_nothing_else(
    sqlite: sqlite3.Connection, seen: set[tuple[object, ...]], sql: str
) -> None:
    sqlite.execute(sql).fetchall()
    may = {(table, column) for table, columns in OPEN.items() for column in ("", *columns)}
    assert seen <= may


@pytest.fixture(scope="module")
def postgres_owner(postgresql_server: PostgreSQL) -> Iterator[psycopg.Connection]:
    postgresql_server.make_role(READER, PASSWORD)
    postgresql_server.make_database("guarded")
    with postgresql_server.superuser("guarded") as connection:
        connection.execute(f"GRANT CONNECT ON DATABASE guarded TO {READER}".encode())
        for statement in schema():
            connection.execute(statement.encode())
        for table, columns in OPEN.items():
            named = ", ".join(f'"{column}"' for column in columns)
            connection.execute(f'GRANT SELECT ({named}) ON "{table}" TO {READER}'.encode())
        yield connection


@pytest.fixture(scope="module")
def postgres_reader(
    postgresql_server: PostgreSQL, postgres_owner: psycopg.Connection
) -> Iterator[psycopg.Connection]:
    url = postgresql_server.for_libpq("guarded", READER, PASSWORD)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.mark.postgresql
@pytest.mark.parametrize("sql", allowed("postgres"))
def test_an_account_of_open_columns_is_enough_in_postgresql(
    postgres_reader: psycopg.Connection, sql: str
) -> None:
    assert postgres_reader.execute(sql.encode()).description is not None


@pytest.mark.postgresql
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated(("postgres",)))
def test_postgresql_refuses_nothing_for_want_of_a_right(
    postgres_reader: psycopg.Connection, told: tuple[Dialect, str]
) -> None:
    verdict = check(told[1], "postgres", POLICY)
    try:
        if isinstance(verdict, Allowed):
            postgres_reader.execute(verdict.sql.encode())
    except psycopg.Error as error:  # types that do not match, columns that are not grouped
        if isinstance(error, psycopg.errors.InsufficientPrivilege):
            raise


@pytest.mark.postgresql
def test_postgresql_is_as_before_when_an_account_of_all_rights_has_run_everything(
    postgres_owner: psycopg.Connection,
) -> None:
    def state() -> list[object]:
        tables = {*OPEN, *CLOSED}
        held = [
            postgres_owner.execute(f'SELECT * FROM "{table}" ORDER BY 1'.encode()).fetchall()
            for table in sorted(tables)
        ]
        objects = postgres_owner.execute(
            "SELECT relname, relkind, relfilenode FROM pg_class ORDER BY 1"
        ).fetchall()
        settings = postgres_owner.execute("SELECT name, setting FROM pg_settings").fetchall()
        xid = postgres_owner.execute("SELECT txid_current_if_assigned()").fetchall()
        return [held, objects, sorted(settings), xid]

    before = state()
    for sql in allowed("postgres"):
        postgres_owner.execute(sql.encode())
    assert state() == before


@pytest.fixture(scope="module")
def mysql_owner(mysql_server: MySQL) -> Iterator[pymysql.Connection]:
    mysql_server.admin("CREATE DATABASE shop CHARACTER SET utf8mb4")
    for statement in schema("`"):
        mysql_server.admin(statement, "shop")
    mysql_server.admin(f"CREATE USER {READER}@'%' IDENTIFIED BY '{PASSWORD}'")
    for table, columns in OPEN.items():
        named = ", ".join(f"`{column}`" for column in columns)
        mysql_server.admin(f"GRANT SELECT ({named}) ON shop.`{table}` TO {READER}@'%'")
    with mysql_server.connect(database="shop") as connection:
        yield connection


@pytest.fixture(scope="module")
def mysql_reader(
    mysql_server: MySQL, mysql_owner: pymysql.Connection
) -> Iterator[pymysql.Connection]:
    with mysql_server.connect(READER, PASSWORD, "shop") as connection:
        yield connection


@pytest.mark.mysql
@pytest.mark.parametrize("sql", allowed("mysql"))
def test_an_account_of_open_columns_is_enough_in_mysql(
    mysql_reader: pymysql.Connection, sql: str
) -> None:
    cursor = mysql_reader.cursor()
    cursor.execute(sql)
    assert cursor.description is not None


@pytest.mark.mysql
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated(("mysql",)))
def test_mysql_refuses_nothing_for_want_of_a_right(
    mysql_reader: pymysql.Connection, told: tuple[Dialect, str]
) -> None:
    verdict = check(told[1], "mysql", POLICY)
    try:
        if isinstance(verdict, Allowed):
            mysql_reader.cursor().execute(verdict.sql)
    except pymysql.Error as error:
        if error.args[0] in DENIED:
            raise


@pytest.mark.mysql
def test_mysql_is_as_before_when_an_account_of_all_rights_has_run_everything(
    mysql_owner: pymysql.Connection,
) -> None:
    cursor = mysql_owner.cursor()

    def state() -> list[object]:
        answers = list[object]()
        for asked in (
            *(f"CHECKSUM TABLE shop.`{table}`" for table in sorted({*OPEN, *CLOSED})),
            "SHOW TABLES FROM shop",
            "SHOW DATABASES",
            "SHOW SESSION STATUS WHERE variable_name IN "
            "('Com_insert', 'Com_update', 'Com_delete', 'Handler_write_rows')",
        ):
            cursor.execute(asked)
            answers.append(cursor.fetchall())
        return answers

    before = state()
    for sql in allowed("mysql"):
        cursor.execute(sql)
    assert state() == before
