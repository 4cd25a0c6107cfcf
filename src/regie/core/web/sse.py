"""Events on their way to a browser: as a stream (server-sent events, HTML Living Standard 9.2), or
answer by answer for those behind a proxy that withholds streams.

Whatever ends a stream (a drain, its lifetime, a client that does not read, a session that is over
or whose rights changed), the client comes back with the last id that it saw and goes on from there,
if it is let through. An answer that is told as it is made is no place to come back to: what is
`brief` is finished by a process that drains, as any other request.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from random import randint
from time import monotonic
from typing import Any, Final

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from regie.core.ending import end
from regie.core.events import Event

from .exchange import Exchange, exchange_of

HEARTBEAT_S: Final = 15.0
"""Proxies cut what is silent for 60 to 125 s."""
LIFETIME_S: Final = 900.0
"""Then the client comes back, and is asked anew who it is and what it may read."""
WAIT_S: Final = 25.0
"""An empty answer comes after so long: below the 30 s that some proxies allow an answer."""
GATHER_S: Final = 0.05
"""How long an answer waits for what comes right behind its first event."""
ASK_ANEW_S: Final = 1.0
"""How often it is asked whether a session still holds, and a right."""
UNSURE_S: Final = 10.0
"""So long may nobody be able to tell: then the stream ends, and its client finds out why."""
MOST_AT_ONCE: Final = 256
GOODBYE_S: Final = 1.0
_RETRY_MS: Final = (500, 3_000)
"""Between which clients come back: not all of them at once."""

EVENTS_ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            "text/event-stream": {
                "itemSchema": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string"},
                        "event": {"type": "string"},
                        "data": {
                            "type": "string",
                            "contentMediaType": "application/json",
                            "contentSchema": {
                                "type": "object",
                                "properties": {"topic": {"type": "string"}, "data": {}},
                                "required": ["topic", "data"],
                            },
                        },
                    },
                    "required": ["id", "event", "data"],
                }
            }
        }
    }
}
"""What a route that answers with a stream declares as `responses`: the shape of one event."""

_HEADERS: Final = {"Cache-Control": "no-store, no-transform"}
"""Nothing on the way may compress, which buffers. The edge adds X-Accel-Buffering."""


def wants_stream(request: Request) -> bool:
    """Whether the client asks for a stream; else it takes answers one at a time."""
    accepted = exchange_of(request.scope).headers.get(b"accept", b"")
    return b"text/event-stream" in accepted.lower()


def resume_after(request: Request) -> str | None:
    """The id that the client saw last: a stream's in its header, a poll's in `after`."""
    seen = exchange_of(request.scope).headers.get(b"last-event-id", b"").decode("latin-1")
    return seen or request.query_params.get("after") or None


def event_stream(
    request: Request,
    events: AsyncIterator[Event],
    *,
    heartbeat_s: float = HEARTBEAT_S,
    lifetime_s: float = LIFETIME_S,
    bare: bool = False,
    brief: bool = False,
) -> Response:
    """Until the events end, the client leaves, the process drains, the lifetime is over, or its
    sender would not be let through again with the same rights (a second after that).

    Each event is sent as `id`, `event` and `data: {"topic": …, "data": …}`; `bare`: `data` is its
    data, and it has no `id` when that is empty. `brief`: they end by themselves in seconds, and a
    process that drains lets them, within its grace. Without one for
    `heartbeat_s` the client hears a sign of life, which carries the position when `events` has one
    (a Subscription does). `events` is closed at the end. Too many streams, of all clients or of
    this one, are refused with 503 before anything is sent.
    """
    write = bare_frame if bare else frame
    exchange = exchange_of(request.scope)
    return EventStream(exchange, events, heartbeat_s, lifetime_s, write, brief=brief)


async def long_poll(
    request: Request, events: AsyncIterator[Event], *, wait_s: float = WAIT_S
) -> Response:
    """`{"events": [{"id", "topic", "event", "data"}, …], "last": id}` with the first events that
    come, or without any after `wait_s`; the next poll goes on `after` the last.

    Counts as a stream while it waits. `events` is closed at the end. Raises Overloaded for too many
    and ClientDisconnect when the client leaves.
    """
    exchange = exchange_of(request.scope)
    gathering = _Gathering(events)
    try:
        exchange.start_stream()
        await _first_of(
            gathering.next(wait_s),
            _left(request.receive),
            exchange.draining.wait(),
            _let_through_no_more(exchange),
        )
        await gathering.rest()
        if await request.is_disconnected():
            raise ClientDisconnect
        return Response(gathering.answer(), media_type="application/json")
    finally:
        await _close(events)


class EventStream(Response):
    media_type = "text/event-stream"

    def __init__(
        self,
        exchange: Exchange,
        events: AsyncIterator[Event],
        heartbeat_s: float,
        lifetime_s: float,
        write: Callable[[Event], bytes],
        *,
        brief: bool,
    ):
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._exchange = exchange
        self._events = events
        self._heartbeat_s = heartbeat_s
        self._lifetime_s = lifetime_s
        self._frame = write
        self._brief = brief
        self._sending = False
        self._sent = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        try:
            await send(start)
            if self._exchange.method == "HEAD":
                await send(_body(b"", more=False))
                return
            await send(_body(_retry() + self._sign_of_life()))
            if await self._stream(receive, send):
                await self._say_goodbye(receive, send)
        finally:
            await _close(self._events)

    async def _stream(self, receive: Receive, send: Send) -> bool:
        """False when there is nobody left to say goodbye to."""
        ends_at = monotonic() + self._lifetime_s
        writing = asyncio.create_task(self._write(send))
        leaving = asyncio.create_task(_left(receive))
        draining = asyncio.create_task(self._told_to_end())
        revoked = asyncio.create_task(_let_through_no_more(self._exchange))
        try:
            ended: set[asyncio.Task[Any]] = set()
            while not ended and (left_s := ends_at - monotonic()) > 0:
                sent = self._sent
                ended, _ = await asyncio.wait(
                    (writing, leaving, draining, revoked),
                    timeout=min(self._heartbeat_s, left_s),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if not ended and sent == self._sent and not self._sending:
                    await _try_to(send, _body(self._sign_of_life()))
        finally:
            await end(writing, leaving, draining, revoked)
        for task in ended & {writing, revoked}:
            task.result()  # raises what the events raised
        return leaving not in ended

    async def _told_to_end(self) -> None:
        """Never, of one that is brief."""
        await (asyncio.Event() if self._brief else self._exchange.draining).wait()

    async def _write(self, send: Send) -> None:
        """At the pace at which the client reads."""
        async for event in self._events:
            self._sending = True
            await send(_body(self._frame(event)))
            self._sending = False
            self._sent += 1

    async def _say_goodbye(self, receive: Receive, send: Send) -> None:
        """One that does not read would hold up the process's end: its connection is cut."""
        if not await _try_to(send, _body(_retry() + b"\n", more=False)):
            self._exchange.cut()
            await _left(receive)

    def _sign_of_life(self) -> bytes:
        position: str | None = getattr(self._events, "position", None)
        return b": \n\n" if position is None else b"id: %b\n\n" % position.encode()


class _Gathering:
    def __init__(self, events: AsyncIterator[Event]):
        self._events = events
        self._found: list[Event] = []

    async def next(self, wait_s: float) -> bool:
        """False when none came in time, or none will."""
        with suppress(TimeoutError, StopAsyncIteration):
            async with asyncio.timeout(wait_s):
                self._found.append(await anext(self._events))
                return True
        return False

    async def rest(self) -> None:
        while 0 < len(self._found) < MOST_AT_ONCE and await self.next(GATHER_S):
            pass

    def answer(self) -> bytes:
        last = self._found[-1].id if self._found else None
        told = [
            {"id": id_, "topic": topic, "event": name, "data": msgspec.Raw(data)}
            for id_, topic, name, data in self._found
        ]
        position: str | None = getattr(self._events, "position", last)
        return msgspec.json.encode({"events": told, "last": position})


def frame(event: Event) -> bytes:
    return b'id: %b\nevent: %b\ndata: {"topic":"%b","data":%b}\n\n' % (
        event.id.encode(),
        event.name.encode(),
        event.topic.encode(),
        event.data,
    )


def bare_frame(event: Event) -> bytes:
    head = b"id: %b\n" % event.id.encode() if event.id else b""
    return head + b"event: %b\ndata: %b\n\n" % (event.name.encode(), event.data)


def _retry() -> bytes:
    return b"retry: %d\n" % randint(*_RETRY_MS)  # noqa: S311 - spreads clients, guards nothing


def _body(part: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": part, "more_body": more}


async def _try_to(send: Send, message: dict[str, Any]) -> bool:
    """False when the client does not read."""
    try:
        async with asyncio.timeout(GOODBYE_S):
            await send(message)
    except TimeoutError:
        return False
    return True


async def _let_through_no_more(exchange: Exchange) -> None:
    """Until the sender's session is over or its rights have changed. Never, of a stranger."""
    ask_anew = exchange.ask_anew
    if ask_anew is None:
        await asyncio.Event().wait()
        return
    sure_at = monotonic()
    while monotonic() - sure_at < UNSURE_S:
        await asyncio.sleep(ASK_ANEW_S)
        holds = await ask_anew()
        if holds is False:
            return
        if holds:
            sure_at = monotonic()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*coroutines: Coroutine[Any, Any, object]) -> None:
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(*tasks)
    for task in done:
        task.result()


async def _close(events: AsyncIterator[Event]) -> None:
    close = getattr(events, "aclose", None)
    if close is not None:
        await close()
