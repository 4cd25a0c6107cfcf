"""A request that is sent again: one effect, and the same answer."""

from .answers import Answers, Turn
from .errors import AnswerNotKept, InProgress, KeyMalformed, KeyReused
from .memory import MemoryAnswers
from .messages import IDEMPOTENCY_MESSAGES
from .postgres import PostgresAnswers
from .retention import preview, purge
from .use import ANSWER_LIMIT_BYTES, LONGEST_KEY, SHORTEST_KEY, Answer, Use

__all__ = [
    "ANSWER_LIMIT_BYTES",
    "IDEMPOTENCY_MESSAGES",
    "LONGEST_KEY",
    "SHORTEST_KEY",
    "Answer",
    "AnswerNotKept",
    "Answers",
    "InProgress",
    "KeyMalformed",
    "KeyReused",
    "MemoryAnswers",
    "PostgresAnswers",
    "Turn",
    "Use",
    "preview",
    "purge",
]
