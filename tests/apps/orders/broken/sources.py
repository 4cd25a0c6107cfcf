"""Another team's servers, real ones that may be harmed, each behind a proxy."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psutil
import psycopg
import pymysql
from attacks.sources import DATABASE, READER, fill_mariadb, rows_of

from mariadb import MariaDB, private_mariadb, wait_for
from regie.apps.orders.demo import ensure_demo
from regie.core.embedded import EmbeddedPostgres, open_home
from upheaval import kill

from .proxy import Target

PASSWORD = "only-in-tests"
FEW = 3
"""Connections that the account is given when others have taken them all."""


class Source(Protocol):
    target: Target
    """Where the proxy finds it."""

    def dsn(self, port: int) -> str: ...
    def processes(self) -> list[psutil.Process]: ...
    def die(self) -> None: ...
    def rise(self) -> None: ...
    def take_all(self) -> ExitStack:
        """Every connection that our account may have is somebody else's, until it is closed."""
        ...

    def lock(self) -> ExitStack:
        """Somebody changes the table of orders, until it is closed."""
        ...


@dataclass
class Postgres:
    server: EmbeddedPostgres

    def __post_init__(self) -> None:
        self.target = next(self.server.sockets.glob(".s.PGSQL.*[0-9]"))

    def dsn(self, port: int) -> str:
        return f"postgresql://{READER}:{PASSWORD}@127.0.0.1:{port}/{DATABASE}"

    def processes(self) -> list[psutil.Process]:
        return self.server.processes()

    def die(self) -> None:
        kill(self.server)

    def rise(self) -> None:
        self.server.start()

    def take_all(self) -> ExitStack:
        taken = ExitStack()
        dsn = self.server.url(DATABASE, READER, PASSWORD)
        others = [psycopg.connect(dsn) for _ in range(FEW)]
        for other in others:
            taken.callback(other.close)
        self._admin(f"ALTER ROLE {READER} CONNECTION LIMIT {FEW}")
        taken.callback(self._admin, f"ALTER ROLE {READER} CONNECTION LIMIT 60")
        theirs = ", ".join(str(other.info.backend_pid) for other in others)
        self._admin(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
            f" WHERE usename = '{READER}' AND pid NOT IN ({theirs})"
        )
        return taken

    def lock(self) -> ExitStack:
        held = ExitStack()
        connection = psycopg.connect(self.server.superuser_url(DATABASE))
        held.callback(connection.close)
        connection.execute('LOCK TABLE "Commandes" IN ACCESS EXCLUSIVE MODE')
        return held

    def _admin(self, statement: str) -> None:
        with psycopg.connect(self.server.superuser_url(), autocommit=True) as connection:
            connection.execute(statement)


@dataclass
class Maria:
    server: MariaDB
    reader_dsn: str

    def __post_init__(self) -> None:
        self.target = ("127.0.0.1", self.server.port)

    def dsn(self, port: int) -> str:
        return self.reader_dsn.replace(f":{self.server.port}/", f":{port}/")

    def processes(self) -> list[psutil.Process]:
        return [psutil.Process(self.server.process.pid)]

    def die(self) -> None:
        self.server.kill()

    def rise(self) -> None:
        self.server = replace(self.server, process=subprocess.Popen(self.server.process.args))
        wait_for(self.server)

    def take_all(self) -> ExitStack:
        taken = ExitStack()
        password = urlsplit(self.reader_dsn).password or ""
        others = [
            pymysql.connect(host="127.0.0.1", port=self.server.port, user=READER, password=password)
            for _ in range(FEW)
        ]
        for other in others:
            taken.callback(other.close)
        limit = f"ALTER USER {READER}@'127.0.0.1' WITH MAX_USER_CONNECTIONS"
        self.server.admin(f"{limit} {FEW}")
        taken.callback(self.server.admin, f"{limit} 60")
        theirs = ", ".join(str(other.thread_id()) for other in others)
        ours = self.server.admin(
            "SELECT id FROM information_schema.processlist"
            f" WHERE user = '{READER}' AND id NOT IN ({theirs})"
        )
        for (number,) in ours:
            with suppress(pymysql.err.OperationalError):  # gone meanwhile
                self.server.admin(f"KILL {number}")
        return taken

    def lock(self) -> ExitStack:
        held = ExitStack()
        connection = pymysql.connect(
            unix_socket=str(self.server.socket), user="root", database=DATABASE
        )
        held.callback(connection.close)
        connection.cursor().execute("LOCK TABLES `Commandes` WRITE")
        return held


@contextmanager
def a_postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="regie-broken-"))
    server = open_home(folder / "home").postgres
    try:
        server.start()
        _fill(server)
        yield Postgres(server)
    finally:
        server.stop(quick=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_mariadb(filled: EmbeddedPostgres) -> Iterator[Maria]:
    """With the orders that another server has."""
    folder = Path(tempfile.mkdtemp(prefix="regie-broken-"))
    try:
        with private_mariadb(folder) as server:
            maria = Maria(server, fill_mariadb(server, dict(rows_of(filled))))
            try:
                yield maria
            finally:
                maria.server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(server: EmbeddedPostgres) -> None:
    today = datetime.now(UTC).date()
    ensure_demo(server.superuser_url(), PASSWORD, today, lambda *_: None)
