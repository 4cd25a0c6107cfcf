"""Which installation a database belongs to, and whether its data are a demo's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from regie.core.db import DatabaseUrl
from regie.core.errors import Misconfigured
from regie.operations.connection import connected

Kind = Literal["demo", "real"]


class OtherKind(Misconfigured):
    """A demo was started on real data, or the reverse."""


@dataclass(frozen=True, slots=True)
class Installation:
    id: UUID
    kind: Kind
    created_at: datetime


def ensure_installation(url: DatabaseUrl, kind: Kind) -> Installation:
    """The installation's row, written at the first start; of two first starts one writes it.

    Needs a migrated schema. Raises OtherKind rather than let demo data into a real installation.
    """
    with connected(url.for_libpq()) as connection:
        connection.execute("LOCK TABLE core.installation IN SHARE ROW EXCLUSIVE MODE")
        found = _read(connection)
        if found is None:
            connection.execute("INSERT INTO core.installation (kind) VALUES (%s)", [kind])
            found = _read(connection)
    if found is None or found.kind != kind:
        raise OtherKind(
            "this is a real installation: start it without --demo, or choose another REGIE_HOME"
            if kind == "demo"
            else "this installation holds demo data: start it with --demo, "
            "or choose another REGIE_HOME or REGIE_DATABASE_URL for real data"
        )
    return found


def read_installation(url: DatabaseUrl) -> Installation | None:
    """None when the database was never migrated or the installation never started."""
    with connected(url.for_libpq()) as connection:
        exists = connection.execute("SELECT to_regclass('core.installation') IS NOT NULL")
        return _read(connection) if exists.fetchone() == (True,) else None


def _read(connection: Connection) -> Installation | None:
    cursor = connection.cursor(row_factory=class_row(Installation))
    return cursor.execute("SELECT id, kind, created_at FROM core.installation").fetchone()
