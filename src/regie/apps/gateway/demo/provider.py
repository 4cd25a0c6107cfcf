"""A provider without a network: an OpenAI-compatible server on this machine that always answers the
same to the same, and misbehaves where it is asked to. The model's name says how.

It is for demos, tests and benches, and speaks no more HTTP than they need.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import msgspec

from .texts import TEXTS

MOST_BODY_BYTES: Final = 16_777_216
_LINE_BYTES: Final = 65_536


class Manner(NamedTuple):
    """How a model answers."""

    first_s: float = 0.0
    each_s: float = 0.0
    status: int = 200
    retry_after_s: int | None = None
    breaks_after: int | None = None
    """So many words of a stream, then the connection ends."""
    dies: bool = False
    """The connection ends before the first byte."""
    counts: bool = True
    words: int | None = None
    """So many, whatever was asked."""


MANNERS: Final[Mapping[str, Manner]] = {
    "demo-rapide": Manner(first_s=0.12, each_s=0.018),
    "demo-lent": Manner(first_s=1.5, each_s=0.09),
    "demo-refuse": Manner(status=429, retry_after_s=20),
    "demo-coupe": Manner(first_s=0.1, each_s=0.03, breaks_after=12),
    "demo-muet": Manner(dies=True),
    "demo-panne": Manner(status=503),
    "demo-mauvais": Manner(status=400),
    "demo-sans-compte": Manner(counts=False),
    "demo-mesure": Manner(words=50),
}
"""Any other name answers at once."""


class _Message(msgspec.Struct):
    content: Any = ""


class _Asked(msgspec.Struct):
    model: str
    messages: list[_Message]
    stream: bool | None = None
    stream_options: dict[str, Any] | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None


class DemoProvider:
    """A resource: listens from `open` to `close`, on a port of its own choice."""

    name = "gateway_demo_provider"

    def __init__(self, manners: Mapping[str, Manner] = MANNERS):
        self.manners = manners
        self.asked = 0
        self.words_said = 0
        """In answers, as far as they went."""
        self.closes_next = False
        """The next request finds its connection closed, like one that was idle for too long."""
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str | None:
        """What stands before `/chat/completions`; None while it is not open."""
        if self._server is None:
            return None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def open(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=_LINE_BYTES)

    async def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
            self.cut()
            await server.wait_closed()

    def cut(self) -> None:
        """Ends all connections, idle ones too."""
        for writer in self._serving:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(writer)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while await self._answer(reader, writer):
                    pass
        finally:
            self._serving.discard(writer)
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection goes on."""
        head = await reader.readuntil(b"\r\n\r\n")
        size = _length(head)
        if self.closes_next or size > MOST_BODY_BYTES:
            self.closes_next = False
            return False
        body = await reader.readexactly(size)
        if head.split(b" ", 2)[1].endswith(b"/models"):
            listed = [{"id": name, "object": "model"} for name in self.manners]
            await _write(writer, _whole(200, {"object": "list", "data": listed}))
            return True
        self.asked += 1
        asked = msgspec.json.decode(body, type=_Asked)
        manner = self.manners.get(asked.model, Manner())
        await asyncio.sleep(manner.first_s)
        if manner.status != 200:
            await _write(writer, _refusal(manner))
        return not manner.dies and (manner.status != 200 or await self._say(writer, asked, manner))

    async def _say(self, writer: asyncio.StreamWriter, asked: _Asked, manner: Manner) -> bool:
        words = _words(asked, manner)
        usage = {
            "prompt_tokens": sum(len(str(each.content).split()) for each in asked.messages),
            "completion_tokens": len(words),
        }
        usage["total_tokens"] = sum(usage.values())
        if asked.stream:
            return await self._stream(writer, asked, manner, words, usage)
        await asyncio.sleep(manner.each_s * len(words))
        self.words_said += len(words)
        message = {"role": "assistant", "content": "".join(words)}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        answer = _frame(asked, "chat.completion") | {"choices": choices}
        await _write(writer, _whole(200, answer | ({"usage": usage} if manner.counts else {})))
        return True

    async def _stream(
        self,
        writer: asyncio.StreamWriter,
        asked: _Asked,
        manner: Manner,
        words: list[str],
        usage: dict[str, int],
    ) -> bool:
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            b"transfer-encoding: chunked\r\n\r\n"
        )
        frame = _frame(asked, "chat.completion.chunk")
        for number, word in enumerate(words):
            if number == manner.breaks_after:
                await writer.drain()
                return False
            choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
            writer.write(_event(frame | {"choices": [choice]}))
            self.words_said += 1
            if manner.each_s:
                await writer.drain()
                await asyncio.sleep(manner.each_s)
        last = {"index": 0, "delta": {}, "finish_reason": "stop"}
        writer.write(_event(frame | {"choices": [last]}))
        if manner.counts and (asked.stream_options or {}).get("include_usage"):
            writer.write(_event(frame | {"choices": [], "usage": usage}))
        writer.write(_chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n")
        await writer.drain()
        return True


async def _write(writer: asyncio.StreamWriter, part: bytes) -> None:
    writer.write(part)
    await writer.drain()


def _words(asked: _Asked, manner: Manner) -> list[str]:
    """Each with the space before it: put together they are the text."""
    last = str(asked.messages[-1].content) if asked.messages else ""
    chosen = blake2b(last.encode(), digest_size=2).digest()
    text = TEXTS[int.from_bytes(chosen, "big") % len(TEXTS)]
    first, *others = text.split(" ")
    words = [first, *(f" {word}" for word in others)]
    if manner.words is not None:
        words = [words[n % len(words)] for n in range(manner.words)]
    return words[: asked.max_completion_tokens or asked.max_tokens or None]


def _frame(asked: _Asked, kind: str) -> dict[str, Any]:
    digest = blake2b(msgspec.json.encode(asked.messages), digest_size=8).hexdigest()
    return {
        "id": f"chatcmpl-{digest}",
        "object": kind,
        "created": 1_700_000_000,
        "model": asked.model,
    }


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _refusal(manner: Manner) -> bytes:
    error = {"message": "Plus tard.", "type": "rate_limit_error", "code": "busy"}
    more = b"" if manner.retry_after_s is None else b"retry-after: %d\r\n" % manner.retry_after_s
    return _whole(manner.status, {"error": error}, more)


def _whole(status: int, answer: object, more: bytes = b"") -> bytes:
    body = msgspec.json.encode(answer)
    head = b"HTTP/1.1 %d OK\r\ncontent-type: application/json\r\n%bcontent-length: %d\r\n\r\n"
    return head % (status, more, len(body)) + body


def _event(data: object) -> bytes:
    return _chunk(b"data: %b\n\n" % msgspec.json.encode(data))


def _chunk(part: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(part), part)
