"""An event of something that is true only when its transaction has committed."""

from __future__ import annotations

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.outbox import Delivery, Kind, Subscription, put

from .audience import Audience
from .events import Events


class Told(msgspec.Struct):
    topic: str
    event: str
    data: msgspec.Raw
    audience: Audience


EVENT: Kind[Told] = Kind("events.publish", Told)


async def put_event(
    connection: AsyncConnection, topic: str, event: str, data: object, *, audience: Audience
) -> None:
    """Published after the caller's transaction has committed, by whichever relay takes the row.

    A row, a relay and a report per event: for what happens now and then. Progress, of which the
    next step tells what the last one did, is published at once.
    """
    raw = msgspec.Raw(msgspec.json.encode(data))
    await put(connection, EVENT, Told(topic, event, raw, audience))


def relayed(events: Events) -> Subscription[Told]:
    """The handler, for the relay of every process."""

    async def publish(delivery: Delivery[Told]) -> None:
        told = delivery.payload
        await events.publish(
            told.topic,
            told.event,
            told.data,
            audience=told.audience,
            known_as=f"outbox-{delivery.id}",
        )

    return Subscription(EVENT, publish)
