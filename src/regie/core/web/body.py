"""A request's body on its way in: bounded, and never holding a place while the client is slow."""

from __future__ import annotations

from collections import deque
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

from .errors import BodyTooLarge
from .exchange import Exchange
from .overload import Gate

AHEAD_BYTES: Final = 65_536
"""Bodies up to this size are complete before the request takes a place at the gate."""


class Body:
    """Stands in for the server's `receive`. The limit is the route's, known behind the gate."""

    __slots__ = ("_ahead", "_complete", "_exchange", "_gate", "_limit", "_receive", "_seen")

    def __init__(self, receive: Receive, exchange: Exchange, gate: Gate, limit_bytes: int):
        self._receive = receive
        self._exchange = exchange
        self._gate = gate
        self._limit = limit_bytes
        self._ahead: deque[Message] = deque()
        self._seen = 0
        self._complete = False

    async def fetch_ahead(self) -> None:
        """Nothing of a body announced as larger. Raises ClientDisconnect when the client leaves."""
        if _announced(self._exchange) > AHEAD_BYTES:
            return
        fetched = 0
        while not self._complete and fetched < AHEAD_BYTES:
            message = await self._next()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            fetched += len(message.get("body", b""))
            self._ahead.append(message)

    async def receive(self) -> Message:
        """Raises BodyTooLarge on the first byte too many, or before it when it was announced."""
        limit = self._exchange.body_limit_bytes or self._limit
        if self._seen == 0 and _announced(self._exchange) > limit:
            raise BodyTooLarge(limit_bytes=limit)
        if self._ahead:
            message = self._ahead.popleft()
        elif self._complete:
            return await self._receive()  # waits for the client to leave
        else:
            self._gate.leave()
            try:
                message = await self._next()
            finally:
                self._gate.come_back()
        self._seen += len(message.get("body", b""))
        if self._seen > limit:
            raise BodyTooLarge(limit_bytes=limit)
        return message

    async def _next(self) -> Message:
        message = await self._receive()
        self._complete = not message.get("more_body", False)
        return message


def _announced(exchange: Exchange) -> int:
    length = exchange.headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() and len(length) < 20 else 0
