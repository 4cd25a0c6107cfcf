"""The database behind the server: tables in SQLite, a catalogue beside them, rights on both.

What it cannot show is how T-SQL, locks, plans and rights behave in a real SQL Server.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from . import catalogue
from .rights import Rights
from .settings import SessionSettings
from .tokens import SqlError
from .translation import Translated, refused, translated

VERSION: Final = "16.0.4125.3"
OWN_ID: Final = 267
"""Of our account, as sys.linked_logins names it."""


@dataclass(frozen=True, slots=True)
class Rowset:
    names: tuple[str, ...] = ()
    rows: list[tuple[object, ...]] = field(default_factory=list)


class Workshop:
    def __init__(self, user: str, name: str = "shop"):
        self.user = user
        self.name = name
        self.rights = Rights()
        self.properties: dict[str, object] = {
            "ProductVersion": VERSION,
            "Edition": "Developer Edition (64-bit)",
            "EngineEdition": 3,
            "Collation": "French_CI_AS",
        }
        self.failure: SqlError | None = None
        """What the next statement that is no SET fails with, and every one after it."""
        self._session = SessionSettings(0)
        self.sql = sqlite3.connect(":memory:", isolation_level=None)
        for schema in ("dbo", "sys"):
            self.sql.execute(f"ATTACH ':memory:' AS {schema}")
        catalogue.create(self.sql, self.name)
        self._create_functions()

    def close(self) -> None:
        self.sql.close()

    def create_table(
        self,
        name: str,
        columns: dict[str, str],
        rows: list[tuple[object, ...]] | None = None,
        *,
        indexed: tuple[str, ...] = (),
        kind: str = "U",
    ) -> None:
        """`columns` by name with their T-SQL type; each of `indexed` leads an index of its own."""
        declared = ", ".join(f'"{column}"' for column in columns)
        self.sql.execute(f'CREATE TABLE dbo."{name}" ({declared})')
        marks = ", ".join("?" * len(columns))
        self.sql.executemany(f'INSERT INTO dbo."{name}" VALUES ({marks})', rows or [])
        catalogue.add(self.sql, name, columns, indexed, kind)

    def link_server(self, name: str, *logins: tuple[int, bool, str | None]) -> None:
        """Each of `logins`: whose it is (0 is everybody's), whether it is sent as it is, and the
        name that is sent instead."""
        (known,) = self.sql.execute("SELECT count(*) FROM sys.servers").fetchone()
        self.sql.execute("INSERT INTO sys.servers VALUES (?, ?, 1, 1, 0)", (known, name))
        self.sql.executemany(
            "INSERT INTO sys.linked_logins VALUES (?, ?, ?, ?)",
            [(known, whose, own, remote) for whose, own, remote in logins],
        )

    def switch_on(self, name: str) -> None:
        """As sp_configure does."""
        self.sql.execute("UPDATE sys.configurations SET value_in_use = 1 WHERE name = ?", (name,))

    def create_procedure(self, name: str, *, executable: bool) -> None:
        catalogue.add(self.sql, name, {}, (), "P")
        if executable:
            self.rights.grant(f"[dbo].[{name}]", "EXECUTE")

    def create_function(self, name: str) -> None:
        """Of .NET, and ours to call."""
        catalogue.add(self.sql, name, {}, (), "FS")
        self.rights.grant(f"[dbo].[{name}]", "EXECUTE")

    def execute(self, session: SessionSettings, text: str, values: dict[str, object]) -> Rowset:
        if session.take_over(text):
            return Rowset()
        if self.failure is not None:
            raise self.failure
        self._session = session
        statement = translated(text)
        self._check_rights(statement)
        catalogue.show(self.sql, self.rights, session)
        named = {name.lstrip("@"): _plain(value) for name, value in values.items()}
        try:
            cursor = self.sql.execute(statement.sql, named)
        except sqlite3.Error as error:
            raise _meaning(error) from error
        names = tuple(column[0] for column in cursor.description)
        return Rowset(names, [tuple(map(_typed, row)) for row in cursor.fetchall()])

    def _check_rights(self, statement: Translated) -> None:
        for schema, name in statement.tables:
            if schema.lower() != "dbo":
                continue
            held = self.rights.objects.get(f"[dbo].[{name}]", {})
            if "SELECT" not in held and "SELECT" not in self.rights.database:
                raise refused("SELECT", name)

    def _create_functions(self) -> None:
        def define(name: str, arguments: int, function: object) -> None:
            self.sql.create_function(name, arguments, function)  # type: ignore[arg-type]

        rights = self.rights
        define("has_perms_by_name", -1, rights.has)
        define("is_srvrolemember", 1, lambda role: int(role in rights.server_roles))
        define("is_rolemember", 1, lambda role: int(role in rights.roles))
        define("has_dbaccess", 1, lambda name: int(name in rights.databases | {self.name}))
        define("quotename", 1, lambda name: f"[{name.replace(']', ']]')}]")
        define(
            "concat", -1, lambda *parts: "".join(str(part) for part in parts if part is not None)
        )
        define("db_name", 0, lambda: self.name)
        define("db_id", 0, lambda: 5)
        define("user_name", 0, lambda: self.user)
        define("suser_sname", 0, lambda: self.user)
        define("suser_id", 0, lambda: OWN_ID)
        define("schema_name", 0, lambda: "dbo")
        define("serverproperty", 1, self.properties.get)
        define("databasepropertyex", 2, lambda _, name: self.properties.get(name))
        define("sysutcdatetime", 0, lambda: datetime.now(UTC).replace(tzinfo=None).isoformat())
        define("global_spid", 0, lambda: self._session.identity)
        define("global_lock_timeout", 0, lambda: int(self._session.options["LOCK_TIMEOUT"]))
        define("global_version", 0, lambda: f"Microsoft SQL Server 2022 - {VERSION}")


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value


def _typed(value: object) -> object:
    """SQLite has no dates: what is written as one is one."""
    if not isinstance(value, str):
        return value
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        if len(value) >= 19 and value[10] in "T ":
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    return value


def _meaning(error: sqlite3.Error) -> SqlError:
    text = str(error)
    if "no such table" in text:
        return SqlError(208, "Invalid object name 'something'.", severity=16)
    if "no such column" in text:
        return SqlError(207, "Invalid column name 'something'.", severity=16)
    return SqlError(102, f"Incorrect syntax: {text}", severity=15)
