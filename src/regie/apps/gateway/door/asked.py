"""A chat completion request: what the gateway has to know of it. The rest passes as it came."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import msgspec

from ..errors import AskedWrongly
from ..ledger.domain import cost_micros, worst_tokens_in
from ..offers import Offered

MOST_CHOICES: Final = 16


_Count = Annotated[int, msgspec.Meta(ge=0)]


class _Part(msgspec.Struct):
    type: str = ""


class _Message(msgspec.Struct):
    role: str
    content: str | list[_Part] | None = None


class _StreamOptions(msgspec.Struct):
    include_usage: bool | None = None


class _Body(msgspec.Struct):
    model: str
    messages: Annotated[list[_Message], msgspec.Meta(min_length=1)]
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    max_tokens: _Count | None = None
    max_completion_tokens: _Count | None = None
    temperature: float | None = None
    n: Annotated[int, msgspec.Meta(ge=1, le=MOST_CHOICES)] | None = None


_decode: Final = msgspec.json.Decoder(_Body).decode
_decode_any: Final = msgspec.json.Decoder(dict[str, Any]).decode
_decode_raw: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode: Final = msgspec.json.Encoder().encode
_encode_sorted: Final = msgspec.json.Encoder(order="sorted").encode

_NEW_NAME: Final = "max_completion_tokens"
_OLD_NAME: Final = "max_tokens"
_WITH_USAGE: Final = msgspec.Raw(b'{"include_usage":true}')


@lru_cache(maxsize=256)
def _limit_names(kind: str, base_url: str) -> tuple[str, str]:
    """The name of the field that the provider obeys, and the one that it may ignore or refuse:
    OpenAI's newer models want the new name, everybody else knows the old one."""
    host = urlsplit(base_url).hostname or ""
    new = kind == "openai" and host.endswith((".openai.com", ".openai.azure.com"))
    return (_NEW_NAME, _OLD_NAME) if new else (_OLD_NAME, _NEW_NAME)


class _Reading:
    """What one pass skipped another may refuse: a number beyond all range, too many levels."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, msgspec.DecodeError | UnicodeDecodeError | RecursionError):
            raise AskedWrongly(str(error)) from error


_reading: Final = _Reading()


class Asked:
    """Raises AskedWrongly when it is none."""

    __slots__ = ("_read", "body")

    def __init__(self, body: bytes):
        with _reading:
            self._read = _decode(body)
        self.body = body

    @property
    def model(self) -> str:
        return self._read.model

    @property
    def streams(self) -> bool:
        return bool(self._read.stream)

    @property
    def wants_usage(self) -> bool:
        """Whether the client asked for the count at the end of its stream."""
        options = self._read.stream_options
        return options is not None and bool(options.include_usage)

    @property
    def choices(self) -> int:
        return 1 if self._read.n is None else self._read.n

    @property
    def max_tokens(self) -> int | None:
        """The stricter of the two names that this field has had; None when it says nothing."""
        read = self._read
        return min(filter(None, (read.max_tokens, read.max_completion_tokens)), default=None)

    @property
    def leaves_nothing_to_chance(self) -> bool:
        return self._read.temperature == 0 and self.choices == 1

    @property
    def text_bytes(self) -> int:
        """Of its messages, or near it: what they are estimated by."""
        return sum(
            len(message.content.encode()) if isinstance(message.content, str) else 0
            for message in self._read.messages
        ) or len(self.body)

    def worst_micros(self, model: Offered) -> int:
        """What it can cost at most."""
        only_text = all(
            not isinstance(message.content, list)
            or all(part.type == "text" for part in message.content)
            for message in self._read.messages
        )
        inwards = worst_tokens_in(len(self.body), model.context_tokens, only_text=only_text)
        outwards = self._most_tokens(model)
        return cost_micros(inwards, outwards * self.choices, model.prices)

    def for_provider(self, model: Offered) -> bytes:
        """With the provider's name for the model, a count at the end of a stream, and an end that
        was paid for; what was said is not written anew."""
        changes: dict[str, msgspec.Raw] = {}
        if model.upstream != self.model:
            changes["model"] = msgspec.Raw(_encode(model.upstream))
        if self.streams and not self.wants_usage:
            changes["stream_options"] = _WITH_USAGE
        obeyed, other = _limit_names(model.provider.kind, model.provider.base_url)
        reserved = self._most_tokens(model)
        if getattr(self._read, obeyed) != reserved:
            changes[obeyed] = msgspec.Raw(b"%d" % reserved)
        if not changes and getattr(self._read, other) is None:
            return self.body
        with _reading:
            said = _decode_raw(self.body) | changes
            said.pop(other, None)
            return _encode(said)

    def _most_tokens(self, model: Offered) -> int:
        """Of each answer: what is paid for in advance is what the provider is told."""
        return min(self.max_tokens or model.max_output_tokens, model.context_tokens)

    def digest(self, model: Offered) -> bytes:
        """The same for requests that differ in nothing but the order of their fields."""
        with _reading:
            said = _decode_any(self.body)
            said["model"] = [model.id, model.upstream, model.provider.id, model.provider.base_url]
            written = _encode_sorted(said)
        return hashlib.blake2b(written, digest_size=20).digest()
