"""What the servers themselves saw of an attack: every text that they were given as SQL, and what
is in the attacked tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

import psycopg

from mariadb import MariaDB
from regie.core.embedded import EmbeddedPostgres

_TOLD: Final = re.compile(r"(?:statement|execute [^:]*|parse [^:]*): (.*)", re.DOTALL)
_LONG_ENOUGH: Final = 6
"""Of a payload, without blanks: a shorter one stands in a text by chance."""
_SETTINGS: Final = (
    "log_statement = 'all'",
    "log_parameter_max_length = 0",  # values are no text
    "log_min_error_statement = 'error'",  # a text that could not be parsed either
    "log_destination = 'jsonlog'",
    "log_rotation_size = 0",
)
_POSTGRES_SUM: Final = """
    SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) FROM "{table}" AS row
"""
_POSTGRES_SHAPE: Final = """
    SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
        SELECT concat_ws(' ', relnamespace, relname, relkind, relacl::text) AS line
        FROM pg_class WHERE relnamespace NOT IN
            (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast|temp)')
        UNION ALL SELECT concat_ws(' ', proname, prosrc) FROM pg_proc
        UNION ALL SELECT concat_ws(' ', rolname, rolsuper, rolconfig::text) FROM pg_roles
    ) AS every_line
"""


class Witness(Protocol):
    def texts(self) -> set[str]:
        """What the server was told to run since it was asked last, without the values."""
        ...

    def sum(self) -> str:
        """Of the rows, the names and the rights: the same as long as nobody changed any."""
        ...


@dataclass
class PostgresWitness:
    """From now on its server writes down whatever it runs, in this database and in others."""

    server: EmbeddedPostgres
    logs: Path
    database: str
    tables: tuple[str, ...]
    _read: dict[Path, int] = field(default_factory=dict[Path, int])

    def __post_init__(self) -> None:
        with psycopg.connect(self.server.superuser_url(), autocommit=True) as connection:
            for setting in _SETTINGS:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")

    def texts(self) -> set[str]:
        return {text for line in self._lines() for text in _texts_of(json.loads(line))}

    def sum(self) -> str:
        with psycopg.connect(self.server.superuser_url(self.database)) as connection:
            asked = (*(_POSTGRES_SUM.format(table=each) for each in self.tables), _POSTGRES_SHAPE)
            return _digest(connection.execute(each.encode()).fetchone() for each in asked)

    def _lines(self) -> Iterator[str]:
        for path in sorted(self.logs.glob("*.json")):
            with path.open(encoding="utf-8", errors="replace") as log:
                log.seek(self._read.get(path, 0))
                while (line := log.readline()).endswith("\n"):
                    self._read[path] = log.tell()
                    yield line


@dataclass
class MariaWitness:
    server: MariaDB
    database: str
    tables: tuple[str, ...]

    def __post_init__(self) -> None:
        for setting in ("log_output = 'TABLE'", "general_log = ON"):
            self.server.admin(f"SET GLOBAL {setting}")

    def texts(self) -> set[str]:
        """`Execute` repeats a prepared text with its values in it: it is not what was sent."""
        found = self.server.admin(
            "SELECT DISTINCT CAST(argument AS char) FROM mysql.general_log"
            " WHERE command_type IN ('Query', 'Prepare')"
        )
        self.server.admin("TRUNCATE mysql.general_log")
        return {str(text) for (text,) in found}

    def sum(self) -> str:
        named = ", ".join(f"`{table}`" for table in self.tables)
        asked = (
            f"CHECKSUM TABLE {named} EXTENDED",
            "SELECT table_schema, table_name FROM information_schema.tables",
            "SELECT grantee, privilege_type FROM information_schema.user_privileges",
            "SELECT grantee, table_name, privilege_type FROM information_schema.table_privileges",
        )
        return _digest(sorted(self.server.admin(each, self.database)) for each in asked)


@dataclass(frozen=True)
class FileWitness:
    """Of SQLite, which keeps no log."""

    path: Path

    def texts(self) -> set[str]:
        return set()

    def sum(self) -> str:
        return sha256(self.path.read_bytes()).hexdigest()


def payloads_in(texts: Iterable[str], payloads: Iterable[str], around: str) -> list[str]:
    """Payloads that stand in one of the texts. `around`: what the attacker began from, which is
    part of each. Blanks, and capitals, count for nothing: a number loses them."""
    whole = "\n".join(_bare(text) for text in texts)
    begun = _bare(around)
    bare = {payload: _bare(payload).removeprefix(begun) for payload in payloads}
    return [each for each, left in bare.items() if len(left) >= _LONG_ENOUGH and left in whole]


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _texts_of(line: dict[str, str]) -> Iterator[str]:
    if told := _TOLD.fullmatch(line.get("message", "")):
        yield told[1]
    if "statement" in line:
        yield line["statement"]


def _digest(found: Iterable[object]) -> str:
    return sha256("\n".join(map(repr, found)).encode()).hexdigest()
