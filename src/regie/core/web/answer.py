"""The way out: what every answer gets before it goes to the server."""

from __future__ import annotations

from starlette.types import Message, Send

from regie.core.observe import statements_so_far

from .compression import compress
from .exchange import Exchange
from .headers import HSTS, RawHeaders, add_missing, add_vary


class Answer:
    """Stands in for the server's `send`.

    The start is held until the first part of the body says whether that is all of it; an event
    stream is let through at once.
    """

    __slots__ = ("_exchange", "_send", "_shows_statements", "_start", "begun", "defaults")

    def __init__(
        self,
        send: Send,
        exchange: Exchange,
        defaults: RawHeaders,
        *,
        shows_statements: bool,
    ):
        self._send = send
        self._exchange = exchange
        self.defaults = defaults
        self._shows_statements = shows_statements
        self._start: Message | None = None
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._hold(message)
            return
        start = self._start
        if start is not None:
            body: bytes = message.get("body", b"")
            if not message.get("more_body", False) and self._exchange.compressible:
                headers, body = await compress(
                    start["status"],
                    start["headers"],
                    body,
                    self._exchange.headers.get(b"accept-encoding"),
                )
                start["headers"] = headers
                message = {"type": "http.response.body", "body": body}
            await self._begin(start)
        await self._send(message)

    async def _hold(self, start: Message) -> None:
        headers: RawHeaders = list(start.get("headers", ()))
        start = {"type": "http.response.start", "status": start["status"], "headers": headers}
        if any(
            name == b"content-type" and value.startswith(b"text/event-stream")
            for name, value in headers
        ):
            self._exchange.start_stream()
            headers.append((b"x-accel-buffering", b"no"))
            await self._begin(start)
        else:
            self._start = start

    async def _begin(self, start: Message) -> None:
        exchange = self._exchange
        headers: RawHeaders = start["headers"]
        add_missing(headers, self.defaults)
        headers += exchange.limits
        if exchange.sharing is not None:
            headers += exchange.sharing
            add_vary(headers, b"Origin")
        headers.append((b"x-request-id", exchange.request_id.encode()))
        if exchange.scheme == "https":
            headers.append(HSTS)
        if self._shows_statements:
            headers.append((b"x-sql-statements", str(statements_so_far()).encode()))
        exchange.status = start["status"]
        self._start = None
        self.begun = True
        await self._send(start)
