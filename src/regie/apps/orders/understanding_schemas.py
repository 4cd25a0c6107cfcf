"""HTTP shapes of what the assistant understands: one sentence, and a labelled set of questions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .conversations.schemas import Written
from .understanding import Intent, Lang


class TriedSentence(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [{"text": "bjr ma cmd cl 401372 487531 de la semaine dernière, Mina RAMI"}]
        },
    )

    text: Written


class NumberSeen(BaseModel):
    written: str
    """As it stands in the sentence."""
    number: str
    """As its source writes it."""
    sources: list[str]
    """That would be asked for it."""


class PeriodSeen(BaseModel):
    """Whole days, both ends included."""

    first: date
    last: date


class UnderstoodSentence(BaseModel):
    language: Lang
    intent: Intent
    because: str | None
    """The words that decided the intent."""
    numbers: list[NumberSeen]
    """As they come."""
    name: str | None
    """As it was written."""
    period: PeriodSeen | None
    today: date
    """The day on which it was read: « hier » is the one before."""


class ShareSeen(BaseModel):
    right: int
    of: int
    percent: float


class PartSeen(BaseModel):
    part: Literal["seen", "unseen", "fresh", "strangers"]
    """Questions that the rules were written with, and questions kept away from them."""
    slots: dict[str, ShareSeen]
    intents: dict[str, ShareSeen]


class EvaluationSeen(BaseModel):
    """Scores of the set of questions that comes with Régie."""

    parts: list[PartSeen]
