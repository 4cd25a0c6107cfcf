"""One connection of HTTP/1.1, and one exchange on it at a time."""

from __future__ import annotations

import asyncio
from typing import Final, cast

import httptools

from .errors import (
    AnswerTooLarge,
    BadAnswer,
    KeptConnectionLost,
    RemoteError,
    RemoteTimeout,
    RemoteUnavailable,
)

_MOST_UNREAD: Final = 262_144
"""Bytes of a body that nobody has read yet; then the server has to wait."""
_NO_ANSWER_YET: Final = 200
"""Below are hints, before the answer (RFC 9110, section 15.2)."""


class Connection(asyncio.Protocol):
    """`ask`, then `head`, then `piece` until it gives nothing."""

    def __init__(self, header_bytes: int, connections: set[Connection]):
        """`connections`: where it stands while it lives."""
        self._most_header_bytes = header_bytes
        self._connections = connections
        self._loop = asyncio.get_running_loop()
        self._ended = self._loop.create_future()
        self._parser = httptools.HttpResponseParser(self)
        self._waiter: asyncio.Future[None] | None = None
        self._failure: RemoteError | None = None
        self._pieces: list[bytes] = []
        self._unread = 0
        self._paused = False
        self._timer: asyncio.TimerHandle | None = None
        self._unsent = 0
        self._asked = self._was_asked = False
        self._began = self._has_head = self._complete = self._keeps = self._ends_with_it = False
        self._has_body = True
        self._head_bytes = 0
        self.idle_since = 0.0
        self.status = 0
        self.headers: list[tuple[str, str]] = []

    @property
    def is_usable(self) -> bool:
        """For another exchange."""
        return (
            self._complete
            and self._keeps
            and self._failure is None
            and not self._transport.is_closing()
            and not self._transport.get_write_buffer_size()  # answered before it was read whole
        )

    def ask(self, request: bytes, *, has_body: bool) -> None:
        """`has_body`: not so the answer to HEAD, which only announces one."""
        self._was_asked, self._asked = self._asked, True
        self._parser = httptools.HttpResponseParser(self)
        self._has_body = has_body
        self._began = self._has_head = self._complete = self._keeps = self._ends_with_it = False
        self._head_bytes = 0
        self.headers = []
        self._forget()
        if self._failure is None:
            self._transport.write(request)

    async def head(self, read_s: float) -> None:
        while not self._has_head:
            await self._more(read_s)

    async def piece(self, read_s: float) -> bytes:
        """What has come of the body; nothing at its end."""
        while not self._pieces:
            if self._complete:
                return b""
            await self._more(read_s)
        taken = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        self._forget()
        return taken

    def end(self) -> asyncio.Future[None]:
        """Hangs up; done when that is done."""
        self._fail(RemoteUnavailable("ended here"))
        self._transport.abort()
        return self._ended

    def _forget(self) -> None:
        """What was read, or is not going to be."""
        self._pieces.clear()
        self._unread = 0
        if self._paused:
            self._paused = False
            self._transport.resume_reading()

    async def _more(self, read_s: float) -> None:
        """Raises what ended it, and RemoteTimeout when nothing comes or goes for so long."""
        if self._failure is not None:
            raise self._failure
        self._waiter = self._loop.create_future()
        self._look_later(read_s)
        try:
            await self._waiter
        finally:
            self._waiter = None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        failure = cast("RemoteError | None", self._failure)  # it may have changed meanwhile
        if failure is not None and not (self._pieces or self._complete):
            raise failure

    def _look_later(self, read_s: float) -> None:
        self._unsent = self._transport.get_write_buffer_size()
        self._timer = self._loop.call_later(read_s, self._look, read_s)

    def _look(self, read_s: float) -> None:
        if self._transport.get_write_buffer_size() < self._unsent:
            self._look_later(read_s)
        else:
            self._fail(RemoteTimeout(f"nothing for {read_s} s"))

    def _fail(self, failure: RemoteError) -> None:
        if self._failure is None:
            self._failure = failure
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    # What asyncio tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own, of no base class
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        if not self._asked or self._complete:
            self._keeps = False  # nobody asked: whatever it is, it answers nothing
            self._transport.abort()
            return
        self._began = True
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            if not self._complete:
                self._fail(BadAnswer("not HTTP"))
            self._keeps = False
            return
        if not self._has_head:
            self._head_bytes += len(data)
            if self._head_bytes > self._most_header_bytes:
                self._fail(AnswerTooLarge("headers"))
                self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        if not self._ended.done():
            self._ended.set_result(None)
        if self._has_head and self._ends_with_it and exc is None and self._failure is None:
            self._complete = True
        elif self._was_asked and not self._began:
            self._fail(KeptConnectionLost("it ended"))
        else:
            self._fail(BadAnswer("cut short") if self._has_head else RemoteUnavailable("hung up"))
        self._wake()

    # What the parser tells.

    def on_message_begin(self) -> None:
        if self._complete:
            self._keeps = False  # a second answer to one question

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._has_head:
            return  # a trailer, or a second answer
        self.headers.append((name.decode("latin-1").lower(), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        if self._complete:
            return
        self.status = self._parser.get_status_code()
        if self.status < _NO_ANSWER_YET:
            self.headers = []
            return
        self._has_head = True
        self._keeps = self._parser.should_keep_alive()
        if not self._has_body:
            self._complete = True
        self._ends_with_it = not any(
            name in ("content-length", "transfer-encoding") for name, _ in self.headers
        )
        self._wake()

    def on_body(self, body: bytes) -> None:
        if self._complete:
            return
        self._pieces.append(body)
        self._unread += len(body)
        if self._unread > _MOST_UNREAD and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def on_message_complete(self) -> None:
        if self._has_head:
            self._complete = True
            self._wake()
