"""Live events over HTTP: a stream, or one answer after another where a proxy withholds streams."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from regie.core.access import Actor, Forbidden
from regie.core.app import Core
from regie.core.events import MOST_TOPICS, TOPIC_PATTERN, Audience, is_topic
from regie.core.web import (
    SIGNED_IN,
    actor,
    api_router,
    event_stream,
    long_poll,
    may_raise,
    resume_after,
    wants_stream,
)

from .errors import TopicsMalformed

LONGEST_LIST: Final = 4_096
PERMISSION_BY_KIND: Final = {"jobs": "console.jobs.read"}
"""By the first word of a topic. Of other topics everybody has those events in whose audience they
are."""

_LIST: Final = rf"^{TOPIC_PATTERN}(,{TOPIC_PATTERN}){{0,{MOST_TOPICS - 1}}}$"
"""For the document: TopicsMalformed says it in words."""


class ReceivedEvent(BaseModel):
    id: str
    topic: str
    event: str
    """`reset`: something may have been missed, so what is shown is to be fetched anew."""
    data: Any


class ReceivedEvents(BaseModel):
    events: list[ReceivedEvent]
    last: str
    """What the next poll gives as `after`."""


def routes(core: Core) -> APIRouter:
    api = api_router("/api/v1", "events", guard=SIGNED_IN)

    @api.get(
        "/events",
        response_model=ReceivedEvents,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    @may_raise(TopicsMalformed, Forbidden)
    async def live_events(
        request: Request,
        topics: Annotated[
            str,
            Query(
                max_length=LONGEST_LIST,
                description=f"Up to {MOST_TOPICS} topics, separated by commas.",
                json_schema_extra={"pattern": _LIST},
            ),
        ],
        after: Annotated[
            str | None,
            Query(
                max_length=64,
                description="The last id seen; a stream's client may send it as Last-Event-ID."
                " Without it a poll answers at once where to begin.",
            ),
        ] = None,
        acting: Actor = Depends(actor),
    ) -> Response:
        """Live events, as a stream or one answer after another.

        With `Accept: text/event-stream` a stream, else the next events as JSON, or none after 25
        seconds. An event named `reset` says that something may have been missed.
        """
        asked = frozenset(topics.split(","))
        if len(asked) > MOST_TOPICS or not all(map(is_topic, asked)):
            raise TopicsMalformed
        _require_readable(acting, asked)
        subscription = core.events.subscribe(asked, audience_of(acting), resume_after(request))
        if wants_stream(request):
            return event_stream(request, subscription)
        if after is None:
            return await long_poll(request, subscription, wait_s=0)
        return await long_poll(request, subscription)

    return api


def _require_readable(acting: Actor, topics: frozenset[str]) -> None:
    for topic in topics:
        permission = PERMISSION_BY_KIND.get(topic.partition(".")[0])
        if permission is not None:
            acting.require(permission)


def audience_of(acting: Actor) -> Audience:
    person = str(acting.id) if acting.kind == "person" else None
    return Audience(acting.tenant, person=person, roles=acting.roles)
