"""One question of a customer, from what was typed to the answer that is written down.

Three parts, and no connection is held while a source is read: the question is written down, then
orders are found, then the answer is written down. What is written down is answered, be it by an
apology. A process that dies in between leaves a question without an answer; the same question, by
its client_id, is then answered once, or else `unanswered` apologises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock, local_date
from regie.core.db import Database
from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Language
from regie.core.observe import get_logger
from regie.core.outbox import put
from regie.core.settings import Settings
from regie.core.webhooks import Webhooks

from ..answering.chips import is_chip
from ..answering.memory import Memory
from ..answering.replies import Reply
from ..answering.steps import Step, after_code, code_in, decide
from ..events import CONVERSATION_WAITING, ConversationWaiting
from ..figures.metrics import QuestionMetrics
from ..figures.repository import count_question
from ..proving.codes import ASKED, LIVES, TRIES, CodeAsked, Codes
from ..proving.limits import ProofLimits
from ..understanding import Intent, Understood, understand
from . import repository
from .carrying_out import Carried, CarryingOut
from .domain import CodeOutcome, Conversation, Message, Standing, State
from .errors import ConversationClosed, ConversationFull
from .live import Live
from .voices import Voices

_log = get_logger(__name__)

_AGAIN_S: Final = (0.3, 1.0, 3.0)
"""Between tries to write an answer down while our own database is away."""
_LONG_ENOUGH: Final = 4
"""Words of a question that may change the language of a conversation."""
_IN_BETWEEN: Final = 0
"""The seq of a question whose twin was written down while it waited for its turn."""


class _AnsweredInBetween(Exception):
    """The twin of this question has its answer; there is only one."""


@dataclass(frozen=True, slots=True)
class Question:
    """It is written down and understood."""

    conversation: Conversation
    """As it was before."""
    seq: int
    heard: Understood
    language: Language
    step: Step | None
    """None: a person answers."""
    answered: bool
    """It was asked before, and answered."""
    address: str
    began: float


@dataclass(frozen=True, slots=True)
class Written:
    """As it came in."""

    text: str
    client_id: UUID
    address: str
    """Whence, as limits know it."""


class _Read(NamedTuple):
    """What was written, before anything is looked up for it."""

    written: Written
    heard: Understood
    at: datetime
    began: float


class Tried(NamedTuple):
    """A code that was typed."""

    outcome: CodeOutcome | None = None
    orders: Mapping[str, str] = MappingProxyType({})
    """That it opens: number → source."""


@dataclass(frozen=True, slots=True)
class Answered:
    message: Message | None
    """None: a person answers."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Turns:
    database: Database
    carrying_out: CarryingOut
    voices: Voices
    codes: Codes
    limits: ProofLimits
    live: Live
    settings: Settings
    webhooks: Webhooks
    metrics: QuestionMetrics
    clock: Clock
    patience_s: float = 15.0
    """Sources answer within six seconds, well or badly; three orders of three sources do so at
    once."""

    async def ask(self, conversation: UUID, token: bytes, written: Written) -> Question:
        """What it raises for is not written down: ConversationNotFound, ConversationClosed,
        ConversationFull, RateLimited."""
        read = self._read(written)
        question = await self._heard(conversation, token, read)
        if question.seq == _IN_BETWEEN:
            question = await self._heard(conversation, token, read)
        if question.step is None and not question.answered:
            await self.live.told(question.conversation.tenant, conversation)
        return question

    async def answer(self, question: Question) -> Answered:
        """Once, however often and wherever it is called."""
        conversation = question.conversation
        if question.answered or question.step is None:
            return await self._as_written(question)
        carried = await self._carried(question, question.step)
        try:
            answered = await self._settled(question, carried)
        except _AnsweredInBetween:
            return await self._as_written(question)
        reply, took_s = carried.reply, monotonic() - question.began
        self.metrics.answered(question.step.intent, reply.outcome, carried.origin, took_s)
        moved = bool(reply.hand_over) or conversation.state == "waiting"
        await self.live.told(conversation.tenant, conversation.id, queue=moved)
        return answered

    async def _carried(self, question: Question, step: Step) -> Carried:
        """Never fails, unless the process ends."""
        conversation, language = question.conversation, question.language
        try:
            async with asyncio.timeout(self.patience_s):
                return await self.carrying_out.carry_out(
                    step, conversation, language, question.address
                )
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            _log.exception("order_answer_lost", conversation=str(conversation.id))
        except Exception:  # noqa: BLE001 - whatever is broken, somebody waits for a word
            _log.exception("order_answer_failed", conversation=str(conversation.id))
        return self.carrying_out.apology(step, conversation, language)

    async def _settled(self, question: Question, carried: Carried) -> Answered:
        for pause_s in _AGAIN_S:
            try:
                return await self._settle_once(question, carried)
            except (Unavailable, Timeout):
                await asyncio.sleep(pause_s)
        return await self._settle_once(question, carried)

    async def _settle_once(self, question: Question, carried: Carried) -> Answered:
        async with self.database.begin() as connection:
            return await self._settle(connection, question, carried)

    async def _as_written(self, question: Question) -> Answered:
        async with self.database.begin() as connection:
            return await _written(connection, question)

    def _read(self, written: Written) -> _Read:
        """Milliseconds of work, which hold no connection and no conversation."""
        began, now = monotonic(), self.clock()
        today = local_date(now, self.settings.zone)
        return _Read(written, understand(written.text, today, self.voices.formats), now, began)

    async def _heard(self, conversation: UUID, token: bytes, read: _Read) -> Question:
        written, understood, now, began = read
        async with self.database.begin() as connection:
            heard = await repository.hear(connection, conversation, token, written.client_id)
            known, seq = heard.conversation, heard.asked
            if seq is None:
                self._refuse_when_over(known)
                tried = await self._tried_code(connection, known, written.text, understood)
            else:
                tried = _kept_of(heard.asked_trace)
            step = None
            if heard.answered is None:
                step = self._step(known, written.text, understood, tried)
                await self._count_tries(known, step, written.address)
            if seq is None:
                seq = await repository.add_question(
                    connection, known, written.text, written.client_id, now, trace=_kept(tried)
                )
        return Question(
            known,
            _IN_BETWEEN if seq is None else seq,
            understood,
            _language(known, understood, written.text),
            step,
            heard.answered is not None,
            written.address,
            began,
        )

    async def _count_tries(
        self, conversation: Conversation, step: Step | None, address: str
    ) -> None:
        if step is not None and step.act == "open":
            tried = _tried_by_name(step, conversation.memory)
            if tried:
                await self.limits.opens(conversation.id, address, tried)

    def _refuse_when_over(self, conversation: Conversation) -> None:
        if conversation.state == "closed":
            raise ConversationClosed
        if conversation.questions >= self.voices.policy(conversation.source).most_messages:
            raise ConversationFull

    def _step(
        self, conversation: Conversation, written: str, understood: Understood, tried: Tried
    ) -> Step | None:
        memory = conversation.memory
        if conversation.state == "waiting" and is_chip(written, "assistant"):
            return Step("say", Intent.GREETING, Memory(opened=memory.opened), "back_to_assistant")
        if conversation.state != "automatic":
            return None
        if tried.outcome == "right":
            return after_code(tried.orders, memory)
        if tried.outcome is not None:
            return Step("say", Intent.UNKNOWN, memory, f"code_{tried.outcome}", reason="code")
        policy = self.voices.policy(conversation.source)
        today = local_date(self.clock(), self.settings.zone)
        return decide(written, understood, memory, policy, today)

    async def _tried_code(
        self,
        connection: AsyncConnection,
        conversation: Conversation,
        written: str,
        understood: Understood,
    ) -> Tried:
        """Counted before it is compared, in the transaction that locks the conversation: no two
        tries go by at once. Whether a code was sent at all does not show."""
        code, until = code_in(written), conversation.code_until
        if code is None or until is None or understood.numbers or conversation.state != "automatic":
            return Tried()
        tries = await repository.count_code_try(connection, conversation.id)
        if tries > TRIES or until <= self.clock():
            return Tried("over")
        orders = await self.codes.opened_by(connection, conversation.id, code)
        return Tried("right", orders) if orders else Tried("wrong")

    async def _settle(
        self, connection: AsyncConnection, question: Question, carried: Carried
    ) -> Answered:
        conversation, reply, now = question.conversation, carried.reply, self.clock()
        state: State = "waiting" if reply.hand_over else "automatic"
        until = now + LIVES if reply.code else None
        seq = None
        for was in dict.fromkeys((conversation.state, "automatic")):
            seq = seq or await repository.change(
                connection,
                conversation.id,
                was=was,
                state=state,
                language=question.language,
                memory=reply.memory,
                now=now,
                code_until=until,
            )
        if seq is None:  # somebody came in meanwhile, and answers; or its answer called somebody
            return await _written(connection, question)
        message = Message(
            seq,
            "assistant",
            reply.text,
            now,
            None,
            None if reply.card is None else carried.card,
            list(reply.suggestions),
            _trace(question, carried),
        )
        if not await repository.add_message(
            connection, conversation.id, message, answers=question.seq
        ):
            raise _AnsweredInBetween
        await count_question(
            connection,
            conversation.tenant,
            local_date(now, self.settings.zone),
            question.heard.intent if question.step is None else question.step.intent,
            reply.outcome,
        )
        if conversation.state == "waiting":
            await repository.leave_queue(connection, conversation.id, now)
        await self._ask_others(connection, question, reply, now)
        if state == "automatic":
            asked = reply.memory.asked or None
            return Answered(message, Standing(state, None, None, asked))
        return Answered(message, await repository.standing(connection, conversation.id))

    async def _ask_others(
        self, connection: AsyncConnection, question: Question, reply: Reply, now: datetime
    ) -> None:
        """For a person, or for a code, which is good until the conversation says so too."""
        id_ = question.conversation.id
        if reply.hand_over:
            await repository.call_somebody(connection, id_, reply.hand_over, now)
            await self.webhooks.trigger(
                CONVERSATION_WAITING,
                ConversationWaiting(conversation=str(id_), reason=reply.hand_over),
                connection=connection,
                tenant=question.conversation.tenant,
            )
        if reply.code is not None:
            wanted = reply.code.wanted
            first, last = reply.code.period or (None, None)
            asked = CodeAsked(
                id_,
                question.language,
                now + LIVES,
                number=wanted.number if wanted else None,
                name=wanted.name if wanted else reply.code.name,
                source=wanted.source if wanted else None,
                first=first,
                last=last,
                sources=question.conversation.sources,
                familiar=self.voices.policy(question.conversation.source).address == "tu",
            )
            await put(connection, ASKED, asked)


async def _written(connection: AsyncConnection, question: Question) -> Answered:
    id_ = question.conversation.id
    message = await repository.answer_to(connection, id_, question.seq)
    return Answered(message, await repository.standing(connection, id_))


def _language(conversation: Conversation, understood: Understood, written: str) -> Language:
    """What a whole sentence is written in; a number and a name have no language."""
    if understood.lang == "other" or understood.intent is Intent.UNKNOWN:
        return conversation.language
    return understood.lang if len(written.split()) >= _LONG_ENOUGH else conversation.language


def _tried_by_name(step: Step, memory: Memory) -> int:
    """Orders that this conversation tries to open with a name that has not opened them yet."""
    tried = 0
    for wanted in step.wanted:
        before = memory.opened_as(wanted.number)
        tried += wanted.name is not None and (before is None or before.name != wanted.name)
    return tried


def _kept(tried: Tried) -> dict[str, object]:
    return {} if tried.outcome is None else {"code": tried.outcome, "orders": dict(tried.orders)}


def _kept_of(trace: Mapping[str, Any]) -> Tried:
    """What was found out when the question was asked first: a code opens only once."""
    return Tried(trace["code"], trace["orders"]) if "code" in trace else Tried()


def _trace(question: Question, carried: Carried) -> dict[str, object]:
    """How the answer came about, for whoever has to explain it. It goes with its conversation."""
    heard = question.heard
    period = heard.period
    return {
        "intent": heard.intent.value,
        "language": heard.lang,
        "numbers": list(heard.numbers),
        "name": heard.name,
        "period": [period.first.isoformat(), period.last.isoformat()] if period else None,
        "because": heard.because,
        "plan": carried.plan,
        "origin": carried.origin,
        "took_ms": round(1000 * (monotonic() - question.began), 1),
        "as_of": None if carried.as_of is None else carried.as_of.isoformat(),
        "outcome": carried.reply.outcome,
    }
