"""The statements that a loader sends to the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import psycopg

from regie.core.tabular import Delivery, ImportKind, Loader


@dataclass
class Counter:
    count: int = 0


@dataclass(frozen=True)
class _Counted:
    """In the place of a connection."""

    connection: psycopg.Connection
    counter: Counter

    def execute(self, *asked: Any, **how: Any) -> psycopg.Cursor[Any]:
        self.counter.count += 1
        return self.connection.execute(*asked, **how)

    def cursor(self) -> psycopg.Cursor[Any]:
        """Of a COPY."""
        self.counter.count += 1
        return self.connection.cursor()


@dataclass(frozen=True)
class _CountedLoader:
    loader: Loader
    counter: Counter

    def checks(self, connection: psycopg.Connection, rows: Any) -> Any:
        return self.loader.checks(self._counted(connection), rows)

    def write(self, connection: psycopg.Connection, accepted: Any, refused: Any) -> Any:
        return self.loader.write(self._counted(connection), accepted, refused)

    def _counted(self, connection: psycopg.Connection) -> psycopg.Connection:
        return cast("psycopg.Connection", _Counted(connection, self.counter))


def counted(kind: ImportKind) -> tuple[ImportKind, Counter]:
    counter = Counter()

    def loader(connection: psycopg.Connection, delivery: Delivery, /, *, whole: bool) -> Loader:
        return _CountedLoader(kind.loader(connection, delivery, whole=whole), counter)

    return replace(kind, loader=loader), counter
