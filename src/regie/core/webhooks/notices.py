"""Who else is to know that an endpoint was disabled: a port, plugged by bootstrap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from .recording import Disabled

Notify = Callable[[AsyncConnection, Disabled], Awaitable[None]]
"""Writes what is to be said into the transaction that disables the endpoint; sends nothing itself.
The e-mail's template is `webhook_endpoint_disabled`."""


async def notify_nobody(connection: AsyncConnection, disabled: Disabled) -> None:
    """Without a mailbox; the event goes to the other endpoints all the same."""
    del connection, disabled
