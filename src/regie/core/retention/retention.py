"""Previews and purges, class by class."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from time import monotonic
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from regie.core.db import Database, Purgeable
from regie.core.errors import RegieError
from regie.core.observe import caused_by, get_logger

from .errors import UnknownClass
from .model import Outcome, Preview, RetentionClass

_log = get_logger(__name__)

_DATABASE_ERRORS: Final = (RegieError, DBAPIError)
_TURN: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('regie retention', 0))")


class Retention:
    def __init__(self, database: Database, classes: Iterable[RetentionClass]):
        self._database = database
        self.classes = {each.name: each for each in classes}

    async def preview(self, names: Collection[str] | None = None) -> list[Preview]:
        """What a purge would remove now; reads all of that. Raises UnknownClass."""
        chosen = self.chosen(names)
        async with self._database.begin() as connection:
            return [
                Preview(each, tuple(await each.preview(connection, keep_days=each.keep_days)))
                for each in chosen
            ]

    async def purge_all(
        self, names: Collection[str] | None = None, *, within_s: float = 3600.0
    ) -> list[Outcome]:
        """Removes what is old, of all classes or of those named, in many short transactions.

        Safe at any time and as often as one likes; purges that run at once take turns and share
        the work. What fails in one class is logged and holds up no other. After `within_s` the
        rest waits for the next time. Raises UnknownClass.
        """
        until = monotonic() + within_s
        with caused_by("retention.purge"):
            return [await self._purge(each, until) for each in self.chosen(names)]

    def chosen(self, names: Collection[str] | None) -> Sequence[RetentionClass]:
        """Those of these names, or all. Raises UnknownClass."""
        if names is None:
            return [*self.classes.values()]
        if unknown := set(names) - self.classes.keys():
            raise UnknownClass(
                f"there is no retention class {', '.join(sorted(unknown))}; "
                f"there are: {', '.join(self.classes)}"
            )
        return [each for each in self.classes.values() if each.name in names]

    async def _purge(self, each: RetentionClass, until: float) -> Outcome:
        gone: dict[str, Purgeable] = {}
        failure: str | None = None
        complete = False
        try:
            while not complete and monotonic() < until:
                async with self._database.begin() as connection:
                    await connection.execute(_TURN)
                    batch = await each.purge(connection, keep_days=each.keep_days)
                complete = not any(table.rows for table in batch)
                for table in batch:
                    before = gone.get(table.table)
                    gone[table.table] = table if before is None else before + table
        except _DATABASE_ERRORS as error:
            failure = type(error).__name__
            _log.error("retention_purge_failed", retention=each.name, exc_info=True)
        rows = sum(table.rows for table in gone.values())
        _log.info("retention_purged", retention=each.name, rows=rows, complete=complete)
        return Outcome(each, tuple(gone.values()), complete, failure)
