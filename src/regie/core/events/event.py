"""What is told, what it looks like between processes, and how large it may be."""

from __future__ import annotations

import re
from secrets import token_urlsafe
from typing import Final, NamedTuple

import msgspec

from .audience import Audience

RESET: Final = "reset"
"""Something may have been missed: whoever reads this looks at everything anew."""
LARGEST_BYTES: Final = 7_900
"""Of an event as it travels: PostgreSQL's NOTIFY takes less than 8,000. An event says what has
happened; what is large is fetched."""

NOWHERE: Final = "-"
"""The position that nobody remembers."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
TOPIC_PATTERN: Final = "[a-z0-9][A-Za-z0-9_.:-]{0,127}"
_TOPIC: Final = re.compile(TOPIC_PATTERN)
_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_RESERVED: Final = frozenset({RESET, "open", "error", "message"})
"""Ours, and what a browser's EventSource dispatches by itself."""


class Event(NamedTuple):
    id: str
    """Where a reader goes on from; it says nothing else."""
    topic: str
    """Empty for a reset."""
    name: str
    data: bytes
    """JSON on one line."""


class Notice(NamedTuple):
    event: Event
    audience: Audience | None
    """None: for everybody, which only resets and marks are."""


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    id: str
    topic: str
    name: str
    data: msgspec.Raw
    audience: Audience | None


_NOTHING: Final = msgspec.Raw(b"null")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Envelope).decode


def is_topic(text: str) -> bool:
    return _TOPIC.fullmatch(text) is not None


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def new_id() -> str:
    """Told to everybody, so it must not count anything: 72 random bits."""
    return token_urlsafe(9)


def seal(topic: str, name: str, data: object, audience: Audience, *, known_as: str | None) -> bytes:
    """Raises ValueError for names that are none and TypeError for data that JSON cannot hold."""
    if not is_topic(topic):
        raise ValueError(f"{topic!r} is not a topic: {_TOPIC.pattern}")
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise ValueError(f"{name!r} is not an event's name: {_NAME.pattern}, not {_RESERVED}")
    raw = msgspec.Raw(_encode(data))
    return _encode(Envelope(known_as or new_id(), topic, name, raw, audience))


def seal_reset(topic: str = "", audience: Audience | None = None) -> bytes:
    """For one topic's audience, or for everybody."""
    return _encode(Envelope(new_id(), topic, RESET, _NOTHING, audience))


def seal_mark() -> bytes:
    """A position that all processes know, though nothing has happened."""
    return _encode(Envelope(new_id(), "", "", _NOTHING, None))


def mark() -> Notice:
    """A position that only this process knows."""
    return Notice(Event(new_id(), "", "", b"null"), None)


def unseal(payload: bytes | str) -> Notice:
    """Raises msgspec.MsgspecError for what no Régie has sealed."""
    found = _decode(payload)
    return Notice(Event(found.id, found.topic, found.name, bytes(found.data)), found.audience)
