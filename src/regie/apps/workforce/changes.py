"""What an edit makes known: what was remembered of the organisation holds no longer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import Any

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.cache import invalidate_after_commit
from regie.core.errors import Timeout, Unavailable
from regie.core.web import actor, may_raise


def tag_of(tenant: str) -> str:
    """Of all that is remembered of one organisation: a time, a rule or a volume that changes,
    changes figures everywhere above it."""
    return f"workforce:{tenant}"


async def changed(connection: AsyncConnection, tenant: str) -> None:
    """With the change, or not at all: told until all processes know, also should this one die."""
    await invalidate_after_commit(connection, tag_of(tenant))


def editing(core: Core) -> Any:
    """In the place of `transaction`, for what changes figures: right after the COMMIT this process
    and those that can be told forget, so that whoever edited reads what was written. The outbox
    makes sure of the others."""
    return Depends(_begin(core), scope="function")


def _begin(core: Core) -> Callable[..., AsyncGenerator[AsyncConnection]]:
    @may_raise(Unavailable, Timeout)
    async def begin(acting: Actor = Depends(actor)) -> AsyncGenerator[AsyncConnection]:
        async with core.database.begin() as connection:
            yield connection
        await core.cache.invalidate(tag_of(acting.tenant))

    return begin
