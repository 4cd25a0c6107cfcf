"""How many conversations may be begun by one address, and be under way at once.

A handful of addresses cannot fill them. With 10 a minute of each, one keeps 30 alive by its
questions and 10 more that it begins (at first, by what may be taken at once, 40 and 20), so 33 of
them fill two thirds of a key's 2,000. The last third is for who comes from elsewhere: of an address
one conversation, of its network a tenth of that third, for as long as it counts. To shut customers
out takes 667 addresses in ten networks, without a pause. No conversation keeps its address for
that: the limiter's buckets have it, as a keyed digest, for as long as a limit counts.
"""

from __future__ import annotations

import math
from ipaddress import ip_interface
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.limits import Asked, Limit, Limiter

from . import repository
from .errors import ConversationsCrowded, TooManyConversations

_DAY_S: Final = 86_400.0
_QUARTER_S: Final = 900.0
"""As long as a conversation counts at most (`LASTS`): who begins another one in the last third has
none there any more."""
FREE_FOR_ALL: Final = 2 / 3
"""Of a ceiling."""
_NETWORKS: Final = 10
"""That it takes to fill the rest."""
_WIDER: Final = {4: 24, 6: 48}
"""What one who has several addresses has them in."""
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
        rest = round(min(at_once, at_once_per_widget) * (1 - FREE_FOR_ALL))
        self._first = Limit("order-conversations-first", quota=1, window_s=_QUARTER_S)
        # A bucket gives out what it holds at once, and as much again within its window.
        share = max(1, rest // _NETWORKS // 2)
        self._of_network = Limit("order-conversations-network", quota=share, window_s=_QUARTER_S)
        self._at_once = at_once
        self._at_once_per_widget = at_once_per_widget
        self._clock = clock

    async def admit(self, connection: AsyncConnection, widget: str | None, address: str) -> None:
        """Raises ConversationsCrowded, which counts for nothing, or TooManyConversations."""
        crowd = await repository.count_under_way(connection, widget, self._clock())
        full = max(crowd.here / self._at_once_per_widget, crowd.everywhere / self._at_once)
        if full >= 1:
            raise _crowded(f"{crowd.here} with this key, {crowd.everywhere} in all")
        own = (self._in_15_minutes.of(address), self._a_day.of(address))
        shares = (self._first.of(address), self._of_network.of(network_of(address)))
        asked = Asked(own if full < FREE_FOR_ALL else own + shares)
        decision = await self._limiter.decide(asked)
        if decision.admitted:
            return
        if all(limit in {self._first, self._of_network} for limit in decision.refusing):
            raise _crowded("this address or its network has its share of the rest")
        wait_s = decision.retry_after_s or 1
        raise TooManyConversations(address, retry_after_s=wait_s, minutes=math.ceil(wait_s / 60))


def network_of(address: str) -> str:
    """Of an address as limits know it; what is none (`unix`) is itself."""
    try:
        own = ip_interface(address)
    except ValueError:
        return address
    return str(own.network.supernet(new_prefix=_WIDER[own.version]))


def _crowded(detail: str) -> ConversationsCrowded:
    return ConversationsCrowded(detail, retry_after_s=_CROWDED_S, seconds=_CROWDED_S)
