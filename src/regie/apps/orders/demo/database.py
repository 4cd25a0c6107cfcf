"""The database `production` of the demo, as another team would own it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from .customers import address_of
from .orders import ORDERS, DemoOrder, orders

DATABASE: Final = "production"
OWNER: Final = "production_owner"
READER: Final = "regie_reader"
_VERSION: Final = 3
"""Of what is written here and in orders.py: another number makes everybody's demo anew."""
READER_CONNECTIONS: Final = 60

_TABLES: Final = """
    DROP TABLE IF EXISTS "HistoriqueStatuts", "Commandes";
    CREATE TABLE "Commandes" (
        "NumeroCommande" varchar(20) PRIMARY KEY,
        "NomClient" varchar(120) NOT NULL,
        "Statut" varchar(40) NOT NULL,
        "DateCommande" date NOT NULL,
        "DateExpéditionPrévue" date,
        "Designation" varchar(200) NOT NULL,
        "NbExemplaires" integer NOT NULL CHECK ("NbExemplaires" > 0),
        "Courriel" varchar(254),
        "MontantHT" numeric(10, 2) NOT NULL
    );
    CREATE TABLE "HistoriqueStatuts" (
        "Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        "NumeroCommande" varchar(20) NOT NULL,
        "Statut" varchar(40) NOT NULL,
        "DateStatut" date NOT NULL
    );
"""
"""`MontantHT` is there so that the demo has something that our account must not see."""

_AFTER_LOADING: Final = """
    CREATE INDEX "IX_HistoriqueStatuts_NumeroCommande" ON "HistoriqueStatuts" ("NumeroCommande");
    ALTER TABLE "HistoriqueStatuts" ADD FOREIGN KEY ("NumeroCommande") REFERENCES "Commandes";
    GRANT SELECT ("NumeroCommande", "NomClient", "Statut", "DateCommande", "DateExpéditionPrévue",
        "Designation", "NbExemplaires", "Courriel") ON "Commandes" TO regie_reader;
    GRANT SELECT ("NumeroCommande", "Statut", "DateStatut") ON "HistoriqueStatuts" TO regie_reader;
"""

Progress = Callable[[str, int, int], None]


def ensure_demo(admin_dsn: str, reader_password: str, today: date, progress: Progress) -> str:
    """Makes the database as it is on `today`, unless it is there; returns the reader's DSN.

    Tables, rows, rights and the mark that they are complete are one transaction: whoever is killed
    in it leaves what was there before, and the next start begins anew. Takes the account of a
    superuser of the demo's own server.
    """
    _ensure_owner_and_reader(admin_dsn, reader_password)
    _ensure_database(admin_dsn)
    with psycopg.connect(_in_database(admin_dsn)) as connection:
        # One at a time, should two be started: the second finds the mark of the first.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('regie-demo'))")
        mark = f"demo {_VERSION} {today.isoformat()}"
        if _mark_of(connection) != mark:
            _fill(connection, today, progress)
            connection.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(DATABASE), mark)
            )
    progress("orders", ORDERS, ORDERS)
    return _in_database(admin_dsn, (READER, reader_password))


def _ensure_owner_and_reader(admin_dsn: str, reader_password: str) -> None:
    with psycopg.connect(admin_dsn) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('regie-demo'))")
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER not in known:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(OWNER)))
        # The server is given the verifier: the password itself would be in its log.
        verifier = connection.pgconn.encrypt_password(
            reader_password.encode(), READER.encode(), b"scram-sha-256"
        ).decode()
        role = sql.Identifier(READER)
        connection.execute(
            sql.SQL(
                "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
                " CONNECTION LIMIT {} PASSWORD {}"
            ).format(
                sql.SQL("ALTER" if READER in known else "CREATE"),
                role,
                READER_CONNECTIONS,
                verifier,
            )
        )
        for setting, value in (
            ("default_transaction_read_only", "on"),
            ("statement_timeout", "5s"),
            ("lock_timeout", "2s"),
            ("idle_in_transaction_session_timeout", "10s"),
            ("search_path", "public"),
        ):
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(role, sql.Identifier(setting), value)
            )


def _ensure_database(admin_dsn: str) -> None:
    name = sql.Identifier(DATABASE)
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not there.fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    name, sql.Identifier(OWNER)
                )
            )


def _mark_of(connection: psycopg.Connection) -> str | None:
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone()
    return found[0] if found else None


def _fill(connection: psycopg.Connection, today: date, progress: Progress) -> None:
    database, owner, reader = map(sql.Identifier, (DATABASE, OWNER, READER))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, reader))
    connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute(sql.SQL("SET LOCAL ROLE {}").format(owner))
    connection.execute(_TABLES)
    _copy(connection, orders(today), progress)
    connection.execute(_AFTER_LOADING)
    connection.execute('ANALYZE "Commandes"; ANALYZE "HistoriqueStatuts"')
    connection.execute("RESET ROLE")


def _copy(connection: psycopg.Connection, made: list[DemoOrder], progress: Progress) -> None:
    with connection.cursor() as cursor:
        with cursor.copy('COPY "Commandes" FROM STDIN') as copy:
            for index, order in enumerate(made):
                if index % 1000 == 0:
                    progress("orders", index, ORDERS)
                copy.write_row(
                    (
                        order.number,
                        order.customer,
                        order.status,
                        order.ordered_on,
                        order.expected_on,
                        order.designation,
                        order.copies,
                        address_of(order.customer),
                        12 + order.copies * 3 // 2,
                    )
                )
        columns = '("NumeroCommande", "Statut", "DateStatut")'
        with cursor.copy(f'COPY "HistoriqueStatuts" {columns} FROM STDIN') as copy:
            for order in made:
                for status, on in order.steps:
                    copy.write_row((order.number, status, on))


def _in_database(admin_dsn: str, login: tuple[str, str] | None = None) -> str:
    """The same server, as an URL that libpq and asyncpg both read."""
    parts = urlsplit(admin_dsn)
    netloc = parts.netloc
    if login is not None:
        role, password = login
        host = netloc.rpartition("@")[2]
        netloc = f"{quote(role, safe='')}:{quote(password, safe='')}@{host}"
    return urlunsplit((parts.scheme, netloc, f"/{DATABASE}", parts.query, ""))
