"""One request at its providers, from its reservation to its settlement."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from math import ceil
from time import perf_counter, time
from typing import Final, NamedTuple

import msgspec

from regie.core.clock import Clock
from regie.core.http import (
    BadAnswer,
    KeptConnectionLost,
    RemoteBusy,
    RemoteError,
    RemoteTimeout,
    RemoteUnavailable,
    Streamed,
    retry_after_s,
)

from ..errors import (
    BrokenOff,
    BudgetExhausted,
    BudgetInUse,
    KeyRefused,
    ProviderAway,
    ProviderBusy,
    ProviderFailed,
    ProviderRefused,
    ProviderSlow,
)
from ..ledger.domain import Reserve, Settle, cost_micros, estimated_tokens
from ..ledger.till import Till, new_id
from ..offers import KnownKey, Offered
from ..providers.conditions import Conditions
from ..providers.reaching import Reaching
from .asked import Asked
from .sse import Counted, Reader, read_plain

ANOTHERS_FAULT: Final = frozenset((401, 403, 408, 409))
"""Besides 429 and 5xx: of the provider, or of how it is set up, and not of the request."""
_REFUSAL_BYTES: Final = 65_536
_OK: Final = 200
_TOO_MANY: Final = 429


@dataclass(frozen=True, slots=True)
class Means:
    """What every request needs."""

    reaching: Reaching
    conditions: Conditions
    till: Till
    clock: Clock
    lasts_s: float
    """After this a reservation that nobody settled has cost all of it."""


class Question(NamedTuple):
    key: KnownKey
    asked: Asked
    chain: tuple[Offered, ...]
    """The model, and its fallback if it has one."""
    request_id: str
    started: float
    """By `perf_counter`."""


class Bill(msgspec.Struct, frozen=True):
    tokens_in: int
    tokens_out: int
    estimated: bool
    cost_micros: int
    provider: str | None
    first_ms: int
    whole_ms: int
    own_us: int


class Relay:
    """`begin`, then `pieces` to their end or not, then `end`; in one task."""

    def __init__(self, means: Means, question: Question):
        self._means = means
        self._key, self._asked, self._chain, self._request_id, self._started = question
        self._waited_s = 0.0
        self._first_s = 0.0
        self._stack = AsyncExitStack()
        self._streamed: Streamed | None = None
        self._reader = Reader(usage_asked=self._asked.wants_usage)
        self._first = b""
        self._plain: tuple[Counted | None, int] | None = None
        self._reserved: Reserve | None = None
        self.model = self._chain[0]
        self.is_stream = False
        self.bill: Bill | None = None

    @property
    def own_s(self) -> float:
        """Spent here until the first of the answer, not waiting for providers."""
        return self._first_s - self._waited_s

    async def begin(self) -> None:
        """Raises what keeps the request from being asked or answered; nothing is owed then."""
        await self._reserve()
        try:
            await self._ask()
        except BaseException:
            await self.end("failed")
            raise
        self._first_s = perf_counter() - self._started

    async def pieces(self) -> AsyncGenerator[bytes]:
        """What the client gets. Raises BrokenOff when the provider stops in the middle."""
        yield self._first
        if not self.is_stream or self._streamed is None:
            return
        try:
            async for piece in self._streamed:
                given = self._reader.feed(piece)
                if given:
                    yield given
        except RemoteError as error:
            await self._means.conditions.failed(self.model.provider, "broken_off")
            raise BrokenOff(error.detail) from error
        if self._reader.failed or not (self._reader.done or self._reader.counted):
            raise BrokenOff("it ended before its end")

    async def end(self, outcome: str) -> Bill | None:
        """Settles, once. What is owed for an answer that nobody counted is an estimate."""
        await self._stack.aclose()
        reserved, self._reserved = self._reserved, None
        if reserved is None:
            return self.bill
        bill = self.bill = self._billed()
        prices = self.model.prices
        self._means.till.settle(
            Settle(
                tenant=reserved.tenant,
                key_id=reserved.key_id,
                id=reserved.id,
                amount=bill.cost_micros,
                model=self._chain[0].name,
                price_in=prices.micros_in,
                price_out=prices.micros_out,
                provider=bill.provider,
                outcome=outcome,
                tokens_in=bill.tokens_in,
                tokens_out=bill.tokens_out,
                estimated=bill.estimated,
                first_ms=bill.first_ms,
                whole_ms=bill.whole_ms,
                own_us=bill.own_us,
                request_id=self._request_id,
            )
        )
        return bill

    async def _reserve(self) -> None:
        prices = self.model.prices
        wanted = Reserve(
            tenant=self._key.tenant,
            key_id=self._key.id,
            id=new_id(),
            amount=max(self._asked.worst_micros(model) for model in self._chain),
            model=self.model.name,
            price_in=prices.micros_in,
            price_out=prices.micros_out,
            lasts_s=self._means.lasts_s,
        )
        booked = await self._means.till.reserve(wanted)
        match booked.answer:
            case "reserved":
                self._reserved = wanted
            case "over":
                raise KeyRefused
            case "in_use":
                raise BudgetInUse(retry_after_s=1)
            case _:
                raise BudgetExhausted(
                    needed_micros=wanted.amount,
                    remaining_micros=max(0, booked.remaining_micros or 0),
                )

    async def _ask(self) -> None:
        """The model, then its fallback. Raises what the first of them met."""
        met: list[ProviderFailed | ProviderBusy] = []
        for model in self._chain:
            cools_s = model.provider.cools_until - time()
            if cools_s > 0:
                met.append(ProviderAway("it is left alone", retry_after_s=ceil(cools_s)))
                continue
            try:
                await self._try(model)
            except (ProviderFailed, ProviderBusy) as failure:
                met.append(failure)
            else:
                self.model = model
                return
        raise met[0]

    async def _try(self, model: Offered) -> None:
        upstream = model.provider
        began = perf_counter()
        try:
            try:
                await self._begin_at(model)
            except KeptConnectionLost:  # it has seen nothing of it: once more, over a new one
                await self._begin_at(model)
        except RemoteError as error:
            raise await self._failed(model, error) from error
        finally:
            self._waited_s += perf_counter() - began
        await self._means.conditions.answered(upstream)

    async def _begin_at(self, model: Offered) -> None:
        """Until the first of the answer is there: up to then there is a way back."""
        reaching, upstream = self._means.reaching, model.provider
        self._reader = Reader(usage_asked=self._asked.wants_usage)
        base, headers = reaching.how(upstream.id, upstream.kind, upstream.base_url, upstream.sealed)
        async with AsyncExitStack() as stack:
            streamed = await stack.enter_async_context(
                reaching.client.stream(
                    "POST",
                    reaching.completions(base),
                    headers={**headers, "Content-Type": "application/json"},
                    body=self._asked.for_provider(model),
                )
            )
            if streamed.status != _OK:
                await self._refused(model, streamed)
            content_type = streamed.headers.get("content-type") or ""
            self.is_stream = content_type.startswith("text/event-stream")
            if self.is_stream:
                self._first = await self._first_event(streamed)
            else:
                self._first = b"".join([piece async for piece in streamed])
                self._plain = read_plain(self._first)
            self._streamed = streamed
            self._stack = stack.pop_all()

    async def _first_event(self, streamed: Streamed) -> bytes:
        async for piece in streamed:
            given = self._reader.feed(piece)
            if given:
                return given
        raise BadAnswer("a stream without an event")

    async def _refused(self, model: Offered, streamed: Streamed) -> None:
        """Raises ProviderRefused for what the client did, ProviderBusy or ProviderFailed else."""
        status, upstream = streamed.status, model.provider
        if status == _TOO_MANY:
            named_s = retry_after_s(streamed.headers.get("retry-after"), self._means.clock)
            wait_s = ceil(named_s or 1)
            await self._means.conditions.failed(upstream, f"status_{status}", wait_s)
            raise ProviderBusy(f"status {status}", retry_after_s=wait_s)
        if status >= 500 or status in ANOTHERS_FAULT or status < 400:
            await self._means.conditions.failed(upstream, f"status_{status}")
            raise ProviderFailed(f"status {status}", provider=upstream.name)
        body = b""
        async for piece in streamed:
            body += piece
            if len(body) > _REFUSAL_BYTES:
                raise ProviderFailed(f"status {status}, at length", provider=upstream.name)
        raise ProviderRefused(status, body)

    async def _failed(self, model: Offered, error: RemoteError) -> ProviderFailed:
        name = model.provider.name
        if isinstance(error, RemoteBusy):  # our own bound: not its failure
            return ProviderAway(error.detail, retry_after_s=1, provider=name)
        await self._means.conditions.failed(model.provider, error.code.rpartition(".")[2])
        if isinstance(error, RemoteTimeout):
            return ProviderSlow(error.detail, provider=name)
        if isinstance(error, RemoteUnavailable):
            return ProviderAway(error.detail, retry_after_s=2, provider=name)
        return ProviderFailed(error.detail, provider=name)

    def _billed(self) -> Bill:
        counted, estimated = self._counted()
        now_s = perf_counter() - self._started
        return Bill(
            tokens_in=counted.prompt_tokens,
            tokens_out=counted.completion_tokens,
            estimated=estimated,
            cost_micros=cost_micros(
                counted.prompt_tokens, counted.completion_tokens, self.model.prices
            ),
            provider=None if self._streamed is None else self.model.provider.name,
            first_ms=round(1000 * (self._first_s or now_s)),
            whole_ms=round(1000 * now_s),
            own_us=round(1_000_000 * max(0.0, (self._first_s or now_s) - self._waited_s)),
        )

    def _counted(self) -> tuple[Counted, bool]:
        """And whether it is an estimate."""
        if self._streamed is None:
            return Counted(), False
        if self._plain is not None:
            counted, text_bytes, events = self._plain[0], self._plain[1], 0
        else:
            reader = self._reader
            counted, text_bytes, events = reader.counted, reader.text_bytes, reader.events
        if counted is not None:
            return counted, False
        return (
            Counted(
                estimated_tokens(self._asked.text_bytes),
                max(events, estimated_tokens(text_bytes)),
            ),
            True,
        )
