"""What a running embedded PostgreSQL promises."""

from __future__ import annotations

import stat
from contextlib import suppress
from typing import LiteralString

import psutil
import psycopg
import pytest

from regie.core.embedded import EmbeddedHome, EmbeddedPostgres


def connect(postgres: EmbeddedPostgres, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(postgres.superuser_url(database))


def test_a_login_is_answered(postgres: EmbeddedPostgres) -> None:
    with connect(postgres) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_wrong_password_is_refused(postgres: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url("postgres", "regie_superuser", "guessed"))


def test_no_process_listens_on_tcp(postgres: EmbeddedPostgres) -> None:
    listening: list[str] = []
    for process in postgres.processes():
        with suppress(psutil.NoSuchProcess):  # a worker of autovacuum comes and goes
            listening += [
                process.name()
                for connection in process.net_connections("inet")
                if connection.status == psutil.CONN_LISTEN
            ]
    assert listening == []


def test_only_our_account_reaches_the_socket(postgres: EmbeddedPostgres) -> None:
    socket = postgres.sockets / ".s.PGSQL.5432"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (postgres.sockets, socket)]
    assert modes == [0o700, 0o600]


def test_the_data_and_the_logs_are_private(embedded_home: EmbeddedHome, postgres: object) -> None:
    folders = [embedded_home.home / place / "postgres" for place in ("data", "logs")]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700, 0o700]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("server_encoding", "UTF8"),
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("TimeZone", "UTC"),
        ("listen_addresses", ""),
        ("password_encryption", "scram-sha-256"),
        ("shared_preload_libraries", ""),
    ],
)
def test_the_setting_is(postgres: EmbeddedPostgres, setting: str, value: str) -> None:
    with connect(postgres) as connection:
        found = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    assert found == (value,)


def test_every_login_needs_a_verifier_of_the_password(postgres: EmbeddedPostgres) -> None:
    with connect(postgres) as connection:
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules")
        assert methods.fetchall() == [("scram-sha-256",)]


def test_the_locale_is_the_built_in_one(postgres: EmbeddedPostgres) -> None:
    query: LiteralString = "SELECT datlocprovider::text, datlocale FROM pg_database LIMIT 1"
    with connect(postgres) as connection:
        assert connection.execute(query).fetchone() == ("b", "C.UTF-8")


def test_a_role_made_twice_opens_with_its_newest_password(postgres: EmbeddedPostgres) -> None:
    postgres.ensure_role("twice", "first")
    postgres.ensure_role("twice", "sécond'\"")
    postgres.ensure_database("twice", "twice")
    with psycopg.connect(postgres.url("twice", "twice", "sécond'\"")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("twice",)


def test_a_role_cannot_make_others(postgres: EmbeddedPostgres) -> None:
    postgres.ensure_role("modest", "m")
    postgres.ensure_database("modest", "modest")
    with (
        psycopg.connect(postgres.url("modest", "modest", "m")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE ROLE another")


def test_a_database_is_closed_to_other_roles(postgres: EmbeddedPostgres) -> None:
    postgres.ensure_role("outsider", "o")
    postgres.ensure_role("insider", "i")
    postgres.ensure_database("closed", "insider")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(postgres.url("closed", "outsider", "o"))


def test_a_reader_may_connect(postgres: EmbeddedPostgres) -> None:
    postgres.ensure_role("reader", "r")
    postgres.ensure_role("keeper", "k")
    postgres.ensure_database("shelf", "keeper", readers=["reader"])
    with psycopg.connect(postgres.url("shelf", "reader", "r")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent"])
def test_the_extension_is_there(postgres: EmbeddedPostgres, extension: str) -> None:
    with connect(postgres) as connection:
        connection.execute(f'CREATE EXTENSION "{extension}"')
        connection.rollback()


def test_a_refused_row_is_not_quoted_in_the_log(
    embedded_home: EmbeddedHome, postgres: EmbeddedPostgres
) -> None:
    with connect(postgres) as connection:
        connection.execute("CREATE TEMPORARY TABLE secret(value text PRIMARY KEY)")
        connection.execute("INSERT INTO secret VALUES ('personal')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO secret VALUES ('personal')")
    logs = (embedded_home.home / "logs" / "postgres").iterdir()
    assert not any("personal" in log.read_text() for log in logs)
