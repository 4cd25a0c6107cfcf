"""What bootstrap reads of the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter

from regie.core.app import App, Core, Part
from regie.core.web import Routes

from . import cache, counters, events, jobs, locks, mail, retention, slow_queries, tasks, webhooks
from .messages import MESSAGES
from .permissions import PERMISSIONS
from .settings import ConsoleSettings

SUBJECTS: Final[tuple[Callable[[Core], APIRouter], ...]] = (
    cache.routes,
    counters.routes,
    events.routes,
    jobs.routes,
    locks.routes,
    mail.routes,
    retention.routes,
    slow_queries.routes,
    webhooks.routes,
)
"""Each makes the routes of one subject."""


def build(core: Core, _: ConsoleSettings) -> Part:
    return Part(service=core, routes=Routes(api=tuple(routes(core) for routes in SUBJECTS)))


APP: Final = App(
    name="console",
    settings=ConsoleSettings,
    build=build,
    messages=MESSAGES,
    jobs=(tasks.self_test, tasks.purge),
    schedules=(tasks.NIGHTLY_PURGE,),
    permissions=PERMISSIONS,
)
