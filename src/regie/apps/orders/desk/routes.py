"""Conversations over HTTP, for the staff."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor
from regie.core.app import Core
from regie.core.counters import Days
from regie.core.db import After
from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language
from regie.core.input import Day
from regie.core.web import (
    AfterQuery,
    CursorMalformed,
    InvalidFields,
    LimitQuery,
    actor,
    api_router,
    guarded,
    may_raise,
    next_cursor,
    read_cursor,
    requires,
    transaction,
)
from regie.identity.language import reader_language

from ..alerts.troubles import FROM_CACHE, FROM_DATABASE
from ..answering.cards import OrderCard, card_of
from ..answering.policy import TIERS
from ..conversations.domain import State
from ..conversations.errors import ConversationClosed, ConversationNotFound
from ..conversations.schemas import SeenMessage
from ..errors import OrderNotFound
from ..figures.repository import Counted, questions_of
from ..permissions import ANSWER_DESK, MANAGE_TEMPLATES, READ_DESK
from .errors import NotYours, TakenByAnother, TemplateUnknown
from .repository import Listed, count_open
from .schemas import (
    AgentMessage,
    ConversationInFull,
    ConversationInList,
    ConversationList,
    QuestionFigures,
    QuestionsBy,
    QuestionsOfDay,
    SourceName,
    Template,
    Templates,
    TemplateText,
    TracedMessage,
)
from .service import Desk
from .templates import SentenceTemplates

_PREFIX: Final = "/api/v1/orders/desk"
_SORT: Final = "last_at"
_MONTH: Final = timedelta(days=30)
_NUMBER: Final = r"^[^\x00-\x1F\x7F-\x9F]*[0-9A-Za-z][^\x00-\x1F\x7F-\x9F]*$"
"""How sources write their numbers is theirs to say; each has a letter or a figure in it."""
_NO_CONTROL: Final = r"^[^\x00-\x1F\x7F-\x9F]*$"


@dataclass(frozen=True, slots=True)
class DeskParts:
    core: Core
    desk: Desk
    templates: SentenceTemplates


def routes(parts: DeskParts) -> APIRouter:
    api = api_router(_PREFIX, "orders", guard=requires(READ_DESK))
    _add_reading(api, parts)
    _add_answering(api, parts)
    _add_looking_up(api, parts)
    _add_templates(api, parts)
    return api


def _add_reading(api: APIRouter, parts: DeskParts) -> None:
    begun = transaction(parts.core.database)

    @api.get("/conversations")
    @may_raise(CursorMalformed)
    async def list_conversations(
        state: State | None = None,
        search: Annotated[
            str,
            Query(
                max_length=100,
                pattern=_NO_CONTROL,
                description="Any part of what was said: an order's number.",
            ),
        ] = "",
        after: AfterQuery = None,
        limit: LimitQuery = 50,
        *,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ConversationList:
        """Conversations, those of which something was heard last first."""
        page = read_cursor(after, _SORT), limit
        found = await parts.desk.list(connection, acting, state, search, page)
        waiting = await count_open(connection, acting.tenant)
        last = After(found[-1].sort_value, found[-1].number) if found else None
        return ConversationList(
            waiting=waiting.get("waiting", 0),
            with_agent=waiting.get("with_agent", 0),
            conversations=[
                ConversationInList.model_validate(_fields(each, acting)) for each in found
            ],
            next=next_cursor(_SORT, last, found=len(found), limit=limit),
        )

    @api.get("/conversations/{id}")
    @may_raise(ConversationNotFound)
    async def open_conversation(
        id: UUID,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ConversationInFull:
        """Everything that was said, and how each answer came about."""
        return await _in_full(parts, connection, acting, id)

    @api.get("/figures")
    async def count_questions(
        first: Day | None = None,
        last: Day | None = None,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> QuestionFigures:
        """Questions by day, of the last thirty days unless others are named."""
        acting.require(READ_DESK)
        until = last or parts.core.clock().astimezone(parts.core.settings.zone).date()
        since = first or max(until, date.min + _MONTH) - _MONTH
        counted = await questions_of(connection, acting.tenant, since, until)
        total, days = parts.core.counters.total, Days(since, until)
        return _figures(
            since,
            until,
            counted,
            from_cache=await total(acting.tenant, FROM_CACHE, days),
            from_database=await total(acting.tenant, FROM_DATABASE, days),
        )


def _add_answering(api: APIRouter, parts: DeskParts) -> None:
    begun = transaction(parts.core.database)
    answers = guarded(requires(ANSWER_DESK))

    @api.post("/conversations/{id}/take")
    @answers
    @may_raise(ConversationNotFound, ConversationClosed, TakenByAnother)
    async def take_conversation(
        id: UUID,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ConversationInFull:
        """Takes it: of two at once one has it."""
        await parts.desk.take(connection, acting, id)
        return await _in_full(parts, connection, acting, id)

    @api.post("/conversations/{id}/release")
    @answers
    @may_raise(ConversationNotFound, NotYours)
    async def release_conversation(
        id: UUID,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ConversationInFull:
        """Gives it back to the assistant."""
        await parts.desk.leave(connection, acting, id, "automatic")
        return await _in_full(parts, connection, acting, id)

    @api.post("/conversations/{id}/close")
    @answers
    @may_raise(ConversationNotFound, NotYours)
    async def close_conversation(
        id: UUID,  # noqa: A002
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> ConversationInFull:
        """Ends it: one's own, or one that waits."""
        await parts.desk.leave(connection, acting, id, "closed")
        return await _in_full(parts, connection, acting, id)

    @api.post("/conversations/{id}/messages")
    @answers
    @may_raise(ConversationNotFound, NotYours)
    async def answer_customer(
        id: UUID,  # noqa: A002
        new: AgentMessage,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> SeenMessage:
        """Answers the customer, who sees it at once."""
        said = await parts.desk.say(connection, acting, id, new.text, new.client_id)
        return SeenMessage.of(said)


def _add_looking_up(api: APIRouter, parts: DeskParts) -> None:
    spoken = reader_language(parts.core.settings)

    @api.get("/orders/{number}")
    @may_raise(OrderNotFound, Unavailable, Timeout)
    async def look_order_up(
        number: Annotated[str, Path(max_length=64, pattern=_NUMBER)],
        response: Response,
        acting: Actor = Depends(actor),
        language: Language = spoken,
    ) -> OrderCard:
        """An order by its number alone. Who looked is on record."""
        found = await parts.desk.look_up(acting, number)
        response.headers["cache-control"] = "no-store"
        response.headers["content-language"] = language
        text = parts.core.catalogue.text
        card = card_of(
            found,
            frozenset(TIERS),
            lambda status: text(f"orders.status.{status.value}", language, {}),
        )
        if card is None:  # every tier was asked for
            raise OrderNotFound
        return card


def _add_templates(api: APIRouter, parts: DeskParts) -> None:
    begun = transaction(parts.core.database)
    manages = guarded(requires(MANAGE_TEMPLATES))

    @api.get("/templates")
    @manages
    @may_raise(TemplateUnknown)
    async def list_answer_templates(
        source: SourceName | None = None,
        language: Language = "fr",
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> Templates:
        """Every sentence of the assistant, as one source says it."""
        chosen = source or parts.templates.voices.main
        found = await parts.templates.list(connection, acting, chosen, language)
        return Templates(
            sources=list(parts.templates.voices.sources),
            templates=[Template(**asdict(each)) for each in found],
        )

    @api.put("/templates")
    @manages
    @may_raise(TemplateUnknown, InvalidFields)
    async def change_answer_template(
        new: TemplateText,
        connection: AsyncConnection = begun,
        acting: Actor = Depends(actor),
    ) -> Template:
        """Says a sentence in other words, or with `preview` only shows how it would read."""
        shown = await parts.templates.put(
            connection,
            acting,
            new.source,
            new.language,
            new.name,
            new.text,
            preview=new.preview,
        )
        return Template(**asdict(shown))


async def _in_full(
    parts: DeskParts, connection: AsyncConnection, acting: Actor, conversation: UUID
) -> ConversationInFull:
    found, messages = await parts.desk.open(connection, acting, conversation)
    return ConversationInFull.model_validate(
        _fields(found, acting)
        | {
            "messages": [
                TracedMessage.model_validate(
                    asdict(each) | {"trace": each.trace if each.author == "assistant" else None}
                )
                for each in messages
            ]
        }
    )


def _fields(found: Listed, acting: Actor) -> dict[str, Any]:
    mine = acting.kind == "person" and found.agent_id == acting.id
    memory = found.memory
    return found._asdict() | {
        "mine": mine,
        "name": memory.name,
        "numbers": memory.numbers,
        "proven": [each.number for each in memory.opened],
    }


def _figures(
    first: date, last: date, counted: list[Counted], *, from_cache: int, from_database: int
) -> QuestionFigures:
    days: dict[date, Counter[str]] = {}
    kinds: Counter[tuple[str, str]] = Counter()
    for each in counted:
        days.setdefault(each.day, Counter())[each.outcome] += each.questions
        kinds[each.intent, each.outcome] += each.questions
    named = ("answered", "handed_over", "refused")
    return QuestionFigures(
        first=first,
        last=last,
        questions=kinds.total(),
        days=[
            QuestionsOfDay(
                day=day,
                answered=of["answered"],
                handed_over=of["handed_over"],
                refused=of["refused"],
                other=of.total() - sum(of[name] for name in named),
            )
            for day, of in days.items()
        ],
        by_intent=[
            QuestionsBy.model_validate({"intent": intent, "outcome": outcome, "questions": count})
            for (intent, outcome), count in kinds.items()
        ],
        from_cache=from_cache,
        from_database=from_database,
    )
