"""The process's own webhooks, for code that was not handed any.

A service that is built by bootstrap takes `core.webhooks` and calls its `trigger`. This is for the
places that nobody builds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.errors import Unavailable

from .events import WebhookEvent
from .payloads import EventData

D = TypeVar("D", bound=EventData)


class Triggers(Protocol):
    async def trigger(
        self,
        event: WebhookEvent[D],
        data: D | Mapping[str, Any],
        *,
        connection: AsyncConnection | None = None,
        tenant: str = "main",
        key: str | None = None,
    ) -> str | None: ...


_open: list[Triggers] = []
"""Those that are open, the newest last; a process of an installation has one."""


def entered(webhooks: Triggers) -> None:
    _open.append(webhooks)


def left(webhooks: Triggers) -> None:
    if webhooks in _open:
        _open.remove(webhooks)


async def trigger_webhook(
    event: WebhookEvent[D],
    data: D | Mapping[str, Any],
    *,
    connection: AsyncConnection | None = None,
    tenant: str = "main",
    key: str | None = None,
) -> str | None:
    """As `Webhooks.trigger`, on the one that is open. Raises Unavailable when none is."""
    if not _open:
        raise Unavailable("no webhooks are open in this process")
    return await _open[-1].trigger(event, data, connection=connection, tenant=tenant, key=key)
