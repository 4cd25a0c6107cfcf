"""The tree of a tenant's places, and who may change it where."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent, Forbidden
from regie.identity.people.changes import changed
from regie.identity.tokens.changes import place_moved

from . import repository
from .domain import Kind, PlaceChanges, is_below, path_of
from .errors import MovedBelowItself, OpenBelow, PlaceClosed
from .permissions import MANAGE_PLACES, READ_PLACES
from .repository import Place


class Places:
    def __init__(self, audit: Audit):
        self._audit = audit

    async def list(self, connection: AsyncConnection, acting: Actor) -> list[Place]:
        """Those within reach, by name as French sorts them."""
        return await repository.list_places(connection, acting.tenant, acting.reach(READ_PLACES))

    async def add(
        self,
        connection: AsyncConnection,
        acting: Actor,
        *,
        parent_id: int | None,
        kind: Kind,
        code: str,
        name: str,
    ) -> Place:
        """Raises Forbidden, PlaceNotFound, PlaceClosed, CodeTaken."""
        await repository.lock_tree(connection, acting.tenant)
        above = await self._above(connection, acting, parent_id)
        place = await repository.add_place(
            connection, acting.tenant, above, kind=kind, code=code, name=name
        )
        await self._record(connection, acting, place, {"place_code": code, "parent": parent_id})
        return place

    async def change(
        self, connection: AsyncConnection, acting: Actor, place_id: int, changes: PlaceChanges
    ) -> Place:
        """All of it or nothing.

        It moves with all below it, and what people may do there moves along: whoever has a role
        for the old place above loses it here, whoever has one for the new place gains it.
        Roles for a place that closes stay.

        Raises Forbidden, PlaceNotFound, MovedBelowItself, OpenBelow, PlaceClosed.
        """
        await repository.lock_tree(connection, acting.tenant)
        place = await self._mine(connection, acting, place_id)
        told: dict[str, object] = {}
        if changes.name not in (None, place.name):
            await repository.rename_place(connection, place.id, changes.name)
            told["name"] = [place.name, changes.name]
        if changes.moves and changes.parent_id != place.parent_id:
            await self._move(connection, acting, place, changes.parent_id)
            told["parent"] = [place.parent_id, changes.parent_id]
        if changes.closed not in (None, place.closed_at is not None):
            await self._close(connection, acting, place, closed=changes.closed)
            told["closed"] = changes.closed
        if told:
            await self._record(connection, acting, place, told)
        return await repository.find_place(
            connection, acting.tenant, place_id, acting.reach(MANAGE_PLACES)
        )

    async def _move(
        self, connection: AsyncConnection, acting: Actor, place: Place, parent_id: int | None
    ) -> None:
        above = await self._above(connection, acting, parent_id)
        if above is not None and is_below(above.path, place.path):
            raise MovedBelowItself
        path = path_of(place.id, None if above is None else above.path)
        await repository.move_place(
            connection, acting.tenant, place, parent_id=parent_id, path=path
        )
        await changed(connection, *await repository.people_below(connection, acting.tenant, path))
        await place_moved(connection, acting.tenant, path)

    async def _close(
        self, connection: AsyncConnection, acting: Actor, place: Place, *, closed: bool
    ) -> None:
        if closed and await repository.is_open_below(connection, acting.tenant, place.path):
            raise OpenBelow
        if not closed and await repository.is_closed_above(connection, acting.tenant, place.id):
            raise PlaceClosed
        await repository.close_place(connection, place.id, closed=closed)

    async def _mine(self, connection: AsyncConnection, acting: Actor, place_id: int) -> Place:
        """Raises PlaceNotFound for what the actor does not see, Forbidden for what he only sees."""
        seen = acting.reach(READ_PLACES)
        place = await repository.find_place(connection, acting.tenant, place_id, seen)
        acting.require(MANAGE_PLACES, place.path)
        return place

    async def _above(
        self, connection: AsyncConnection, acting: Actor, parent_id: int | None
    ) -> Place | None:
        """Where something shall stand. Only who reaches everywhere makes a root."""
        if parent_id is None:
            if not acting.reach(MANAGE_PLACES).everywhere:
                raise Forbidden(f"{acting.key} may not make a root")
            return None
        above = await self._mine(connection, acting, parent_id)
        if above.closed_at is not None:
            raise PlaceClosed
        return above

    async def _record(
        self,
        connection: AsyncConnection,
        acting: Actor,
        place: Place,
        payload: Mapping[str, object],
    ) -> None:
        event = AuditEvent("place.change", f"place:{place.id}", payload=payload)
        await self._audit.record(connection, event, actor=acting)
