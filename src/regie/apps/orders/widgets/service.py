"""The widget's keys: who manages them, and which page may use which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT, Actor, Audit, AuditEvent
from regie.core.cache import Cache, Policy, Scope, invalidate_after_commit
from regie.core.db import After, Database
from regie.core.web import Exchange, FieldError, InvalidFields, is_own, origin_of

from ..permissions import MANAGE_WIDGETS
from . import repository
from .domain import Widget, new_key
from .errors import OriginRefused, TooManyWidgets, WidgetNotFound
from .repository import ActiveWidget
from .schemas import WidgetDraft

MOST: Final = 100

_INSTALLATION: Final = Scope(MAIN_TENANT)
"""Nobody else may manage keys; one that another tenant made when that was allowed is not served,
for there is nobody who could shut it."""
_TAG: Final = "orders.widgets"
_POLICY: Final = Policy(ttl_s=60.0, stale_s=3600.0)


class Widgets:
    """What was changed holds everywhere as soon as the outbox has told it, right after the commit;
    while the database is away the keys that were known serve for an hour."""

    def __init__(self, database: Database, cache: Cache, audit: Audit, sources: Sequence[str]):
        self.sources = tuple(sources)
        self._database = database
        self._audit = audit
        self._active = cache.region("orders.widgets", tuple[ActiveWidget, ...], _POLICY)

    async def list(
        self, connection: AsyncConnection, acting: Actor, after: After | None, limit: int
    ) -> list[Widget]:
        acting.require(MANAGE_WIDGETS)
        return await repository.list_widgets(connection, acting.tenant, after, limit)

    async def add(self, connection: AsyncConnection, acting: Actor, draft: WidgetDraft) -> Widget:
        """Raises WidgetNameTaken, TooManyWidgets, InvalidFields."""
        acting.require(MANAGE_WIDGETS)
        self._refuse_unknown(draft)
        if await repository.count_widgets(connection, acting.tenant) >= MOST:
            raise TooManyWidgets
        key = new_key()
        await repository.add_widget(
            connection, {"tenant": acting.tenant, "key": key, **draft.model_dump()}
        )
        return await self._changed(connection, acting, key, "widget.add", draft)

    async def replace(
        self,
        connection: AsyncConnection,
        acting: Actor,
        key: str,
        version: int,
        draft: WidgetDraft,
    ) -> Widget:
        """Raises WidgetNotFound, ChangedMeanwhile, WidgetNameTaken, InvalidFields."""
        acting.require(MANAGE_WIDGETS)
        self._refuse_unknown(draft)
        await repository.find_widget(connection, acting.tenant, key)
        await repository.replace_widget(
            connection,
            {"tenant": acting.tenant, "key": key, "version": version, **draft.model_dump()},
        )
        return await self._changed(connection, acting, key, "widget.change", draft)

    async def admit(self, key: str, exchange: Exchange) -> ActiveWidget:
        """The key that a page brings, if it may: our own pages may use every key, and who is no
        browser says nothing of a page. Raises WidgetNotFound, OriginRefused."""
        found = next((each for each in await self._known() if each.key == key), None)
        if found is None:
            raise WidgetNotFound
        origin = origin_of(exchange)
        if origin is not None and origin not in found.origins and not is_own(exchange, origin):
            raise OriginRefused(f"Origin: {origin}")
        return found

    async def allows(self, origin: str) -> bool:
        """Whether pages of that origin have a key: see `Shared`."""
        return any(origin in widget.origins for widget in await self._known())

    def _refuse_unknown(self, draft: WidgetDraft) -> None:
        """A key that names a source which is no more would find nothing, and nobody would know."""
        wrong = [
            FieldError(f"/sources/{place}", "widget_source", {"source": name})
            for place, name in enumerate(draft.sources or ())
            if name not in self.sources
        ]
        if wrong:
            raise InvalidFields(wrong)

    async def _known(self) -> tuple[ActiveWidget, ...]:
        return await self._active.get_or_load(_INSTALLATION, (), self._load, tags=(_TAG,))

    async def _load(self) -> tuple[ActiveWidget, ...]:
        async with self._database.begin() as connection:
            return await repository.active_widgets(connection, MAIN_TENANT)

    async def _changed(
        self,
        connection: AsyncConnection,
        acting: Actor,
        key: str,
        action: str,
        draft: WidgetDraft,
    ) -> Widget:
        await invalidate_after_commit(connection, _TAG)
        event = AuditEvent(action, f"widget:{key}", payload=draft.model_dump())
        await self._audit.record(connection, event, actor=acting)
        return await repository.find_widget(connection, acting.tenant, key)
