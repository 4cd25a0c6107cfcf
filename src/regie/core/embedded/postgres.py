"""The embedded PostgreSQL: real, in user space, reached only through a private socket."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from regie.core.embedded import postgres_files as files
from regie.core.embedded.account import Account
from regie.core.embedded.engine import Engine
from regie.core.embedded.errors import FolderRefused
from regie.core.embedded.process import Ladder

SUPERUSER = "regie_superuser"
RECOVERY_TIMEOUT_S = 600
"""Replaying the log after a crash may take minutes; a server that ended is noticed at once."""

# SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (recovery at the next start).
# PostgreSQL 18 never ends a fast shutdown that was asked for while it recovered from the death of
# its checkpointer: the second step is needed, and loses nothing.
FAST: Ladder = ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 10))
IMMEDIATE: Ladder = ((signal.SIGQUIT, 3), (signal.SIGKILL, 10))
ORPHANS: Ladder = ((signal.SIGINT, 5), (signal.SIGQUIT, 5), (signal.SIGKILL, 10))


class EmbeddedPostgres:
    """One server per data folder. `start` heals whatever a kill at any instruction left.

    A wrong major version, a foreign folder or a lost superuser password is refused in one line.
    A committed row survives every kill (fsync and synchronous_commit are on).
    """

    name = "PostgreSQL"

    def __init__(
        self,
        *,
        programs: Path,
        data: Path,
        sockets: Path,
        logs: Path,
        account: Account,
        password: str,
    ):
        self.sockets = sockets
        self._programs = programs
        self._data = data
        self._logs = logs
        self._account = account
        self._password = password
        digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
        self._cluster = f"regie-{digest}"
        self._engine = Engine(
            self.name,
            account,
            self._is_ours,
            log=logs / "postgres.start.log",
            later_logs="postgres-2*.log",
        )

    def start(self) -> None:
        """Bring the server up, answering to a real login."""
        self._engine.stop(ORPHANS)
        try:
            self._prepare_folder()
            self._remove_leftovers()
            files.configure(self._data, self._cluster, self.sockets, self._logs)
            self._account.own(self._data / "regie.conf")
            self.tidy()
            self._engine.spawn((self._programs / "postgres", "-D", self._data), self._data)
            self._engine.wait_until(self._answers, RECOVERY_TIMEOUT_S)
        except BaseException:
            self._engine.stop(IMMEDIATE)
            raise

    def stop(self, *, quick: bool = False) -> None:
        """End it and wait; sessions are cut, what they committed is kept."""
        self._engine.stop(IMMEDIATE if quick else FAST)

    def abandon(self) -> None:
        """Make a start in another thread give up, and every later one: this object is done."""
        self._engine.abandon()

    def alive(self) -> bool:
        """Whether the server that this object started still runs."""
        return self._engine.alive()

    def processes(self) -> list[psutil.Process]:
        """All that live of this folder's server, whoever started them."""
        return self._engine.find()

    def tidy(self) -> None:
        """Remove old logs; to be called now and then while it runs."""
        files.prune_logs(self._logs)

    def url(self, database: str, role: str, password: str) -> str:
        """An address for libpq and asyncpg; the socket's folder is in its `host`."""
        login = f"{quote(role, safe='')}:{quote(password, safe='')}"
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{login}@/{quote(database, safe='')}?host={host}"

    def superuser_url(self, database: str = "postgres") -> str:
        return self.url(database, SUPERUSER, self._password)

    def ensure_role(self, name: str, password: str) -> None:
        """Create the role or give it this password; it may log in and nothing else.

        The server receives the verifier, never the password itself.
        """
        with self._superuser() as connection:
            exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
            verb = sql.SQL("ALTER" if exists.fetchone() else "CREATE")
            verifier = connection.pgconn.encrypt_password(
                password.encode(), name.encode(), b"scram-sha-256"
            ).decode()
            statement = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}")
            connection.execute(statement.format(verb, sql.Identifier(name), sql.Literal(verifier)))

    def ensure_database(self, name: str, owner: str, readers: Sequence[str] = ()) -> None:
        """Create the database unless it exists; only its owner and the readers may connect."""
        database = sql.Identifier(name)
        with self._superuser() as connection:
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not exists.fetchone():
                create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
                connection.execute(create.format(database, sql.Identifier(owner)))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
            for reader in readers:
                grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
                connection.execute(grant.format(database, sql.Identifier(reader)))

    @contextmanager
    def _superuser(self) -> Generator[psycopg.Connection]:
        with psycopg.connect(self.superuser_url(), autocommit=True, connect_timeout=10) as opened:
            yield opened

    def _answers(self) -> bool:
        try:
            with self._superuser() as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError as refusal:
            if "password authentication failed" in str(refusal):
                raise FolderRefused(
                    f"the superuser's secret does not open {self._data}: put back the secrets "
                    "folder that belongs to it"
                ) from refusal
            return False

    def _prepare_folder(self) -> None:
        self._account.own(self._logs)
        if files.is_missing(self._data):
            self._account.require_reach(self._programs / "initdb", self._data.parent, self._logs)
            files.create(self._engine, self._programs, self._data, SUPERUSER, self._password)
        files.discard_draft(self._data)
        files.check_version(self._data, self._programs)
        self._account.own(self._data)
        self._account.require_reach(self._programs / "postgres", self._data, self.sockets)

    def _remove_leftovers(self) -> None:
        """Remove lock files, which no living server of ours can hold here.

        PostgreSQL itself refuses to start on a torn one, or when its pid was reused by any
        process of the same user.
        """
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.sockets.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def _is_ours(self, command_line: str) -> bool:
        server = command_line.endswith(f"/postgres -D {self._data}")
        backend = command_line.startswith(f"postgres: {self._cluster}: ")
        draft = str(files.draft_folder(self._data))
        initdb = f"/initdb -D {draft}/data " in command_line
        return server or backend or initdb
