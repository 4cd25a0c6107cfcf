"""Reading and changing what calculations rest on.

Posts, tasks, times and rules belong to the whole organisation: who sees results somewhere reads
them, and only who manages them everywhere changes them. What differs in a centre belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.changes import changed
from regie.apps.workforce.permissions import MANAGE_REFERENCE, READ_RESULTS
from regie.core.access import Actor, Audit, AuditEvent
from regie.core.db import After, last_of
from regie.core.web import next_cursor, read_cursor

from . import listing, repository
from .errors import CentreNotFound, PostNotFound, TaskNotFound
from .listing import TaskFilter
from .schemas import (
    CentreRules,
    PostDraft,
    Rules,
    SeenCentre,
    SeenCentres,
    SeenPost,
    SeenRules,
    SeenTasks,
    TaskChange,
    TaskDraft,
    TaskWithHistory,
)


class Reference:
    def __init__(self, audit: Audit, today: Callable[[], date]):
        self._audit = audit
        self._today = today

    async def posts(self, connection: AsyncConnection, acting: Actor) -> list[SeenPost]:
        return [_post(row) for row in await repository.list_posts(connection, acting.tenant)]

    async def add_post(
        self, connection: AsyncConnection, acting: Actor, draft: PostDraft
    ) -> SeenPost:
        """Raises Forbidden, CodeTaken."""
        acting.require(MANAGE_REFERENCE)
        id_ = await repository.add_post(connection, acting.tenant, draft.code, draft.name)
        post = await self._post(connection, acting, id_)
        await self._told(connection, acting, "post.add", f"post:{id_}", {"code": draft.code})
        return post

    async def rename_post(
        self, connection: AsyncConnection, acting: Actor, id_: int, name: str, version: int
    ) -> SeenPost:
        """Raises Forbidden, PostNotFound, ChangedMeanwhile."""
        acting.require(MANAGE_REFERENCE)
        await self._post(connection, acting, id_)
        await repository.rename_post(connection, acting.tenant, id_, name, version)
        post = await self._post(connection, acting, id_)
        await self._told(connection, acting, "post.change", f"post:{id_}", {"name": name})
        return post

    async def tasks(
        self,
        connection: AsyncConnection,
        acting: Actor,
        wanted: TaskFilter,
        *,
        sort: str,
        after: str | None,
        limit: int,
    ) -> SeenTasks:
        """Raises CursorMalformed."""
        found = await listing.list_tasks(
            connection,
            acting.tenant,
            wanted,
            sort=listing.sort_of(sort),
            after=read_cursor(after, sort),
            day=self._today(),
            limit=limit,
        )
        last = last_of(found)
        return SeenTasks(
            tasks=[listing.seen_task(row) for row in found],
            next=next_cursor(sort, last, found=len(found), limit=limit),
        )

    async def task(self, connection: AsyncConnection, acting: Actor, id_: int) -> TaskWithHistory:
        """Raises TaskNotFound."""
        task = await listing.find_task(connection, acting.tenant, id_, self._today())
        if task is None:
            raise TaskNotFound
        return task

    async def add_task(
        self, connection: AsyncConnection, acting: Actor, draft: TaskDraft
    ) -> TaskWithHistory:
        """Raises Forbidden, PostNotFound, CodeTaken."""
        acting.require(MANAGE_REFERENCE)
        await self._post(connection, acting, draft.post_id)
        id_ = await repository.add_task(connection, acting.tenant, draft)
        await repository.add_time(connection, acting.tenant, id_, draft.time, acting.key)
        task = await self.task(connection, acting, id_)
        await self._told(connection, acting, "task.add", f"task:{id_}", {"code": draft.code})
        return task

    async def change_task(
        self,
        connection: AsyncConnection,
        acting: Actor,
        id_: int,
        change: TaskChange,
        version: int,
    ) -> TaskWithHistory:
        """A time is added to the others, never written over one. Raises Forbidden, TaskNotFound,
        ChangedMeanwhile."""
        acting.require(MANAGE_REFERENCE)
        before = await self.task(connection, acting, id_)
        await repository.change_task(
            connection, acting.tenant, id_, name=change.name, unit=change.unit, version=version
        )
        if change.time is not None:
            await repository.add_time(connection, acting.tenant, id_, change.time, acting.key)
        task = await self.task(connection, acting, id_)
        told: dict[str, object] = change.model_dump(mode="json", exclude_none=True)
        if before.time is not None and change.time is not None:
            told["minutes_before"] = before.time.minutes
        await self._told(connection, acting, "task.change", f"task:{id_}", told)
        return task

    async def rules(self, connection: AsyncConnection, acting: Actor) -> SeenRules:
        return SeenRules(**_fields(await repository.read_rules(connection, acting.tenant)))

    async def change_rules(
        self, connection: AsyncConnection, acting: Actor, wanted: Rules, version: int
    ) -> SeenRules:
        """Raises Forbidden, ChangedMeanwhile, LeavesNoTime."""
        acting.require(MANAGE_REFERENCE)
        await repository.change_rules(connection, acting.tenant, wanted, version)
        await self._told(connection, acting, "rules.change", None, wanted.model_dump())
        return SeenRules(**wanted.model_dump(), version=version + 1)

    async def centres(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        sort: str,
        after: str | None,
        limit: int,
    ) -> SeenCentres:
        """Raises CursorMalformed."""
        found = await repository.list_centres(
            connection,
            acting.tenant,
            acting.reach(READ_RESULTS),
            sort=sort,
            after=read_cursor(after, sort),
            limit=limit,
        )
        last = After(found[-1].sort_value, found[-1].place_id) if found else None
        return SeenCentres(
            centres=[_centre(row) for row in found],
            next=next_cursor(sort, last, found=len(found), limit=limit),
        )

    async def centre(self, connection: AsyncConnection, acting: Actor, place_id: int) -> SeenCentre:
        """Raises CentreNotFound."""
        reach = acting.reach(READ_RESULTS)
        found = await repository.find_centre(connection, acting.tenant, reach, place_id)
        if found is None:
            raise CentreNotFound
        return _centre(found)

    async def change_centre(
        self,
        connection: AsyncConnection,
        acting: Actor,
        place_id: int,
        wanted: CentreRules,
        version: int,
    ) -> SeenCentre:
        """Raises CentreNotFound, Forbidden, ChangedMeanwhile, LeavesNoTime."""
        reach = acting.reach(READ_RESULTS)
        found = await repository.find_centre(connection, acting.tenant, reach, place_id)
        if found is None:
            raise CentreNotFound
        acting.require(MANAGE_REFERENCE, found.path)
        await repository.change_centre(connection, acting.tenant, place_id, wanted, version)
        await self._told(
            connection, acting, "centre.change", f"place:{place_id}", wanted.model_dump()
        )
        return SeenCentre(
            place_id=place_id,
            code=found.code,
            name=found.name,
            version=version + 1,
            **wanted.model_dump(),
        )

    async def _post(self, connection: AsyncConnection, acting: Actor, id_: int) -> SeenPost:
        row = await repository.find_post(connection, acting.tenant, id_)
        if row is None:
            raise PostNotFound
        return _post(row)

    async def _told(
        self,
        connection: AsyncConnection,
        acting: Actor,
        action: str,
        subject: str | None,
        payload: dict[str, object],
    ) -> None:
        """Last of the transaction: the record holds its chain until the COMMIT."""
        await changed(connection, acting.tenant)
        event = AuditEvent(action, subject, payload=payload)
        await self._audit.record(connection, event, actor=acting)


def _post(row: Row[Any]) -> SeenPost:
    return SeenPost(**row._mapping)


def _centre(row: Row[Any]) -> SeenCentre:
    return SeenCentre(**{name: row._mapping[name] for name in SeenCentre.model_fields})


def _fields(rules: Any) -> dict[str, Any]:
    return {name: getattr(rules, name) for name in SeenRules.model_fields}
