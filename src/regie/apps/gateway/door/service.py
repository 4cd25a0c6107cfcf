"""The door: from a key and a request to an answer, its count and its cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import perf_counter
from typing import Self

import msgspec

from regie.core.cache import Cache, Policy, Scope
from regie.core.ending import end

from ..changes import offer_tag
from ..ledger.domain import Count, cost_micros
from ..ledger.till import new_id
from ..offers import KnownKey, Offered, Offers
from .asked import Asked
from .relay import Bill, Means, Question, Relay


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """An answer as it was given, whole."""

    body: bytes
    is_stream: bool
    tokens_in: int
    tokens_out: int
    estimated: bool
    provider: str | None

    @classmethod
    def of(cls, body: bytes, is_stream: bool, bill: Bill | None) -> Self:
        if bill is None:
            raise RuntimeError("an answer that was never paid for")
        return cls(body, is_stream, bill.tokens_in, bill.tokens_out, bill.estimated, bill.provider)


class Answer:
    """`pieces` once; then, or when the client is gone, `end`. All in one task."""

    cache = "miss"

    def __init__(self, relay: Relay):
        self._relay = relay
        self.is_stream = relay.is_stream
        self.model = relay.model.name

    @property
    def own_s(self) -> float:
        return self._relay.own_s

    def pieces(self) -> AsyncGenerator[bytes]:
        return self._relay.pieces()

    async def end(self, outcome: str) -> Bill | None:
        return await self._relay.end(outcome)


class KeptAnswer:
    """What was answered before, or what somebody else was answered at this moment."""

    cache = "hit"

    def __init__(self, kept: Kept, model: Offered, started: float):
        self._kept = kept
        self.own_s = perf_counter() - started
        self.is_stream = kept.is_stream
        self.model = model.name

    async def pieces(self) -> AsyncGenerator[bytes]:
        yield self._kept.body

    async def end(self, outcome: str) -> Bill | None:
        del outcome
        took_ms = round(1000 * self.own_s)
        return Bill(
            tokens_in=self._kept.tokens_in,
            tokens_out=self._kept.tokens_out,
            estimated=self._kept.estimated,
            cost_micros=0,
            provider=self._kept.provider,
            first_ms=took_ms,
            whole_ms=took_ms,
            own_us=round(1_000_000 * self.own_s),
        )


class Door:
    def __init__(self, means: Means, offers: Offers, cache: Cache, *, ttl_s: int, whole_s: float):
        self._means = means
        self._offers = offers
        self._answers = cache.region(
            "gateway.answer", Kept, Policy(ttl_s=ttl_s, hard_timeout_s=whole_s + 10)
        )

    async def answer(
        self, key: KnownKey, asked: Asked, *, remember: bool | None, request_id: str
    ) -> Answer | KeptAnswer:
        """`remember`: whether the cache is to be used, None: for what leaves nothing to chance.
        Raises what is in `errors`, and what the ledger raises."""
        started = perf_counter()
        offer = await self._offers.of(key.tenant)
        question = Question(key, asked, offer.chain(asked.model, key), request_id, started)
        if asked.leaves_nothing_to_chance if remember is None else remember:
            return await self._remembered(question)
        relay = Relay(self._means, question)
        await relay.begin()
        return Answer(relay)

    async def _remembered(self, question: Question) -> Answer | KeptAnswer:
        """One request for all who ask the same meanwhile, in a task of its own, which goes on when
        its client leaves: others wait for it. Its client hears it as it comes."""
        tenant, model = question.key.tenant, question.chain[0]
        relay = Relay(self._means, question)
        told = Told(relay)
        look_up = asyncio.create_task(
            self._answers.get_or_load(
                Scope(tenant),
                (question.asked.digest(model),),
                told.load,
                tags=(offer_tag(tenant),),
            )
        )
        look_up.add_done_callback(_retrieved)
        first = asyncio.create_task(told.begun.wait())
        try:
            await asyncio.wait((look_up, first), return_when=asyncio.FIRST_COMPLETED)
        finally:
            await end(first)
        if told.begun.is_set():
            return TellingAnswer(relay, told, look_up)
        kept = await look_up
        answer = KeptAnswer(kept, model, question.started)
        self._means.till.settle(_counted(kept, question, answer.own_s))
        return answer


class Told:
    """The load of an answer that is to be remembered, told piece by piece to whoever caused it."""

    def __init__(self, relay: Relay):
        self._relay = relay
        self.begun = asyncio.Event()
        self.heard: asyncio.Queue[bytes | None] = asyncio.Queue()
        """Bounded by what is answered: a provider's answer has its own limit."""

    async def load(self) -> Kept:
        """Raises what begin and pieces raise."""
        relay, outcome = self._relay, "broke_off"
        await relay.begin()
        self.begun.set()
        body: list[bytes] = []
        try:
            async with aclosing(relay.pieces()) as pieces:
                async for piece in pieces:
                    body.append(piece)
                    self.heard.put_nowait(piece)
            outcome = "done"
        finally:
            bill = await relay.end(outcome)
            self.heard.put_nowait(None)
        return Kept.of(b"".join(body), relay.is_stream, bill)


class TellingAnswer(Answer):
    def __init__(self, relay: Relay, told: Told, look_up: asyncio.Task[Kept]):
        super().__init__(relay)
        self._told = told
        self._look_up = look_up

    async def pieces(self) -> AsyncGenerator[bytes]:
        while (piece := await self._told.heard.get()) is not None:
            yield piece
        await self._look_up  # raises what broke it off

    async def end(self, outcome: str) -> Bill | None:
        """Settled where it was asked."""
        del outcome
        return self._relay.bill


def _counted(kept: Kept, question: Question, own_s: float) -> Count:
    key, model = question.key, question.chain[0]
    prices = model.prices
    return Count(
        tenant=key.tenant,
        key_id=key.id,
        id=new_id(),
        amount=0,
        model=model.name,
        price_in=prices.micros_in,
        price_out=prices.micros_out,
        provider=kept.provider,
        outcome="done",
        tokens_in=0,
        tokens_out=0,
        estimated=False,
        cache="hit",
        saved=cost_micros(kept.tokens_in, kept.tokens_out, prices),
        first_ms=round(1000 * own_s),
        whole_ms=round(1000 * own_s),
        own_us=round(1_000_000 * own_s),
        request_id=question.request_id,
    )


def _retrieved(task: asyncio.Task[Kept]) -> None:
    """Or asyncio would report a failure of which its client was told."""
    if not task.cancelled():
        task.exception()
