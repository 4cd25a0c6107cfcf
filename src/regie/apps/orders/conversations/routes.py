"""Conversations over HTTP, for customers: whoever holds a conversation's token is in it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import MAIN_TENANT
from regie.core.app import Core
from regie.core.errors import Timeout, Unavailable
from regie.core.events import Event
from regie.core.i18n import Language
from regie.core.limits import RateLimited
from regie.core.web import (
    PUBLIC,
    api_router,
    event_stream,
    exchange_of,
    may_raise,
    resume_after,
    transaction,
)
from regie.identity.language import reader_language

from ..widgets.errors import OriginRefused, WidgetNotFound
from ..widgets.routes import CONVERSATION_TOKEN
from ..widgets.service import Widgets
from . import repository
from .ceilings import Ceilings
from .domain import digest_of
from .errors import (
    ConversationClosed,
    ConversationFull,
    ConversationNotFound,
    ConversationsCrowded,
    TooManyConversations,
)
from .examples import ANSWERED, FOLLOWED
from .live import Live, shown
from .schemas import (
    BegunConversation,
    DoneEvent,
    NewConversation,
    NewMessage,
    SeenConversation,
    SeenMessage,
    StateEvent,
    TextEvent,
    UnderstoodEvent,
)
from .service import Conversations
from .turns import Answered, Question, Turns, Written
from .under_way import UnderWay

CONVERSATIONS: Final = "/api/v1/orders/conversations"
QUESTIONS: Final = f"{CONVERSATIONS}/{{id}}/messages"
"""Where each request is a question."""

Token = Annotated[
    str,
    Header(
        alias=CONVERSATION_TOKEN,
        max_length=100,
        description="What the conversation was begun with.",
    ),
]
_SENTENCES: Final = re.compile(r".+?(?:[.!?…](?=\s)\s+|\n+|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parts:
    core: Core
    conversations: Conversations
    ceilings: Ceilings
    turns: Turns
    under_way: UnderWay
    live: Live
    widgets: Widgets


def routes(parts: Parts) -> APIRouter:
    api = api_router(CONVERSATIONS, "orders", guard=PUBLIC)
    _add_beginning(api, parts)
    _add_talking(api, parts)
    return api


def _add_beginning(api: APIRouter, parts: Parts) -> None:
    begun = transaction(parts.core.database)
    spoken = reader_language(parts.core.settings)

    @api.post("", status_code=201)
    @may_raise(
        WidgetNotFound,
        OriginRefused,
        TooManyConversations,
        ConversationsCrowded,
        Unavailable,
        Timeout,
    )
    async def begin_conversation(
        new: NewConversation,
        request: Request,
        language: Language = spoken,
    ) -> BegunConversation:
        """Begins a conversation; the greeting is its first message."""
        widget, exchange = None, exchange_of(request.scope)
        if new.widget is not None:
            widget = await parts.widgets.admit(new.widget, exchange)
        chosen = new.language or (widget and widget.language) or language
        tenant, sources = (widget.tenant, widget.sources) if widget else (MAIN_TENANT, None)
        greeting = await parts.conversations.greeting(chosen, tenant, sources)
        async with parts.core.database.begin() as connection:
            await parts.ceilings.admit(connection, new.widget, exchange.client.key)
            talk = await parts.conversations.begin(connection, greeting, new.widget)
        return BegunConversation(
            id=talk.id,
            token=talk.token,
            language=chosen,
            state="automatic",
            messages=[SeenMessage.of(message) for message in talk.messages],
        )

    @api.get("/{id}")
    @may_raise(ConversationNotFound)
    async def read_conversation(
        id: UUID,  # noqa: A002
        token: Token = "",
        connection: AsyncConnection = begun,
    ) -> SeenConversation:
        """Everything said so far, for whoever comes back to it."""
        seen = await parts.conversations.read(connection, id, token)
        return SeenConversation.of(*seen)


def _add_talking(api: APIRouter, parts: Parts) -> None:
    @api.post(
        "/{id}/messages",
        response_class=Response,
        responses=_streams(ANSWERED, understanding=UnderstoodEvent, text=TextEvent, done=DoneEvent),
    )
    @may_raise(
        ConversationNotFound,
        ConversationClosed,
        ConversationFull,
        RateLimited,
        Unavailable,
        Timeout,
    )
    async def send_message(
        id: UUID,  # noqa: A002
        new: NewMessage,
        request: Request,
        token: Token = "",
    ) -> Response:
        """Asks, and is answered as a stream: what was understood, the text, then the whole message.

        The same `client_id` again gives the same answer, and nothing twice.
        """
        exchange = exchange_of(request.scope)
        written = Written(new.text, new.client_id, exchange.client.key)
        question = await parts.turns.ask(id, digest_of(token), written)
        answered = parts.under_way.begin(question)
        return event_stream(request, _answer(question, answered), bare=True, brief=True)

    @api.get(
        "/{id}/events",
        response_class=Response,
        responses=_streams(FOLLOWED, message=SeenMessage, state=StateEvent),
    )
    @may_raise(ConversationNotFound, Unavailable, Timeout)
    async def follow_conversation(
        id: UUID,  # noqa: A002
        request: Request,
        token: Token = "",
        after: Annotated[  # noqa: ARG001 - `resume_after` reads it
            int | None, Query(ge=0, lt=2**31, description="The last `seq` that was seen.")
        ] = None,
    ) -> Response:
        """Messages and changes of state as they come, until the conversation is closed.

        Coming back with `after`, or with Last-Event-ID, loses nothing.
        """
        async with parts.core.database.begin() as connection:
            conversation = await repository.read(connection, id, digest_of(token))
        followed = parts.live.follow(conversation.tenant, conversation.id, _seen(request))
        return event_stream(request, followed, bare=True)


async def _answer(question: Question, making: Awaitable[Answered]) -> AsyncIterator[Event]:
    heard, step = question.heard, question.step
    yield _event(
        "understanding",
        {
            # « Rami » alone is for the question that his name was asked for.
            "intent": (step or heard).intent.value,
            "language": heard.lang,
            "numbers": heard.numbers,
            "name_given": heard.name is not None,
            "period": (heard.period.first, heard.period.last) if heard.period else None,
        },
    )
    answered = await making
    message, standing = answered.message, answered.standing
    for piece in _SENTENCES.findall(message.text) if message else ():
        yield _event("text", {"delta": piece})
    yield _event(
        "done",
        {
            "message": message and shown(message),
            "state": standing.state,
            "queue_position": standing.queue_position,
            "asked": standing.asked,
        },
    )


def _event(name: str, data: object) -> Event:
    return Event("", "", name, msgspec.json.encode(data))


def _seen(request: Request) -> int:
    last = resume_after(request) or "0"
    return int(last) if last.isascii() and last.isdigit() and len(last) < 10 else 0


def _streams(example: str, **events: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """The shape of each event, as the document has it, and some as they come."""
    return {
        200: {
            "description": "Server-sent events: " + ", ".join(events),
            "content": {
                "text/event-stream": {
                    "example": example,
                    "itemSchema": {
                        "oneOf": [
                            {
                                "type": "object",
                                "properties": {
                                    "event": {"const": name},
                                    "data": {
                                        "type": "string",
                                        "contentMediaType": "application/json",
                                        "contentSchema": _schema(shape),
                                    },
                                },
                                "required": ["event", "data"],
                            }
                            for name, shape in events.items()
                        ]
                    },
                }
            },
        }
    }


def _schema(shape: type[BaseModel]) -> dict[str, Any]:
    """What it refers to stands among the document's own, for other answers have it too."""
    schema = shape.model_json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schema.pop("$defs", None)
    return schema
