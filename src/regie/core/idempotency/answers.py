"""Keeping answers under their keys."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from .use import Answer, Use

Connection = TypeVar("Connection")

WAIT_S: Final = 2.0
"""How long a request waits for another with its key before it is told to come back."""
RETRY_AFTER_S: Final = 1


@dataclass(slots=True)
class Turn(Generic[Connection]):
    """One request's turn, which is one transaction: what happens on `connection` and the answer
    that is kept are committed together when the block ends well, or neither is."""

    connection: Connection
    kept: Answer | None = None
    """What was answered when this was done. Then nothing is left to do."""
    answer: Answer | None = None
    """To be kept; set before the block ends. Without one the key is free again."""


class Answers(Protocol[Connection]):
    def begin(self, use: Use | None) -> AbstractAsyncContextManager[Turn[Connection]]:
        """Turns with one key come one after the other, over all processes; None is a turn of
        its own, of which nothing is kept.

        Raises KeyReused, and InProgress after WAIT_S.
        """
        ...
