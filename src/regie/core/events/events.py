"""Published in any process, received in every one that has a reader for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry

from regie.core.observe import get_logger

from .audience import Audience
from .bus import Bus
from .event import LARGEST_BYTES, NOWHERE, is_id, is_topic, seal, seal_reset
from .hub import Hub
from .metrics import EventMetrics
from .outgoing import Outgoing
from .replay import ReplayLimits
from .subscription import Subscription

_log = get_logger(__name__)

MOST_TOPICS: Final = 32
FAREWELL_S: Final = 1.0


class Events:
    """A resource: nothing leaves before `open` and after `close`."""

    name = "events"
    required = False

    def __init__(
        self,
        bus: Bus,
        *,
        registry: CollectorRegistry | None = None,
        replay: ReplayLimits | None = None,
    ):
        metrics = EventMetrics(registry or CollectorRegistry())
        self._metrics = metrics
        self._bus = bus
        self._hub = Hub(metrics, replay or ReplayLimits())
        self._outgoing = Outgoing(bus, metrics)
        self._sending: asyncio.Task[None] | None = None
        bus.attach(self._hub)

    async def open(self) -> None:
        if self._sending is None:
            self._sending = asyncio.create_task(self._outgoing.run())
            await self._bus.open()

    async def close(self) -> None:
        """Gives what waits a second to leave, and ends all subscriptions."""
        if self._sending is None:
            return
        sending, self._sending = self._sending, None
        await self._outgoing.drained(FAREWELL_S)
        sending.cancel()
        await asyncio.wait({sending})
        self._hub.close()
        await self._bus.close()

    async def ping(self) -> None:
        await self._bus.ping()

    async def publish(
        self,
        topic: str,
        event: str,
        data: object,
        *,
        audience: Audience,
        known_as: str | None = None,
    ) -> None:
        """Never fails for the bus: what it cannot take now leaves when it is back, in order, or, if
        that takes too long, its readers are told to look anew. Waits a quarter of a second at most,
        and only when more was published than the bus can take.

        `data` is what msgspec makes JSON of; more than about 7,500 bytes of it are not carried: the
        readers of the topic are told to look anew instead. Raises ValueError for a topic or a name
        that is none. Of two events with one `known_as` readers get the first.
        """
        payload = seal(topic, event, data, audience, known_as=known_as)
        if len(payload) > LARGEST_BYTES:
            _log.warning("event_too_large", topic=topic, name=event, bytes=len(payload))
            self._metrics.too_large()
            payload = seal_reset(topic, audience)
        self._outgoing.put(payload)
        await self._outgoing.room()

    def subscribe(
        self, topics: Iterable[str], audience: Audience, after: str | None = None
    ) -> Subscription:
        """What happens from now on, or has happened after the event of that id.

        When that is too long ago (see ReplayLimits), or too much is waiting (256 events, 128 KiB),
        the next event is a `reset`: look at everything anew, then go on. Raises ValueError for more
        than 32 topics, none, or what is no topic.
        """
        chosen = frozenset(topics)
        if not 0 < len(chosen) <= MOST_TOPICS or not all(map(is_topic, chosen)):
            raise ValueError(f"between 1 and {MOST_TOPICS} topics, each a name: {sorted(chosen)}")
        if after is not None and not is_id(after):
            after = NOWHERE
        return Subscription(self._hub, self._hub.register(chosen, audience, after))
