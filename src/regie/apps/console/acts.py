"""What is done on the console's pages goes on record, or is not done."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any, Final

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent, Outcome
from regie.core.app import Core
from regie.core.errors import Timeout, Unavailable
from regie.core.web import actor, exchange_of, may_raise

Announce = Callable[..., Coroutine[Any, Any, None]]

_PLAIN: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
"""An id in the spelling that a subject may have; any other stands in the path alone."""


def recorded(core: Core, begun: Any) -> Any:
    """The transaction `begun`, in which what was done is put on record, and by whom: behind all
    that the route does, before the answer that is kept for an Idempotency-Key. What is refused,
    fails or is only answered again is not done."""

    async def record(
        request: Request, connection: AsyncConnection = begun, acting: Actor = Depends(actor)
    ) -> AsyncGenerator[AsyncConnection]:
        yield connection
        await core.audit.record(connection, _act(request, "done", {}), actor=acting)

    return Depends(record, scope="function")


def announced(core: Core) -> Any:
    """For what no transaction holds: `announce`, to be awaited once all is checked and before it
    is done. When it cannot be put on record it raises, and what is not on record is not done; the
    entry says that it was begun."""

    @may_raise(Unavailable, Timeout)
    def announcing(request: Request, acting: Actor = Depends(actor)) -> Announce:
        async def announce(**details: object) -> None:
            async with core.database.begin() as connection:
                await core.audit.record(connection, _act(request, "begun", details), actor=acting)

        return announce

    return Depends(announcing)


def _act(request: Request, outcome: Outcome, details: dict[str, object]) -> AuditEvent:
    """`mail.manage`, of `console.mail.manage`."""
    exchange = exchange_of(request.scope)
    guard = exchange.guard
    if guard is None or guard.permission is None:
        raise LookupError(f"{exchange.route} asks for no permission to act")
    _, subject, verb = guard.permission.split(".")
    return AuditEvent(
        f"{subject}.{verb}",
        next((f"{subject}:{id_}" for id_ in _ids(request)), None),
        outcome,
        {"method": exchange.method, "path": exchange.path, **details},
    )


def _ids(request: Request) -> list[str]:
    return [each for each in request.path_params.values() if _PLAIN.fullmatch(each)]
