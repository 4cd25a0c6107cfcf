"""Answers that are being made, whether anybody still waits for them or not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from time import monotonic

from regie.core.ending import end
from regie.core.observe import get_logger

from .turns import Answered, Question, Turns

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Begun:
    question: Question
    at: float


class UnderWay:
    """A client who leaves, the end of the grace or a full house ends a stream, and never the
    answer: it is written down, and whoever comes back reads it. Of a process that is killed the job
    `orders.answer-unanswered` finds what was left."""

    name = "order-answers"

    def __init__(self, turns: Turns, grace_s: float):
        """`grace_s`: so long after it began the end of the process waits for an answer. None begins
        after the drain, so what supervises the process has not killed it by then."""
        self._turns = turns
        self._grace_s = grace_s
        self._tasks: dict[asyncio.Task[Answered], _Begun] = {}

    def begin(self, question: Question) -> Awaitable[Answered]:
        """At once, before anybody waits for it."""
        task = asyncio.create_task(self._turns.answer(question))
        self._tasks[task] = _Begun(question, monotonic())
        task.add_done_callback(self._ended)
        return asyncio.shield(task)

    async def open(self) -> None:
        """Nothing is under way yet."""

    async def close(self) -> None:
        if self._tasks:
            last = max(each.at for each in self._tasks.values())
            left_s = last + self._grace_s - monotonic()
            await asyncio.wait(self._tasks, timeout=max(left_s, 0.0))
        await end(*self._tasks)

    def _ended(self, task: asyncio.Task[Answered]) -> None:
        """Nobody may wait for it any more, and then nobody else tells of what it raises."""
        conversation = str(self._tasks.pop(task).question.conversation.id)
        if task.cancelled():
            _log.warning("order_answer_abandoned", conversation=conversation)
        elif failure := task.exception():
            _log.error("order_answer_not_written", conversation=conversation, exc_info=failure)
