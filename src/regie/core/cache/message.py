"""What processes tell each other, as bytes."""

from __future__ import annotations

from typing import Any

import msgspec

from .scope import Scope


class Message(msgspec.Struct, array_like=True, frozen=True):
    sender: bytes
    names: tuple[bytes, ...] = ()
    prefix: str = ""
    key: tuple[Scope, tuple[Any, ...]] | None = None
    """Of the prefix."""
    enabled: bool | None = None
    lease: bytes = b""
    """That was given back while somebody waited for it."""


encode_message = msgspec.msgpack.Encoder().encode
decode_message = msgspec.msgpack.Decoder(Message).decode
