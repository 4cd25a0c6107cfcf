"""The same shop in three real servers, as an account sees it that may read all of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mysqlserver import MySQL
from postgresqlserver import PostgreSQL

from .statements import schema

READER, PASSWORD, DATABASE = "order_reader", "only-in-tests", "shop_sorted"


@pytest.fixture(scope="package")
def sqlite_dsn(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("sorted") / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(";".join(schema()))
    connection.close()
    return f"sqlite://{path}"


@pytest.fixture(scope="package")
def postgresql_dsn(postgresql_server: PostgreSQL) -> str:
    postgresql_server.make_role(READER, PASSWORD)
    postgresql_server.make_database(DATABASE)
    for told in (*schema(), f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}"):
        postgresql_server.admin(told, DATABASE)
    postgresql_server.admin(f"GRANT CONNECT ON DATABASE {DATABASE} TO {READER}")
    return postgresql_server.for_libpq(DATABASE, READER, PASSWORD)


@pytest.fixture(scope="package")
def mysql_dsn(mysql_server: MySQL) -> str:
    mysql_server.admin(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4")
    for told in (*schema("`"), f"CREATE USER {READER}@'%' IDENTIFIED BY '{PASSWORD}'"):
        mysql_server.admin(told, DATABASE)
    mysql_server.admin(f"GRANT SELECT ON {DATABASE}.* TO {READER}@'%'")
    return mysql_server.dsn(READER, PASSWORD, DATABASE)
