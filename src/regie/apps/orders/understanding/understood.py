"""What a question was understood to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .language import Lang
from .ranges import Period


class Intent(StrEnum):
    ORDER_STATUS = "order_status"
    ORDER_DELAY = "order_delay"
    ORDER_HISTORY = "order_history"
    ORDER_CONTENT = "order_content"
    ORDER_FIND = "order_find"
    STATUS_LIST = "status_list"
    CHANGE_REQUEST = "change_request"
    HUMAN = "human"
    GREETING = "greeting"
    THANKS = "thanks"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Understood:
    intent: Intent
    lang: Lang
    numbers: tuple[str, ...]
    """In the format of the source, each once, as they come in the question."""
    name: str | None
    """As it was written."""
    period: Period | None
    because: str | None
    """The words that decided the intent, for whoever reads the trace."""
    guessed: bool = False
    """By the learned weights alone: no rule knew more of it than its numbers and its name."""
