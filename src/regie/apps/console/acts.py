"""What is done on the console's pages goes on record."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from typing import Any, Final

from fastapi import Depends, Request

from regie.core.access import Actor, AuditEvent
from regie.core.app import Core
from regie.core.web import Exchange, actor, exchange_of

_PLAIN: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
"""An id in the spelling that a subject may have; any other stands in the path alone."""


def recorded(core: Core) -> Any:
    """A dependency for a router: whatever wants a `….manage` is on record, with who did it, once it
    is committed. What is refused, fails or is only answered again is not. Killed between the two,
    a process leaves an act unrecorded: most acts here have no transaction."""

    async def record(request: Request, acting: Actor = Depends(actor)) -> AsyncGenerator[None]:
        yield
        exchange = exchange_of(request.scope)
        subject = None if exchange.replayed else _managed(exchange)
        if subject is not None:
            event = AuditEvent(
                f"{subject}.manage",
                next((f"{subject}:{id_}" for id_ in _ids(request)), None),
                payload={"method": exchange.method, "path": exchange.path},
            )
            await core.audit.record_apart(event, actor=acting)

    return Depends(record, scope="function")


def _managed(exchange: Exchange) -> str | None:
    """`mail`, of `console.mail.manage`."""
    permission = None if exchange.guard is None else exchange.guard.permission
    _, subject, verb = (permission or "..").split(".")
    return subject if verb == "manage" else None


def _ids(request: Request) -> list[str]:
    return [each for each in request.path_params.values() if _PLAIN.fullmatch(each)]
