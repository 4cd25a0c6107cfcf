"""A conversation's words: pure."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, Literal
from uuid import UUID

from regie.core.i18n import Language

from ..answering.memory import Memory

State = Literal["automatic", "waiting", "with_agent", "closed"]
Author = Literal["customer", "assistant", "agent", "system"]
Asked = Literal["number", "name", "code", "choice"]
CodeOutcome = Literal["right", "wrong", "over"]

UNDER_WAY: Final = timedelta(minutes=3)
"""A conversation is, for so long after something was said in it. The longer, the more of them one
address keeps alive with the questions that it may ask."""
LASTS: Final = timedelta(minutes=15)
"""And no longer, whatever is said: one that is kept alive for hours would take somebody's place for
hours."""
UNASKED: Final = timedelta(minutes=1)
"""Nor is one in which nothing was asked: chats are opened by the way, and by machines."""

_TOKEN_BYTES: Final = 32


def new_token() -> str:
    """256 bits: whoever holds it reads the conversation and goes on with it."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Conversation:
    id: UUID
    tenant: str
    language: Language
    source: str
    """Whose words it is spoken in."""
    sources: tuple[str, ...] | None
    """That it may find orders in, as its widget's key names them now; None for all."""
    state: State
    seq: int
    """Of its last message."""
    questions: int
    memory: Memory
    code_until: datetime | None
    agent_id: int | None


@dataclass(frozen=True, slots=True)
class Message:
    seq: int
    author: Author
    text: str
    at: datetime
    agent: str | None
    card: dict[str, Any] | None
    suggestions: list[str]
    trace: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a conversation changes while somebody looks at it."""

    state: State
    queue_position: int | None
    """1 is next; null when it does not wait."""
    agent: str | None
    """The given name of who answers."""
    asked: Asked | None = None
    """What the assistant waits for."""


def first_name(name: str | None) -> str | None:
    """What a customer is told of whoever answers."""
    return name.split()[0] if name and name.split() else None
