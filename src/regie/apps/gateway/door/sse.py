"""What a provider streams: passed on event by event, counted on the way."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from regie.core.http import BadAnswer

MOST_EVENT_BYTES: Final = 4_194_304
DONE: Final = b"[DONE]"


Tokens = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
"""A count below zero would give money back."""


class Counted(msgspec.Struct):
    prompt_tokens: Tokens = 0
    completion_tokens: Tokens = 0


class _Delta(msgspec.Struct):
    content: str | None = None
    tool_calls: msgspec.Raw | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None


class _Chunk(msgspec.Struct):
    choices: list[_Choice] = []  # msgspec copies it for each
    usage: Counted | None = None
    error: msgspec.Raw | None = None


_decode: Final = msgspec.json.Decoder(_Chunk).decode


class Reader:
    """Gives back what the client is to have: whole events, without the count that it did not ask
    for, whose empty list of choices some clients trip over."""

    __slots__ = ("_asked", "_rest", "counted", "done", "events", "failed", "text_bytes")

    def __init__(self, *, usage_asked: bool):
        self._asked = usage_asked
        self._rest = b""
        self.counted: Counted | None = None
        self.done = False
        """Whether the provider said that this was all."""
        self.failed = False
        """Whether it said that something went wrong."""
        self.events = 0
        """With something of the answer in them: a token each, at least."""
        self.text_bytes = 0

    def feed(self, piece: bytes) -> bytes:
        """Raises BadAnswer for an event without end."""
        if b"\r" in piece:  # in JSON it is written \r, so this one only ends a line
            piece = piece.replace(b"\r", b"")
        head, end, self._rest = (self._rest + piece).rpartition(b"\n\n")
        if len(self._rest) > MOST_EVENT_BYTES:
            raise BadAnswer("an event without end")
        if not end:
            return b""
        events = head.split(b"\n\n")
        kept = [event for event in events if self._look(event)]
        if len(kept) == len(events):
            return head + end
        return b"".join(event + end for event in kept)

    def _look(self, event: bytes) -> bool:
        """Whether the client gets it."""
        if not event.startswith(b"data:"):
            return True
        data = event[5:].lstrip()
        if data == DONE:
            self.done = True
            return True
        try:
            chunk = _decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return True
        if chunk.error is not None:
            self.failed = True
        for choice in chunk.choices:
            self._count(choice.delta)
        if chunk.usage is None:
            return True
        self.counted = chunk.usage
        return self._asked or bool(chunk.choices)

    def _count(self, delta: _Delta | None) -> None:
        if delta is None:
            return
        said = [delta.content, delta.reasoning, delta.reasoning_content]
        size = sum(len(text.encode()) for text in said if text)
        size += 0 if delta.tool_calls is None else len(bytes(delta.tool_calls))
        if size:
            self.events += 1
            self.text_bytes += size


class _Message(msgspec.Struct):
    content: str | None = None


class _Whole(msgspec.Struct):
    message: _Message | None = None


class _Plain(msgspec.Struct):
    choices: list[_Whole] = []
    usage: Counted | None = None


_decode_plain: Final = msgspec.json.Decoder(_Plain).decode


def read_plain(body: bytes) -> tuple[Counted | None, int]:
    """What was counted, and the bytes of the answer's text. Raises BadAnswer for what is none."""
    try:
        plain = _decode_plain(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadAnswer("not a chat completion") from error
    texts = (each.message.content for each in plain.choices if each.message is not None)
    return plain.usage, sum(len(text.encode()) for text in texts if text)
