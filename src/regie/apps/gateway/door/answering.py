"""Answers on their way to the client."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from regie.core.errors import RegieError

from .leaving import while_there
from .relay import Bill
from .service import Answer, KeptAnswer

Say = Callable[[RegieError], bytes]
"""What a client reads of a failure in the middle of a stream: JSON."""
Last = Callable[[Bill], bytes]
"""What is sent behind the end of a stream."""


class Relayed(Response):
    """As it comes. Settled whatever happens: read to the end, broken off, left. A stream says in
    its own way that it is broken off, for its status was sent; the edge hears of it as ever."""

    def __init__(self, answer: Answer | KeptAnswer, say: Say, last: Last | None = None):
        super().__init__()
        self._answer = answer
        self._say = say
        self._last = last

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        answer = self._answer
        outcome = "left"
        try:
            if answer.is_stream:
                if await while_there(receive, self._stream(send)):
                    outcome = "done"
            else:
                async with aclosing(answer.pieces()) as pieces:
                    body = b"".join([piece async for piece in pieces])
                outcome = "done"
                await answer.end(outcome)
                await self._send_whole(send, body)
        except RegieError as error:
            outcome = "broke_off"
            if answer.is_stream:
                await send(_body(b"data: %b\n\n" % self._say(error), more=False))
            raise
        finally:
            bill = await answer.end(outcome)
        if answer.is_stream and outcome == "done":
            last = b"" if self._last is None or bill is None else self._last(bill)
            await send(_body(last, more=False))

    async def _stream(self, send: Send) -> None:
        start = {
            "type": "http.response.start",
            "status": 200,
            "headers": self._headers(
                (b"content-type", b"text/event-stream; charset=utf-8"),
                (b"cache-control", b"no-store, no-transform"),
            ),
        }
        await send(start)
        async with aclosing(self._answer.pieces()) as pieces:
            async for piece in pieces:
                await send(_body(piece, more=True))

    async def _send_whole(self, send: Send, body: bytes) -> None:
        headers = self._headers(
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        )
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(_body(body, more=False))

    def _headers(self, *more: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        answer = self._answer
        return [
            *more,
            (b"x-regie-cache", answer.cache.encode()),
            (b"x-regie-model", answer.model.encode()),
            (b"x-regie-overhead-ms", b"%.2f" % (1000 * answer.own_s)),
        ]


def _body(part: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": part, "more_body": more}


def event(name: str, data: object) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), msgspec.json.encode(data))
