"""The demo's orders in each engine that is on this machine, under an account that may only read."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
import pymysql
from bench.order_ground import Ground

from attacks.witnesses import FileWitness, MariaWitness, PostgresWitness, Witness
from mariadb import MariaDB, binaries, private_mariadb
from regie.core.embedded import EmbeddedPostgres

DATABASE: Final = "production"
READER: Final = "regie_reader"
_PASSWORD: Final = "only-in-attacks"

_TABLES: Final = (
    """CREATE TABLE {q}Commandes{q} ({q}NumeroCommande{q} varchar(20) PRIMARY KEY,
    {q}NomClient{q} varchar(120), {q}Courriel{q} varchar(120), {q}Statut{q} varchar(40),
    {q}DateCommande{q} date, {q}DateExpéditionPrévue{q} date, {q}Designation{q} varchar(200),
    {q}NbExemplaires{q} integer, {q}MontantHT{q} numeric(10, 2))""",
    """CREATE TABLE {q}HistoriqueStatuts{q} ({q}NumeroCommande{q} varchar(20),
    {q}Statut{q} varchar(40), {q}DateStatut{q} date)""",
    "CREATE INDEX of_order ON {q}HistoriqueStatuts{q} ({q}NumeroCommande{q})",
)
_READ: Final[Mapping[str, str]] = {
    "Commandes": "NumeroCommande, NomClient, Courriel, Statut, DateCommande,"
    " DateExpéditionPrévue, Designation, NbExemplaires, MontantHT",
    "HistoriqueStatuts": "NumeroCommande, Statut, DateStatut",
}
_GRANTED: Final[Mapping[str, str]] = {
    **_READ,
    "Commandes": _READ["Commandes"].removesuffix(", MontantHT"),
}

Rows = list[tuple[Any, ...]]
Query = Callable[[str], Rows]


@dataclass(frozen=True, slots=True)
class Source:
    engine: str
    dbms: str
    """As the attacker's tool calls it."""
    dsn: str
    version: str
    query: Query
    """Runs SQL as it is, under the account that the app has: what a hole would do."""
    witness: Witness


@contextmanager
def postgresql(ground: Ground) -> Iterator[Source]:
    def query(statement: str) -> Rows:
        with psycopg.connect(ground.orders_dsn) as connection:
            return connection.execute(statement.encode()).fetchall()

    ((version,),) = query("SHOW server_version")
    logs = ground.home.home / "logs" / "postgres"
    witness = PostgresWitness(ground.home.postgres, logs, DATABASE, tuple(_READ))
    yield Source("postgresql", "PostgreSQL", ground.orders_dsn, str(version), query, witness)


@contextmanager
def sqlite(ground: Ground) -> Iterator[Source]:
    path = ground.home.home / "orders.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in _TABLES:
            connection.execute(statement.format(q='"'))
        for table, rows in rows_of(ground.home.postgres):
            marks = ", ".join("?" * len(rows[0]))
            held = ([_plain(value) for value in row] for row in rows)
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', held)

    def query(statement: str) -> Rows:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute(statement).fetchall()

    version, dsn = sqlite3.sqlite_version, f"sqlite://{path}"
    yield Source("sqlite", "SQLite", dsn, version, query, FileWitness(path))


@contextmanager
def mariadb(ground: Ground) -> Iterator[Source]:
    folder = Path(tempfile.mkdtemp(prefix="regie-mariadb-"))
    try:
        with private_mariadb(folder) as server:
            dsn = fill_mariadb(server, dict(rows_of(ground.home.postgres)))

            def query(statement: str) -> Rows:
                with (
                    closing(
                        pymysql.connect(
                            host="127.0.0.1",
                            port=server.port,
                            user=READER,
                            password=_PASSWORD,
                            database=DATABASE,
                        )
                    ) as connection,
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement)
                    return list(cursor.fetchall())

            version = str(query("SELECT version()")[0][0])
            witness = MariaWitness(server, DATABASE, tuple(_READ))
            yield Source("mysql", "MySQL", dsn, version, query, witness)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill_mariadb(server: MariaDB, tables: Mapping[str, Rows]) -> str:
    """Makes the database and its reader; returns the reader's DSN."""
    server.admin(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4")
    for statement in _TABLES:
        server.admin(statement.format(q="`"), DATABASE)
    server.admin(
        f"CREATE USER {READER}@'127.0.0.1' IDENTIFIED BY '{_PASSWORD}'"
        " WITH MAX_USER_CONNECTIONS 60 MAX_STATEMENT_TIME 5"
    )
    for table, columns in _GRANTED.items():
        quoted = ", ".join(f"`{column}`" for column in columns.split(", "))
        server.admin(f"GRANT SELECT ({quoted}) ON `{table}` TO {READER}@'127.0.0.1'", DATABASE)
    with closing(
        pymysql.connect(
            unix_socket=str(server.socket), user="root", database=DATABASE, charset="utf8mb4"
        )
    ) as connection:
        for table, rows in tables.items():
            marks = ", ".join(["%s"] * len(rows[0]))
            connection.cursor().executemany(f"INSERT INTO `{table}` VALUES ({marks})", rows)
        connection.commit()
    return server.dsn(READER, _PASSWORD, DATABASE)


Opening = Callable[[Ground], AbstractContextManager[Source]]


def engines() -> dict[str, Opening]:
    found: dict[str, Opening] = {"postgresql": postgresql, "sqlite": sqlite}
    if binaries() is not None:
        found["mysql"] = mariadb
    return found


def rows_of(postgres: EmbeddedPostgres) -> Iterator[tuple[str, Rows]]:
    """Table → what the demo has in it."""
    with psycopg.connect(postgres.superuser_url(DATABASE)) as connection:
        for table, columns in _READ.items():
            named = ", ".join(f'"{column}"' for column in columns.split(", "))
            statement = f'SELECT {named} FROM "{table}"'
            yield table, connection.execute(statement.encode()).fetchall()


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)
