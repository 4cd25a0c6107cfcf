"""Fills a PostgreSQL server from a backup."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from psycopg.conninfo import conninfo_to_dict

from regie.core.db import DatabaseUrl
from regie.core.embedded import open_home, postgres_programs
from regie.core.embedded.binaries import postgres_major
from regie.core.embedded.postgres import SUPERUSER, EmbeddedPostgres
from regie.core.errors import Conflict, Misconfigured
from regie.identity.people.changes import BEGIN_ANEW
from regie.operations.archive import Manifest
from regie.operations.archive.manifest import GLOBALS
from regie.operations.connection import connected
from regie.operations.exit_codes import ExitCode
from regie.operations.postgres_clients import PostgresClients, clients_for
from regie.operations.progress import Progress
from regie.operations.servers import make_own_database

MOST_JOBS: Final = 4

COUNT_OWN_OBJECTS: Final = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""


class DatabaseNotEmpty(Conflict):
    """A restore never mixes with what is there."""

    exit_code = ExitCode.REFUSED


def require_empty(url: DatabaseUrl) -> None:
    with connected(url.for_libpq()) as connection:
        found = connection.execute(COUNT_OWN_OBJECTS).fetchone()
    if found != (0,):
        raise DatabaseNotEmpty(
            f"the database {url.name} is not empty: restore into a new one (`createdb`)"
        )


def require_server_for(manifest: Manifest, url: DatabaseUrl | None) -> None:
    """Refuse a server older than the one that was backed up: its dumps would not load."""
    major = _server_major(url) if url else postgres_major(postgres_programs())
    if major < manifest.postgres_version:
        raise Misconfigured(
            f"the backup is of PostgreSQL {manifest.postgres_version} and this server is "
            f"{major}: restore into {manifest.postgres_version} or newer"
        )


def fill_external(url: DatabaseUrl, unpacked: Path, manifest: Manifest, progress: Progress) -> None:
    """The installation's own database, in one transaction; all of it becomes the URL's role's."""
    tls = conninfo_to_dict(url.for_libpq()).get("sslmode") != "disable"
    clients = clients_for(max(_server_major(url), manifest.postgres_version), tls=tls)
    _restore_own(clients, url, unpacked, manifest, progress)


def fill_embedded(built: Path, unpacked: Path, manifest: Manifest, progress: Progress) -> None:
    """Starts the new home's server, fills it and stops it; the home can then be moved."""
    postgres = open_home(built).postgres
    try:
        progress("starting PostgreSQL", 0, 0)
        postgres.start()
        clients = clients_for(postgres_major(postgres_programs()), tls=False)
        if manifest.whole_server:
            _restore_server(clients, postgres, unpacked, manifest, progress)
        else:
            url = make_own_database(open_home(built))
            _restore_own(clients, url, unpacked, manifest, progress)
    finally:
        postgres.stop()
        shutil.rmtree(postgres.sockets)  # with a long path it is outside the home
        for name in ("run", "logs"):
            shutil.rmtree(built / name)


def stop_embedded(built: Path) -> None:
    """End the server that a killed restore left running there."""
    if (built / "data").is_dir():
        postgres = open_home(built).postgres
        postgres.stop()
        shutil.rmtree(postgres.sockets)


def _restore_server(
    clients: PostgresClients,
    postgres: EmbeddedPostgres,
    unpacked: Path,
    manifest: Manifest,
    progress: Progress,
) -> None:
    """Roles with their passwords, then each database with owners and rights."""
    progress("restoring roles", 0, 0)
    roles = unpacked / GLOBALS
    # initdb made this one already; the line after it sets its rights and password.
    text = roles.read_bytes().replace(f"\nCREATE ROLE {SUPERUSER};\n".encode(), b"\n")
    roles.write_bytes(text)
    strict = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
    clients.run("psql", *strict, f"--file={roles}", url=postgres.superuser_url())
    for database in manifest.databases:
        clients.run(
            "pg_restore",
            *("--create", "--exit-on-error", f"--jobs={min(MOST_JOBS, os.cpu_count() or 1)}"),
            unpacked / database.member,
            url=postgres.superuser_url(),
            meanwhile=_telling(progress, database.name),
        )
        _analyze(postgres.superuser_url(database.name))
    _begin_anew(postgres.superuser_url(manifest.databases[0].name))


def _restore_own(
    clients: PostgresClients,
    url: DatabaseUrl,
    unpacked: Path,
    manifest: Manifest,
    progress: Progress,
) -> None:
    own = manifest.databases[0]
    clients.run(
        "pg_restore",
        *("--single-transaction", "--no-owner", "--no-acl"),
        unpacked / own.member,
        url=url.for_libpq(),
        meanwhile=_telling(progress, own.name),
    )
    _analyze(url.for_libpq())
    _begin_anew(url.for_libpq())


def _telling(progress: Progress, name: str) -> Callable[[], None]:
    return lambda: progress(f"restoring database {name}", 0, 0)


def _analyze(url: str) -> None:
    """Dumps carry no statistics; without them the first queries would be planned blindly."""
    with connected(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _begin_anew(url: str) -> None:
    """A Valkey that stayed may hold who was signed in, and with which rights, a minute ago."""
    with connected(url) as connection:
        if connection.execute("SELECT to_regclass('identity.change')").fetchone() != (None,):
            connection.execute(BEGIN_ANEW)


def _server_major(url: DatabaseUrl) -> int:
    with connected(url.for_libpq()) as connection:
        return connection.info.server_version // 10_000
