"""What a step needs of the sources, and the reply that comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.errors import Timeout, Unavailable
from regie.core.i18n import Catalogue, Language
from regie.core.limits import RateLimited
from regie.core.settings import Settings

from ..answering import replies
from ..answering.policy import AnswerPolicy
from ..answering.replies import Reply, Setting
from ..answering.steps import Step, Wanted
from ..answering.wording import Wording
from ..domain import Status
from ..errors import OrderNotFound
from ..proving.limits import ProofLimits
from ..proving.owners import of_same_owner
from ..service import OrderService, Tracked
from .domain import Conversation
from .queue import waiting_count
from .voices import Voices

Failure = Unavailable | Timeout | RateLimited


@dataclass(frozen=True, slots=True)
class Carried:
    reply: Reply
    plan: str
    """`say`, `track`, `look_up`, `search`, `code`, `hand_over`."""
    origin: str | None
    """cache or database, when orders were read."""
    as_of: datetime | None

    @property
    def card(self) -> dict[str, Any] | None:
        card = self.reply.card
        return None if card is None else msgspec.to_builtins(card)


@dataclass(frozen=True, slots=True)
class CarryingOut:
    database: Database
    orders: OrderService
    voices: Voices
    limits: ProofLimits
    catalogue: Catalogue
    settings: Settings
    clock: Clock

    async def carry_out(
        self, step: Step, conversation: Conversation, language: Language, address: str
    ) -> Carried:
        """Never fails for a source: the answer says that it is away."""
        to = await self.setting(conversation.tenant, conversation.source, language)
        try:
            carried = await self._carried(step, conversation, to, address)
        except (Unavailable, Timeout):
            return _told(replies.failed(step, to), step.act)
        except RateLimited:
            return _told(replies.limited(step, "tries_too_many", to, "code"), step.act)
        if carried.reply.code and not await self.limits.may_ask_code(conversation.id, address):
            return _told(replies.limited(step, "codes_too_many", to), "code")
        return carried

    def apology(self, step: Step, conversation: Conversation, language: Language) -> Carried:
        """In the words of the source's mapping: whatever is broken, this asks nobody."""
        wording = self.voices.without_asking(conversation.source, language)
        to = self._setting(wording, conversation.source)
        return _told(replies.failed(step, to, "not_answered"), step.act)

    async def setting(self, tenant: str, source: str, language: Language) -> Setting:
        return self._setting(await self.voices.wording(tenant, source, language), source)

    def _setting(self, wording: Wording, source: str) -> Setting:
        return Setting(
            wording=wording,
            policy=self.voices.policy(source),
            policy_of=self.voices.policy,
            label=lambda status: self._label(status, wording.language),
            now=self.clock().astimezone(self.settings.zone),
            example=self.voices.example(source),
        )

    async def _carried(
        self, step: Step, conversation: Conversation, to: Setting, address: str
    ) -> Carried:
        orders = self.orders.within(conversation.sources)
        match step.act:
            case "say":
                return _told(replies.say(step, to), "say")
            case "code":
                return _told(replies.code(step, to), "code")
            case "hand_over":
                queue = await self._queue(conversation.tenant, to.wording)
                return _told(replies.hand_over(step, to, queue), "hand_over")
            case "open":
                found, failure = await _opened(orders, step.wanted, address)
                by_name = any(each.name for each in step.wanted)
                return _read(
                    _with_failure(replies.opened(step, found, to), failure, to),
                    "track" if by_name else "look_up",
                    [tracked for _, tracked in found if tracked is not None],
                )
            case "search":
                if step.period and not await self.limits.may_search(conversation.id, address):
                    return _told(replies.limited(step, "searches_too_many", to), "search")
                listed, failure = await _searched(orders, step, to.policy, address)
                reply = _with_failure(replies.searched(step, listed, to), failure, to)
                return _read(reply, "search", listed)

    async def _queue(self, tenant: str, wording: Wording) -> str:
        async with self.database.single() as connection:
            before = await waiting_count(connection, tenant)
        if before == 0:
            return wording.say("queue_next")
        return wording.say("queue_one") if before == 1 else wording.say("queue_more", count=before)

    def _label(self, status: Status, language: Language) -> str:
        return self.catalogue.text(f"orders.status.{status.value}", language, {})


async def _opened(
    orders: OrderService, wanted: Sequence[Wanted], address: str
) -> tuple[list[tuple[Wanted, Tracked | None]], Failure | None]:
    """And why there are not more: one that cannot be read keeps nobody from the others. Raises that
    when none of them can."""

    async def open_one(each: Wanted) -> Tracked | Failure | None:
        try:
            if each.name is None:
                return await orders.look_up(each.number, each.source)
            return await orders.track(each.number, each.name, address=address)
        except OrderNotFound:
            return None
        except (Unavailable, Timeout, RateLimited) as failure:
            return failure

    found: list[tuple[Wanted, Tracked | None]] = []
    failure: Failure | None = None
    ended = await asyncio.gather(*(open_one(each) for each in wanted))
    for each, came in zip(wanted, ended, strict=True):
        if isinstance(came, Unavailable | Timeout | RateLimited):
            failure = failure or came
        else:
            found.append((each, came))
    if failure is not None and not found:
        raise failure
    return found, failure


def _with_failure(reply: Reply, failure: Failure | None, to: Setting) -> Reply:
    """Said after what could be read."""
    if failure is None:
        return reply
    sentence = "tries_too_many" if isinstance(failure, RateLimited) else "source_away"
    return replace(reply, text=f"{reply.text}\n\n{to.wording.say(sentence)}")


async def _searched(
    orders: OrderService, step: Step, policy: AnswerPolicy, address: str
) -> tuple[Sequence[Tracked], Failure | None]:
    """Those that the same code opened; else what belongs to whoever opened an order here."""
    if step.wanted:
        found, failure = await _opened(orders, step.wanted, address)
        return [tracked for _, tracked in found if tracked is not None], failure
    if step.period is None:
        return (), None
    found_by_name = await orders.search(step.name, *step.period)
    opened = step.memory.opened
    if not opened:
        return found_by_name, None
    return await of_same_owner(orders, found_by_name, opened, policy), None


def _told(reply: Reply, plan: str) -> Carried:
    return Carried(reply, plan, None, None)


def _read(reply: Reply, plan: str, orders: Sequence[Tracked]) -> Carried:
    if not orders:
        return Carried(reply, plan, "database", None)
    origin = "cache" if all(each.origin == "cache" for each in orders) else "database"
    return Carried(reply, plan, origin, min(each.read_at for each in orders))
