"""Whether the chat is about to be full: whoever comes then is told to come again."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from ..conversations.ceilings import FREE_FOR_ALL
from ..conversations.repository import under_way_of
from .troubles import Expected, Trouble

NEARLY: Final = FREE_FOR_ALL
"""Of a ceiling: from there on some are refused."""


async def of_conversations(
    connection: AsyncConnection, now: datetime, expected: Expected
) -> Trouble | None:
    """The fullest key is named, for it may be that of one shop alone."""
    found = await under_way_of(connection, now)
    everywhere = sum(count for _, count in found)
    if everywhere >= NEARLY * expected.conversations:
        return Trouble("crowded", "", f"{everywhere} / {expected.conversations}")
    widget, here = found[0] if found else (None, 0)
    if here < NEARLY * expected.conversations_per_widget:
        return None
    figure = f"{here} / {expected.conversations_per_widget} ({widget or '–'})"
    return Trouble("crowded", "", figure)
