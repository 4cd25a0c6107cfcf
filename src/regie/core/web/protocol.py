"""uvicorn's HTTP protocol with an eye on the client: what ASGI cannot see is judged here.

Nothing is timed per request. A connection notes its progress in plain fields and one sweep per
process looks at all of them twice a second: a thousand idle connections cost it a millisecond.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any, Final, NoReturn, cast

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from .options import ServerOptions


def _plain_problem(status: int, phrase: str, code: str, extra: str = "") -> bytes:
    """Before there is a request there is no language, no address and no id: fixed bytes, in
    English, with the latter two empty."""
    body = (
        f'{{"type":"urn:regie:problem:{code}","title":"{phrase}",'
        f'"status":{status},"detail":"{phrase}","code":"{code}","instance":"","request_id":""}}'
    )
    return (
        f"HTTP/1.1 {status} {phrase}\r\ncontent-type: application/problem+json\r\n"
        f"content-length: {len(body)}\r\ncache-control: no-store\r\n"
        f"x-content-type-options: nosniff\r\n{extra}connection: close\r\n\r\n{body}"
    ).encode()


BAD_REQUEST: Final = _plain_problem(400, "Bad Request", "malformed")
TOO_SLOW: Final = _plain_problem(408, "Request Timeout", "request_timeout")
HEADERS_TOO_LARGE: Final = _plain_problem(
    431, "Request Header Fields Too Large", "headers_too_large"
)
FULL: Final = _plain_problem(503, "Service Unavailable", "overloaded", "retry-after: 1\r\n")


class RefusedRequestError(Exception):
    """Leaves a callback of the parser, which hides it behind an error of its own."""


class GuardedProtocol(HttpToolsProtocol):
    """Adds deadlines, caps and the framing rules that httptools leaves open."""

    options: ServerOptions  # set on the subclass that `protocol_class` makes

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ):
        super().__init__(config, server_state, app_state, _loop)
        self._refusal: bytes | None = None
        self._header_bytes = 0
        self._reads_headers = False
        self._reads_body = False
        self._served = False
        self._since = monotonic()
        """When the present wait began: for headers, for the next request, for a body's end."""
        self._window_s = 0.0
        self._window_bytes = 0
        self._unread_s = 0.0
        self._unread_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        if len(self.connections) > self.options.max_connections:
            self._cut(FULL)

    def data_received(self, data: bytes) -> None:
        began_before = self._reads_headers
        self._window_bytes += len(data)
        try:
            self._parser().feed_data(data)
        except httptools.HttpParserUpgrade:
            # Answered as plain HTTP/1.1, which RFC 9110 allows; what follows is not for us.
            self.cycle.keep_alive = False
        except httptools.HttpParserError:
            self._cut(self._refusal or BAD_REQUEST)
        else:
            if began_before and self._reads_headers:  # one header without end reports nothing
                self._header_bytes += len(data)
                if self._header_bytes > self.options.max_header_bytes:
                    self._cut(HEADERS_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        scope = cast("dict[str, Any]", self.scope)
        scope["regie.hold_off"] = self.hold_off
        scope["regie.cut"] = self.transport.abort
        self._reads_headers = True
        self._header_bytes = 0
        self._since = monotonic()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > self.options.max_target_bytes:
            self._refuse(HEADERS_TOO_LARGE)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_bytes += len(name) + len(value)
        if (
            self._header_bytes > self.options.max_header_bytes
            or len(self.headers) >= self.options.max_headers
        ):
            self._refuse(HEADERS_TOO_LARGE)
        if not self._reads_body:  # a trailer would change headers that have been judged
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        version = self._parser().get_http_version()
        if version not in ("1.1", "1.0"):
            self._refuse(BAD_REQUEST)
        if any(
            name == b"transfer-encoding" and (value.lower() != b"chunked" or version == "1.0")
            for name, value in self.headers
        ):
            self._refuse(BAD_REQUEST)
        if not self.url.startswith(b"/"):
            self.url = self._path_of_target()
        super().on_headers_complete()
        self._reads_headers = False
        self._reads_body = True
        self._window_s = 0.0
        self._window_bytes = 0

    def on_message_complete(self) -> None:
        self._reads_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """As uvicorn's, without a timer per request: the sweep sees to idle connections."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self._served = True
        self._since = monotonic()
        self.flow.resume_reading()
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unread_s = 0.0

    def hold_off(self) -> None:
        """For a client that was told to come back later: what it asks meanwhile stays unread.

        One that asks again at once would otherwise be refused thousands of times a second, which
        is work that those who are served pay for.
        """
        self.transport.pause_reading()
        self.loop.call_later(self.options.hold_off_s, self._read_on)

    def _read_on(self) -> None:
        if not self.transport.is_closing() and not self.flow.read_paused:
            self.transport.resume_reading()

    def look(self, now: float, elapsed_s: float) -> None:
        """Called by the sweep: cuts the connection when its client has taken too long."""
        deadlines = self.options.deadlines
        waited_s = now - self._since
        cycle = self._cycle()
        answering = cycle is not None and not cycle.response_complete
        if self.transport.is_closing() or (answering and self.flow.write_paused):
            self._look_at_unread(elapsed_s)
        elif answering:
            if self._reads_body and not self.flow.read_paused:
                self._look_at_body(elapsed_s)
        elif self._reads_headers:
            if waited_s > deadlines.headers_s:
                self._cut(TOO_SLOW)
        elif self._reads_body:
            if waited_s > deadlines.linger_s:
                self.transport.close()
        elif waited_s > (deadlines.idle_s if self._served else deadlines.headers_s):
            self.transport.close()

    def _look_at_body(self, elapsed_s: float) -> None:
        deadlines = self.options.deadlines
        self._window_s += elapsed_s
        if self._window_s < deadlines.window_s:
            return
        if self._window_bytes < deadlines.bytes_per_s * self._window_s:
            self._cut(TOO_SLOW)
        self._window_s = 0.0
        self._window_bytes = 0

    def _look_at_unread(self, elapsed_s: float) -> None:
        """Of an answer that is ready: the buffer must shrink, or have been emptied meanwhile."""
        deadlines = self.options.deadlines
        unread = self.transport.get_write_buffer_size()
        if self._unread_s == 0.0:
            self._unread_bytes = unread
        self._unread_s += elapsed_s
        if self._unread_s < deadlines.unread_s:
            return
        if self._unread_bytes - unread < deadlines.bytes_per_s * self._unread_s:
            self.transport.abort()
        self._unread_s = 0.0

    def _path_of_target(self) -> bytes:
        """Of `*`, and of the absolute form, whose host must be the one that Host names."""
        if self.url == b"*":
            return b"/"
        target = httptools.parse_url(self.url)
        authority = target.host + (b":%d" % target.port if target.port else b"")
        if target.schema not in (b"http", b"https") or (b"host", authority) not in self.headers:
            self._refuse(BAD_REQUEST)
        return (target.path or b"/") + (b"?" + target.query if target.query else b"")

    def _parser(self) -> httptools.HttpRequestParser:
        return cast("httptools.HttpRequestParser", self.parser)  # None only when all is over

    def _cycle(self) -> RequestResponseCycle | None:
        return self.cycle  # uvicorn's annotation forgets that there is none before the first

    def _refuse(self, answer: bytes) -> NoReturn:
        """Stops the parser; `data_received` sends the answer."""
        self._refusal = answer
        raise RefusedRequestError

    def _cut(self, answer: bytes) -> None:
        """Answers in the place of the application, unless its answer has begun, and closes."""
        if self.transport.is_closing():
            return
        cycle = self._cycle()
        if cycle is not None and not cycle.response_complete:
            begun = cycle.response_started or bool(self.pipeline)
            cycle.disconnected = True
            cycle.message_event.set()
            if begun:
                self.transport.abort()
                return
        self.transport.write(answer)
        self.transport.close()


def protocol_class(options: ServerOptions) -> type[GuardedProtocol]:
    return type("Protocol", (GuardedProtocol,), {"options": options})


async def sweep(connections: set[Any], every_s: float) -> NoReturn:
    """Looks at all connections, for ever."""
    last = monotonic()
    while True:
        await asyncio.sleep(every_s)
        now = monotonic()
        for connection in list(connections):
            cast("GuardedProtocol", connection).look(now, now - last)
        last = now
