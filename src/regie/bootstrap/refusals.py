"""Refusals of people who are signed in go on record."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Final

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.observe import get_logger
from regie.core.web import RefusedAccess

EVERY_S: Final = 60.0
MOST_REMEMBERED: Final = 10_000
MOST_AT_ONCE: Final = 8
"""So that a flood leaves the database to those who work."""
MOST_WAITING: Final = 1_000
"""For their turn: who is refused everywhere at the same moment hides none of it."""

_log = get_logger(__name__)


class RefusalTeller:
    """Once a minute for each actor, route and reason in each process, so that a flood fills no
    record; the metrics count them all. What finds no room to wait for its turn is in the log
    alone."""

    def __init__(self, audit: Audit):
        self._audit = audit
        self._told_at: dict[tuple[str, ...], float] = {}
        self._telling: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Semaphore(MOST_AT_ONCE)

    def __call__(self, refused: RefusedAccess) -> None:
        now = monotonic()
        actor = refused.actor
        which = actor.tenant, actor.key, refused.method, refused.route, refused.code
        if now - self._told_at.get(which, -EVERY_S) < EVERY_S:
            return
        self._forget(now)
        self._told_at[which] = now
        if len(self._telling) >= MOST_WAITING:
            _log.warning("refusal_not_recorded", actor=refused.actor.key, route=refused.route)
            return
        event = AuditEvent(
            "access.refuse",
            outcome="refused",
            payload={"method": refused.method, "route": refused.route, "problem": refused.code},
        )
        task = asyncio.create_task(self._tell(event, refused.actor))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, event: AuditEvent, actor: Actor) -> None:
        async with self._turn:
            await self._audit.record_apart(event, actor=actor)

    def _forget(self, now: float) -> None:
        if len(self._told_at) < MOST_REMEMBERED:
            return
        self._told_at = {each: at for each, at in self._told_at.items() if now - at < EVERY_S}
        if len(self._told_at) >= MOST_REMEMBERED:
            self._told_at.clear()
