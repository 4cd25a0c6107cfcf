"""A server that speaks MySQL's protocol, and its administrator: the tests' own MariaDB, or a MySQL
or MariaDB that somebody has running and gives to the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pymysql

from regie.core.sqlguard import read_address

VARIABLE = "REGIE_TEST_MYSQL_DSN"
SYSTEM = frozenset(("information_schema", "mysql", "performance_schema", "sys"))


@dataclass(frozen=True)
class MySQL:
    port: int
    host: str = "127.0.0.1"
    account: str = "root"
    password: str = ""
    options: str = ""
    """Of a DSN: what guards the link, where it is not the loopback's own safety."""
    ca: Path | None = None
    """Signed the certificate."""
    name: str = "localhost"
    """In the certificate."""

    def connect(
        self, account: str | None = None, password: str = "", database: str | None = None
    ) -> pymysql.Connection[Any]:
        """Without an account, as the administrator."""
        who = (account, password) if account else (self.account, self.password)
        tls = read_address(self.dsn(*who, "")).tls_context()
        return pymysql.connect(
            **self._place(),
            user=who[0],
            password=who[1],
            database=database,
            autocommit=True,
            charset="utf8mb4",
            ssl=tls,
            ssl_disabled=tls is None,
        )

    def _place(self) -> dict[str, Any]:
        return {"host": self.host, "port": self.port}

    def admin(self, statement: str, database: str | None = None) -> list[tuple[object, ...]]:
        """Runs SQL as the server's administrator."""
        with closing(self.connect(database=database)) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall())

    def dsn(self, account: str, password: str, database: str, options: str = "") -> str:
        query = options or self.options
        who = f"{quote(account, safe='')}:{quote(password, safe='')}"
        return f"mysql://{who}@{self.host}:{self.port}/{database}{query}"

    def behind(self, port: int) -> MySQL:
        """The same server by a way that leads there from this port of the loopback."""
        return replace(self, host="127.0.0.1", port=port, options="?tls=off")

    def sealed(self) -> MySQL:
        """The same server by a link whose certificate is checked."""
        return replace(self, host=self.name, options=f"?tls=verify&ca={self.ca}")

    @property
    def is_mariadb(self) -> bool:
        ((version,),) = self.admin("SELECT VERSION()")
        return "MariaDB" in str(version)

    @property
    def socket(self) -> Path:
        """It need not be on this machine."""
        ((path,),) = self.admin("SELECT @@socket")
        return Path(str(path))


@contextmanager
def given_mysql(dsn: str) -> Iterator[MySQL]:
    """An administrator's DSN. The server must be there for tests alone: they make databases and
    accounts, all of which are dropped afterwards, and change settings of the whole server."""
    given = read_address(dsn)
    query = dsn.partition("?")[2]
    server = MySQL(
        given.port or 3306,
        given.host,
        given.user,
        given.password,
        f"?{query}" if query else "",
        given.ca,
        given.host,
    )
    strangers = databases(server) - SYSTEM
    if strangers:
        raise RuntimeError(f"{VARIABLE} is of a server in use, by {', '.join(sorted(strangers))}")
    before = accounts(server)
    try:
        yield server
    finally:
        for name in databases(server) - SYSTEM:
            server.admin(f"DROP DATABASE `{name}`")
        for name in accounts(server) - before:
            server.admin(f"DROP USER {name}")


def databases(server: MySQL) -> set[str]:
    return {str(name) for (name,) in server.admin("SHOW DATABASES")}


def accounts(server: MySQL) -> set[str]:
    """And roles, which are accounts in MySQL."""
    return {
        str(name)
        for (name,) in server.admin(
            "SELECT CONCAT_WS('@', QUOTE(user), QUOTE(host)) FROM mysql.user"
        )
    }
