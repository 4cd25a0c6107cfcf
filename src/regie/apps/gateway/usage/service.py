"""What was asked, by whom, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.db import After
from regie.core.explain import Explained

from ..permissions import READ_USAGE
from . import repository
from .explaining import Say, cost_of_day
from .repository import Added, Wanted


class UsageReports:
    async def added_up(
        self, connection: AsyncConnection, acting: Actor, first: date, last: date, wanted: Wanted
    ) -> Added:
        acting.require(READ_USAGE)
        return await repository.added_up(connection, acting.tenant, first, last, wanted)

    async def why(
        self, connection: AsyncConnection, acting: Actor, day: date, wanted: Wanted, say: Say
    ) -> Explained:
        acting.require(READ_USAGE)
        return cost_of_day(
            day, await repository.priced(connection, acting.tenant, day, wanted), say
        )

    async def calls(
        self,
        connection: AsyncConnection,
        acting: Actor,
        filters: Mapping[str, object],
        after: After | None,
    ) -> Sequence[Row[Any]]:
        """The newest first."""
        acting.require(READ_USAGE)
        return await repository.list_calls(connection, acting.tenant, filters, after)
