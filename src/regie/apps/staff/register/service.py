"""The register: read by who keeps the files, for an inspector who asks to see it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.staff.people.service import People, private_reach
from regie.apps.staff.permissions import MANAGE_PEOPLE
from regie.core.access import Actor
from regie.core.db import After

from .domain import Asked, FoundEntries, RegisterSort
from .repository import list_entries


@dataclass(frozen=True, slots=True)
class Register:
    people: People

    async def list(
        self,
        connection: AsyncConnection,
        acting: Actor,
        asked: Asked,
        *,
        sort: RegisterSort = "hired_on",
        after: After | None = None,
        limit: int | None = None,
    ) -> FoundEntries:
        """Without a limit all of it. Raises Forbidden."""
        return await list_entries(
            connection,
            acting.tenant,
            acting.reach(MANAGE_PEOPLE),
            asked,
            private=private_reach(acting),
            sort=sort,
            after=after,
            limit=limit,
            today=self.people.today,
        )
