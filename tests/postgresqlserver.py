"""A PostgreSQL that sources are read from, and its administrator: the embedded one, one that the
machine has installed, or an empty one that somebody has running and gives to the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from regie.core.sqlguard import Address, read_address
from wire import Wire, wired, wired_port

VARIABLE = "REGIE_TEST_POSTGRESQL_DSN"


@dataclass(frozen=True)
class PostgreSQL:
    administrator: Address

    @cached_property
    def version(self) -> int:
        """As server_version_num has it: 150020."""
        with self.superuser() as connection:
            return connection.info.server_version

    def url(self, database: str, role: str, password: str) -> str:
        """A DSN for Régie, with what guards the link."""
        who = replace(self.administrator, user=role, password=password, database=database)
        at, tls = (
            who.url("postgresql"),
            {"off": "tls=off", "verify": "tls=verify", None: ""}[who.tls],
        )
        ca = f"ca={who.ca}" if who.ca else ""
        options = "&".join(option for option in (tls, ca) if option)
        return f"{at}{'&' if '?' in at else '?'}{options}" if options else at

    def superuser_url(self, database: str = "postgres") -> str:
        at = self.administrator
        return self.for_libpq(database, at.user, at.password)

    def for_libpq(self, database: str, role: str, password: str) -> str:
        """It has other words for what guards the link."""
        at = replace(self.administrator, user=role, password=password, database=database)
        url = at.url("postgresql")
        mode = "verify-full" if at.must_verify else "disable"
        ca = f"&sslrootcert={at.ca}" if at.ca else ""
        return f"{url}{'&' if '?' in url else '?'}sslmode={mode}{ca}"

    @contextmanager
    def superuser(self, database: str = "postgres") -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.superuser_url(database), autocommit=True) as connection:
            yield connection

    def admin(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Runs SQL as the server's administrator."""
        with self.superuser(database) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def make_role(self, name: str, password: str) -> None:
        login = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
        with self.superuser() as connection:
            connection.execute(login.format(sql.Identifier(name), sql.Literal(password)))

    def make_database(self, name: str) -> None:
        """Closed to whoever is not let in."""
        self.admin(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        self.admin(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")

    @asynccontextmanager
    async def wired(self, folder: Path) -> AsyncIterator[tuple[Wire, PostgreSQL]]:
        """The same server by a way that a test may cut, through the empty folder where the server
        has a socket."""
        at = self.administrator
        if at.host.startswith("/"):
            async with wired(Path(at.host, f".s.PGSQL.{at.port or 5432}"), folder) as wire:
                yield wire, PostgreSQL(replace(at, host=str(folder)))
        else:
            async with wired_port(at.host, at.port or 5432) as (wire, port):
                near = replace(at, host="127.0.0.1", port=port, tls="off", ca=None)
                yield wire, PostgreSQL(near)


@contextmanager
def given_postgresql(dsn: str) -> Iterator[PostgreSQL]:
    """An administrator's DSN. The server must be there for tests alone: they make databases and
    accounts, all of which are dropped afterwards."""
    server = PostgreSQL(read_address(dsn))
    strangers = databases(server)
    if strangers:
        raise RuntimeError(f"{VARIABLE} is of a server in use, by {', '.join(sorted(strangers))}")
    before = roles(server)
    try:
        yield server
    finally:
        for name in databases(server):
            server.admin(f'DROP DATABASE "{name}"')
        for name in roles(server) - before:
            server.admin(f'DROP ROLE "{name}"')


def databases(server: PostgreSQL) -> set[str]:
    """Beside those that every server has."""
    found = server.admin(
        "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"
    )
    return {str(name) for (name,) in found}


def roles(server: PostgreSQL) -> set[str]:
    return {str(name) for (name,) in server.admin("SELECT rolname FROM pg_roles")}
