"""The schema's version: Alembic under a lock, and a refusal of what this code does not know."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from regie.core.errors import Misconfigured, Unavailable

from .url import DatabaseUrl

VERSION_SCHEMA: Final = "core"

_LOCK_KEY: Final = 0x7265676965
"""« regie » in ASCII: the advisory lock that two migrations at once contend for."""


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    current: str | None
    """None for an empty database."""
    head: str
    known: bool
    """False when a newer Régie has been here."""

    @property
    def is_current(self) -> bool:
        return self.current == self.head


def migrate(url: DatabaseUrl, scripts: Path, *, target: str = "head") -> SchemaVersion:
    """Brings the schema up or down to `target` and returns where it stands.

    Waits for another migration under way. Raises Misconfigured for a target that this code does
    not have and for a schema newer than it; nothing has been touched then.
    """
    _require_target(scripts, target)
    with _connection(url) as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK_KEY})
        version = _version(connection, scripts)
        if not version.known:
            raise Misconfigured(
                f"the database's schema ({version.current}) is newer than this Régie "
                f"({version.head}): install the version that made it, or restore a backup"
            )
        connection.commit()
        config = _config(scripts, connection)
        if target == "head" or _is_ahead(scripts, version.current, target):
            command.upgrade(config, target)
        else:
            command.downgrade(config, target)
        connection.commit()
        return _version(connection, scripts)


def schema_version(url: DatabaseUrl, scripts: Path) -> SchemaVersion:
    with _connection(url) as connection:
        return _version(connection, scripts)


@contextmanager
def _connection(url: DatabaseUrl) -> Generator[Connection]:
    engine = create_engine(url.for_alembic(), poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    except OperationalError as error:
        first_line = str(error.orig).strip().partition("\n")[0]
        raise Unavailable(f"cannot reach the database: {first_line}") from error
    finally:
        engine.dispose()


def _version(connection: Connection, scripts: Path) -> SchemaVersion:
    context = MigrationContext.configure(connection, opts={"version_table_schema": VERSION_SCHEMA})
    current = context.get_current_revision()
    directory = ScriptDirectory(str(scripts))
    known = current is None or current in {script.revision for script in _all(directory)}
    return SchemaVersion(current, directory.get_current_head() or "", known)


def _require_target(scripts: Path, target: str) -> None:
    """Relative ones (`+1`) are refused too: what they mean depends on who migrated last."""
    known = [script.revision for script in _all(ScriptDirectory(str(scripts)))][::-1]
    if target not in ("base", *known, "head"):
        choice = ", ".join(("base", *known))
        raise Misconfigured(f"there is no revision {target}: choose {choice} or head")


def _is_ahead(scripts: Path, current: str | None, target: str) -> bool:
    if target == "base":
        return False
    below = [script.revision for script in _all(ScriptDirectory(str(scripts)))][::-1]
    return current is None or below.index(target) > below.index(current)


def _all(directory: ScriptDirectory) -> list[Script]:
    return list(directory.walk_revisions())


def _config(scripts: Path, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes["connection"] = connection
    return config
