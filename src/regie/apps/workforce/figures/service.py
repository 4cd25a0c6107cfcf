"""Reading and correcting what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.changes import changed
from regie.apps.workforce.permissions import MANAGE_IMPORTS, READ_RESULTS
from regie.core.access import Actor, Audit, AuditEvent
from regie.core.db import Sort, last_of
from regie.core.web import next_cursor, read_cursor

from . import repository
from .errors import HeadcountNotFound, VolumeNotFound
from .repository import HEADCOUNT_SORTS, VOLUME_SORTS, HeadcountFilter, VolumeFilter
from .schemas import HeadcountChange, SeenHeadcount, SeenHeadcounts, SeenVolume, SeenVolumes


class Counted:
    def __init__(self, audit: Audit):
        self._audit = audit

    async def volumes(
        self,
        connection: AsyncConnection,
        acting: Actor,
        wanted: VolumeFilter,
        *,
        sort: str,
        after: str | None,
        limit: int,
    ) -> SeenVolumes:
        """Raises CursorMalformed."""
        found = await repository.list_volumes(
            connection,
            acting.tenant,
            acting.reach(READ_RESULTS),
            wanted,
            sort=_sort(VOLUME_SORTS, sort),
            after=read_cursor(after, sort),
            limit=limit,
        )
        return SeenVolumes(volumes=[_volume(row) for row in found], next=_next(sort, found, limit))

    async def headcounts(
        self,
        connection: AsyncConnection,
        acting: Actor,
        wanted: HeadcountFilter,
        *,
        sort: str,
        after: str | None,
        limit: int,
    ) -> SeenHeadcounts:
        """Raises CursorMalformed."""
        found = await repository.list_headcounts(
            connection,
            acting.tenant,
            acting.reach(READ_RESULTS),
            wanted,
            sort=_sort(HEADCOUNT_SORTS, sort),
            after=read_cursor(after, sort),
            limit=limit,
        )
        return SeenHeadcounts(
            headcounts=[_headcount(row) for row in found], next=_next(sort, found, limit)
        )

    async def change_volume(
        self, connection: AsyncConnection, acting: Actor, id_: int, quantity: float, version: int
    ) -> SeenVolume:
        """Raises VolumeNotFound, Forbidden, ChangedMeanwhile."""
        reach = acting.reach(READ_RESULTS)
        found = await repository.find_volume(connection, acting.tenant, reach, id_)
        if found is None:
            raise VolumeNotFound
        acting.require(MANAGE_IMPORTS, found.path)
        await repository.change_volume(connection, acting.tenant, id_, quantity, version)
        told = {"quantity": [found.quantity, quantity], "place": found.place_id}
        await self._told(connection, acting, "volume.change", f"volume:{id_}", told)
        return _volume(found).model_copy(update={"quantity": quantity, "version": version + 1})

    async def change_headcount(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id_: int,
        change: HeadcountChange,
        version: int,
    ) -> SeenHeadcount:
        """Raises HeadcountNotFound, Forbidden, ChangedMeanwhile."""
        reach = acting.reach(READ_RESULTS)
        found = await repository.find_headcount(connection, acting.tenant, reach, id_)
        if found is None:
            raise HeadcountNotFound
        acting.require(MANAGE_IMPORTS, found.path)
        await repository.change_headcount(connection, acting.tenant, id_, change, version)
        told = {"present": [found.present, change.present], "place": found.place_id}
        await self._told(connection, acting, "headcount.change", f"headcount:{id_}", told)
        return _headcount(found).model_copy(update={**dict(change), "version": version + 1})

    async def _told(
        self,
        connection: AsyncConnection,
        acting: Actor,
        action: str,
        subject: str,
        payload: Mapping[str, object],
    ) -> None:
        """Last of the transaction: the record holds its chain until the COMMIT."""
        await changed(connection, acting.tenant)
        event = AuditEvent(action, subject, payload=payload)
        await self._audit.record(connection, event, actor=acting)


def _sort(sorts: Mapping[str, Sort], name: str) -> Sort:
    return replace(sorts[name.removeprefix("-")], descending=name.startswith("-"))


def _next(sort: str, found: Sequence[Row[Any]], limit: int) -> str | None:
    last = last_of(found)
    return next_cursor(sort, last, found=len(found), limit=limit)


def _volume(row: Row[Any]) -> SeenVolume:
    return SeenVolume(**{name: row._mapping[name] for name in SeenVolume.model_fields})


def _headcount(row: Row[Any]) -> SeenHeadcount:
    return SeenHeadcount(**{name: row._mapping[name] for name in SeenHeadcount.model_fields})
