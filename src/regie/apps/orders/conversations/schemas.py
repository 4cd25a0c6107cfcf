"""HTTP shapes of conversations."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regie.core.i18n import Language

from ..answering.cards import OrderCard
from ..understanding import Intent
from ..widgets.schemas import WidgetKey
from .domain import Asked, Author, Conversation, Message, Standing, State
from .examples import ASKED, BEGINNING, BEGUN

LONGEST_MESSAGE = 2000
_PRINTED = r"^[^\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]*$"
"""Line breaks and tabs, and no other control."""

Written = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_MESSAGE, pattern=_PRINTED),
    AfterValidator(lambda text: unicodedata.normalize("NFC", text)),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewConversation(_Strict):
    model_config = ConfigDict(json_schema_extra={"examples": BEGINNING})

    language: Language | None = None
    """Without one: the widget's, what the browser asks for, or the installation's."""
    widget: WidgetKey | None = None


class NewMessage(_Strict):
    model_config = ConfigDict(json_schema_extra={"examples": [ASKED]})

    text: Written
    client_id: Annotated[UUID, Field(strict=False)]
    """Made by the client: the same message sent again is answered once."""


class SeenMessage(BaseModel):
    seq: int
    author: Author
    text: str
    at: datetime
    agent: str | None
    """The given name of the person who wrote it."""
    card: OrderCard | None
    suggestions: list[str]
    """Texts to answer with by a tap."""

    @classmethod
    def of(cls, message: Message) -> SeenMessage:
        return cls.model_validate(message, from_attributes=True)


class SeenConversation(BaseModel):
    id: UUID
    language: Language
    state: State
    queue_position: int | None
    agent: str | None
    asked: Asked | None
    """What the assistant waits for."""
    messages: list[SeenMessage]

    @classmethod
    def of(
        cls, conversation: Conversation, standing: Standing, messages: list[Message]
    ) -> SeenConversation:
        return cls(
            id=conversation.id,
            language=conversation.language,
            state=standing.state,
            queue_position=standing.queue_position,
            agent=standing.agent,
            asked=standing.asked,
            messages=[SeenMessage.of(message) for message in messages],
        )


class BegunConversation(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [BEGUN]})

    id: UUID
    token: str
    """For the header `Conversation-Token`: shown here and never again."""
    language: Language
    state: State
    messages: list[SeenMessage]


class UnderstoodEvent(BaseModel):
    intent: Intent
    language: Literal["fr", "en", "other"]
    numbers: list[str]
    name_given: bool
    period: tuple[date, date] | None


class TextEvent(BaseModel):
    delta: str


class DoneEvent(BaseModel):
    message: SeenMessage | None
    """null: a person answers, when they do."""
    state: State
    queue_position: int | None
    asked: Asked | None


class StateEvent(BaseModel):
    state: State
    queue_position: int | None
    agent: str | None
    asked: Asked | None
