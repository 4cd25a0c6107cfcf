"""How many conversations may be begun by one address, and be under way at once.

One address cannot fill them. Within the three minutes in which a conversation counts it keeps as
many alive as it may ask questions, and begins as many as it may: 60 at first and 40 later on, with
10 a minute of each. Who has fifty addresses can: `alerts/crowding` tells of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.limits import Asked, Limit, Limiter

from . import repository
from .errors import ConversationsCrowded, TooManyConversations

_DAY_S: Final = 86_400.0
_QUARTER_S: Final = 900.0
UNDER_WAY: Final = timedelta(minutes=3)
"""Since something was said. The longer, the more of them one address keeps alive with the questions
that it may ask."""
_CROWDED_S: Final = 30
"""After which somebody is likely to have gone."""


class Ceilings:
    """Those that begin in the same moment may all pass before the first of them is counted: the
    limits per address bound how many these are."""

    def __init__(
        self,
        limiter: Limiter,
        *,
        a_day: int,
        in_15_minutes: int,
        at_once: int,
        at_once_per_widget: int,
        clock: Clock,
    ):
        self._limiter = limiter
        self._a_day = Limit("order-conversations-day", quota=a_day, window_s=_DAY_S)
        self._in_15_minutes = Limit(
            "order-conversations-quarter", quota=in_15_minutes, window_s=_QUARTER_S
        )
        self._at_once = at_once
        self._at_once_per_widget = at_once_per_widget
        self._clock = clock

    async def admit(self, connection: AsyncConnection, widget: str | None, address: str) -> None:
        """Raises ConversationsCrowded, which counts for nothing, or TooManyConversations."""
        since = self._clock() - UNDER_WAY
        under_way = await repository.count_under_way(connection, widget, since)
        here, everywhere = under_way.here, under_way.everywhere
        if everywhere >= self._at_once or here >= self._at_once_per_widget:
            raise ConversationsCrowded(
                f"{here} with this key, {everywhere} in all",
                retry_after_s=_CROWDED_S,
                seconds=_CROWDED_S,
            )
        claims = (self._in_15_minutes.of(address), self._a_day.of(address))
        decision = await self._limiter.decide(Asked(claims))
        if not decision.admitted:
            wait_s = decision.retry_after_s or 1
            raise TooManyConversations(address, retry_after_s=wait_s, seconds=wait_s)
