"""The imports of one app: what its routes and its job share."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Reach
from regie.core.db import After, Database
from regie.core.files import FileStore, TakenFile

from .errors import ImportNotFound, UnknownKind
from .formats import format_of
from .kind import ImportKind
from .repository import ImportView, add_import, find_import, list_chunks, list_imports


class Imports:
    def __init__(
        self,
        app: str,
        kinds: tuple[ImportKind, ...],
        *,
        database: Database,
        files: FileStore,
        zone: ZoneInfo,
    ):
        """`zone`: that of moments without an offset."""
        self.app = app
        self.kinds: Mapping[str, ImportKind] = {kind.name: kind for kind in kinds}
        self.database = database
        self.files = files
        self.zone = zone

    def kind(self, name: str) -> ImportKind:
        """Raises UnknownKind."""
        try:
            return self.kinds[name]
        except KeyError:
            raise UnknownKind(name) from None

    async def add(
        self,
        connection: AsyncConnection,
        acting: Actor,
        reach: Reach,
        kind: ImportKind,
        file: TakenFile,
        *,
        again: bool = False,
    ) -> tuple[int, bool]:
        """The import's id, and whether a job is to carry it out (see `add_import`)."""
        return await add_import(
            connection,
            self.app,
            kind.name,
            file,
            format_=format_of(file.kind).name,
            acting=acting,
            reach=reach,
            again=again,
        )

    async def find(
        self, connection: AsyncConnection, acting: Actor, reach: Reach, id_: int
    ) -> ImportView:
        """Raises ImportNotFound, also for one that is out of reach."""
        found = await find_import(connection, self.app, id_, acting, reach)
        if found is None:
            raise ImportNotFound
        return found

    async def reject_parts(self, connection: AsyncConnection, id_: int) -> list[str]:
        """Digests, in the file's order."""
        return [each.rejects for each in await list_chunks(connection, id_) if each.rejects]

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        reach: Reach,
        *,
        kind: str | None,
        after: After | None,
        limit: int,
    ) -> list[ImportView]:
        return await list_imports(
            connection, self.app, acting, reach, kind=kind, after=after, limit=limit
        )
