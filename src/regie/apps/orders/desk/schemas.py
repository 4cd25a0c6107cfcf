"""HTTP shapes of the desk."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regie.core.i18n import Language

from ..answering.replies import Outcome
from ..answering.wording import MOST_CHARACTERS
from ..conversations.domain import Author, State
from ..conversations.schemas import SeenMessage, Written
from ..understanding import Intent


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ConversationSeen(BaseModel):
    id: UUID
    state: State
    language: Language
    source: str
    widget: str | None
    questions: int
    """Messages of the customer."""
    created_at: datetime
    last_at: datetime
    waiting_since: datetime | None
    queue_position: int | None
    agent: str | None
    mine: bool
    """Who asks has taken it."""
    name: str | None
    """That the customer gave."""
    numbers: list[str]
    """The orders that are spoken of."""
    proven: list[str]
    """The orders that were opened here, by their name or by a code."""
    seq: int
    """Of the last message."""


class ConversationInList(ConversationSeen):
    last_text: str | None
    last_author: Author | None
    asked_text: str | None
    """What the customer wrote last, its first 200 characters."""
    asked_at: datetime | None


class ConversationList(BaseModel):
    waiting: int
    """Of all, whatever was searched for."""
    with_agent: int
    conversations: list[ConversationInList]
    next: str | None


class Trace(BaseModel):
    """How an answer came about."""

    intent: Intent
    language: Literal["fr", "en", "other"]
    numbers: list[str]
    name: str | None
    period: tuple[date, date] | None
    because: str | None
    """The words that decided the intent."""
    plan: str
    """`say`, `track`, `look_up`, `search`, `code` or `hand_over`."""
    origin: Literal["cache", "database"] | None
    took_ms: float
    as_of: datetime | None
    outcome: Outcome


class TracedMessage(SeenMessage):
    trace: Trace | None
    """Of the assistant's messages."""


class ConversationInFull(ConversationSeen):
    messages: list[TracedMessage]


class AgentMessage(_Strict):
    text: Written
    client_id: Annotated[UUID, Field(strict=False)]
    """Made by the client: the same message sent again is said once."""


class QuestionsOfDay(BaseModel):
    day: date
    answered: int
    handed_over: int
    refused: int
    other: int
    """Not found, not understood, asked back, greetings, and sources that were away."""


class QuestionsBy(BaseModel):
    intent: Intent
    outcome: Outcome
    questions: int


class QuestionFigures(BaseModel):
    first: date
    last: date
    questions: int
    days: list[QuestionsOfDay]
    """Those on which somebody asked."""
    by_intent: list[QuestionsBy]
    from_cache: int
    """Look-ups by a number that the cache has answered, in the chat and by the form."""
    from_database: int
    """And those for which a source was asked."""


SourceName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
SentenceName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class TemplateText(_Strict):
    source: SourceName
    language: Language
    name: SentenceName
    text: Annotated[
        str,
        StringConstraints(max_length=MOST_CHARACTERS, pattern=r"^[^\x00-\x09\x0B-\x1F\x7F-\x9F]*$"),
        AfterValidator(lambda text: unicodedata.normalize("NFC", text)),
    ]
    """Empty: ours again."""
    preview: bool = False
    """Only shows what it would say."""


class Template(BaseModel):
    source: str
    language: Language
    name: str
    text: str
    ours: str
    """What is said without a text of one's own."""
    own: bool
    fields: list[str]
    needs: list[str]
    """Fields without which it does not say what it is for."""
    missing: list[str]
    """Of these, the ones that the text leaves out."""
    example: str
    """Filled in with made-up values."""


class Templates(BaseModel):
    sources: list[str]
    templates: list[Template]
