"""The client: policies around one transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from typing import Final, Unpack

from regie.core.clock import Clock, utc_now
from regie.core.input import HttpUrl
from regie.core.observe import get_logger

from .asking import Asked, build_request
from .decoding import decoded
from .errors import AnswerTooLarge, BadAnswer, LeftAlone, RemoteTimeout, RemoteUnavailable
from .hosts import Attempt, Host, Hosts
from .model import Answer, Limits, Request, Response, Timeouts
from .retries import IDEMPOTENT, LONGEST_WAIT_S, WORTH_RETRYING, backoff_s, retry_after_s
from .transport import Transport
from .under_way import UnderWay

_log = get_logger(__name__)

_OVERLOADED: Final = frozenset({502, 503, 504})
"""Answers that count as failures of their host."""


class Streamed:
    """An answer whose body is read while it arrives, once."""

    def __init__(self, answer: Answer, body: AsyncIterator[bytes]):
        self.status = answer.status
        self.headers = answer.headers
        self._body = body

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Raises RemoteError when the rest does not come."""
        return self._body


class HttpClient:
    """Opened once per process, used by everybody, closed last. No check: it fails where others
    do."""

    def __init__(
        self,
        transport: Transport,
        *,
        name: str = "http",
        limits: Limits | None = None,
        timeouts: Timeouts | None = None,
        clock: Clock = utc_now,
    ):
        self.name = name
        self._transport = transport
        self._limits = limits or Limits()
        self._timeouts = timeouts or Timeouts()
        self._clock = clock
        self._hosts = Hosts(self._limits)
        self._under_way = UnderWay()

    async def open(self) -> None:
        await self._transport.open()
        self._under_way.open = True

    async def close(self) -> None:
        """Takes no more requests, lets those under way end within `grace_s`, then ends them:
        their callers get RemoteUnavailable."""
        ended = await self._under_way.end(self._limits.grace_s)
        if ended:
            _log.warning("requests_ended_at_close", client=self.name, count=ended)
        await self._transport.close()

    async def get(self, url: str | HttpUrl, **asked: Unpack[Asked]) -> Response:
        return await self.request("GET", url, **asked)

    async def post(self, url: str | HttpUrl, **asked: Unpack[Asked]) -> Response:
        """Never sent twice."""
        return await self.request("POST", url, **asked)

    async def request(self, method: str, url: str | HttpUrl, **asked: Unpack[Asked]) -> Response:
        """The whole answer, whatever its status. Raises ValueError for an address or a header
        that cannot be sent, RemoteError for everything that goes wrong on the other side."""
        timeouts = asked.get("timeouts", self._timeouts)
        request = build_request(method, url, asked, compressed=self._limits.compressed)
        with self._hosts.using(request.url.origin) as host:
            async with self._under_way.bounded(timeouts.total_s) as scope:
                host.retries.earn()
                return await self._ask(request, timeouts, host, scope)

    @asynccontextmanager
    async def stream(
        self,
        method: str,
        url: str | HttpUrl,
        *,
        body_bytes: int | None = None,
        **asked: Unpack[Asked],
    ) -> AsyncGenerator[Streamed]:
        """The answer as soon as its head is there; asked once. Leaving the block hangs up.

        `body_bytes` caps the body instead of the client's limit. `timeouts.total_s` bounds the
        block, the caller's own work in it included; None leaves it to `read_s`.
        """
        timeouts = asked.get("timeouts", self._timeouts)
        request = build_request(method, url, asked, compressed=self._limits.compressed)
        most_bytes = self._limits.body_bytes if body_bytes is None else body_bytes
        with self._hosts.using(request.url.origin) as host:
            async with (
                self._under_way.bounded(timeouts.total_s) as scope,
                self._exchange(request, timeouts, host, scope) as (answer, attempt),
                aclosing(self._body(answer, attempt, scope, most_bytes)) as chunks,
            ):
                yield Streamed(answer, chunks)

    async def _ask(
        self, request: Request, timeouts: Timeouts, host: Host, scope: asyncio.Timeout
    ) -> Response:
        number = 1
        while True:
            try:
                response = await self._once(request, timeouts, host, scope)
            except LeftAlone:
                raise
            except (RemoteUnavailable, RemoteTimeout, BadAnswer):
                wait_s = self._wait_s(request, host, scope, number, None)
                if wait_s is None:
                    raise
            else:
                if response.status not in WORTH_RETRYING:
                    return response
                named_s = retry_after_s(response.headers.get("retry-after"), self._clock)
                wait_s = self._wait_s(request, host, scope, number, named_s)
                if wait_s is None:
                    return response
            await asyncio.sleep(wait_s)
            number += 1

    def _wait_s(
        self,
        request: Request,
        host: Host,
        scope: asyncio.Timeout,
        number: int,
        named_s: float | None,
    ) -> float | None:
        """None when there is no other attempt: not allowed, too late, or not paid for."""
        if (
            request.method not in IDEMPOTENT
            or number >= self._limits.attempts
            or not self._under_way.open
        ):
            return None
        wait_s = backoff_s(number) if named_s is None else named_s + backoff_s(1)
        ends = scope.when()
        late = ends is not None and asyncio.get_running_loop().time() + wait_s >= ends
        if late or wait_s > LONGEST_WAIT_S:
            return None
        return wait_s if host.retries.spend() else None

    async def _once(
        self, request: Request, timeouts: Timeouts, host: Host, scope: asyncio.Timeout
    ) -> Response:
        async with self._exchange(request, timeouts, host, scope) as (answer, attempt):
            if request.method == "HEAD":  # announces the length of a body that does not come
                return Response(answer.status, answer.headers, b"")
            limit = self._limits.body_bytes
            async with aclosing(self._body(answer, attempt, scope, limit)) as chunks:
                body = b"".join([chunk async for chunk in chunks])
            return Response(answer.status, answer.headers, body)

    def _body(
        self, answer: Answer, attempt: Attempt, scope: asyncio.Timeout, most_bytes: int
    ) -> AsyncGenerator[bytes]:
        watch = attempt.watching(scope)
        return decoded(answer, most_bytes, watch, compressed=self._limits.compressed)

    @asynccontextmanager
    async def _exchange(
        self, request: Request, timeouts: Timeouts, host: Host, scope: asyncio.Timeout
    ) -> AsyncGenerator[tuple[Answer, Attempt]]:
        with host.attempt() as attempt:
            async with self._hosts.turn(host), AsyncExitStack() as stack:
                with attempt.watching(scope):
                    exchange = self._transport.exchange(request, timeouts)
                    answer = await stack.enter_async_context(exchange)
                    if answer.headers.size_bytes > self._limits.header_bytes:
                        raise AnswerTooLarge(f"{host.origin}: headers")
                if answer.status in _OVERLOADED:
                    attempt.failed(f"status {answer.status}")
                yield answer, attempt
