"""Copies, which save asking PostgreSQL who somebody is: what stands in Valkey, sealed.

A copy says who that was when it was read. Whether that still holds is not for the copy to say:
`believed` asks the tail of changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from hmac import compare_digest
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec

from regie.core.valkey import Answer, ValkeyFailed, ValkeyLink
from regie.identity.people.changes import EVERYBODY

TTL_S: Final = 600.0
_MAC_BYTES: Final = 16
_AHEAD_S: Final = 1.0
"""A copy from further in the future was made by a clock that has since been set back."""

Asked = Answer


class Dated(Protocol):
    @property
    def at(self) -> float:
        """When it was read, by PostgreSQL's clock, in seconds since 1970."""
        ...

    @property
    def until(self) -> float:
        """When it ends, by the same clock: after `TTL_S`, or with what it is a copy of."""
        ...

    @property
    def version(self) -> int: ...

    @property
    def subject(self) -> int:
        """Whose version that is, as changes are told: a person, or a machine below 0."""
        ...


class Changes(Protocol):
    @property
    def fresh(self) -> bool: ...

    def now(self) -> float: ...

    def knows_newer(self, subject: int, version: int, /) -> bool: ...


C = TypeVar("C", bound=Dated)


def believed(copy: Dated, changes: Changes) -> bool:
    """Whether one may act on it without asking PostgreSQL."""
    return (
        changes.fresh
        and copy.at - _AHEAD_S <= changes.now() < copy.until
        and not changes.knows_newer(copy.subject, copy.version)
        and not changes.knows_newer(EVERYBODY, int(copy.at))
    )


class Seal(Generic[C]):
    """A copy with a code that only the installation can make, and only for that name: whoever may
    write into Valkey signs nobody in."""

    def __init__(self, key: bytes, kind: type[C], label: bytes):
        """`label`: 16 bytes at most; no two kinds of copies share one."""
        self._mac: Callable[[bytes], Any] = partial(
            blake2b,
            digest_size=_MAC_BYTES,
            key=blake2b(key, digest_size=32, person=label).digest(),
        )
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(kind).decode

    def seal(self, name: bytes, copy: C) -> bytes:
        packed = self._encode(copy)
        return self._mac(name + packed).digest() + packed

    def open(self, name: bytes, sealed: object) -> C | None:
        """None for anything but a copy of that name, made by this installation."""
        if not isinstance(sealed, bytes):
            return None
        mac, packed = sealed[:_MAC_BYTES], sealed[_MAC_BYTES:]
        if not compare_digest(mac, self._mac(name + packed).digest()):
            return None
        try:
            return self._decode(packed)
        except msgspec.MsgspecError:  # of another release: its fields were others
            return None


class SealedCopies(Generic[C]):
    """Nothing here waits, and nothing raises: what is not there is read from PostgreSQL."""

    def __init__(self, link: ValkeyLink, seal: Seal[C], prefix: bytes):
        self._link = link
        self._seal = seal
        self._prefix = prefix

    def ask(self, name: bytes) -> Asked | None:
        """The question leaves with what else is asked in this turn of the event loop."""
        try:
            answer = self._link.send("GET", self._prefix + name)
        except ValkeyFailed:
            return None
        answer.add_done_callback(_read)
        return answer

    async def answered(self, name: bytes, asked: Asked | None) -> C | None:
        if asked is None:
            return None
        try:
            return self._seal.open(name, await asked)
        except ValkeyFailed:
            return None

    def put(self, name: bytes, copy: C) -> None:
        life_ms = int((copy.until - copy.at) * 1000)
        if life_ms <= 0:
            return
        try:
            sealed = self._seal.seal(name, copy)
            answer = self._link.send("SET", self._prefix + name, sealed, "PX", life_ms)
        except ValkeyFailed:
            return
        answer.add_done_callback(_read)


def _read(answer: Answer) -> None:
    """Or asyncio would report a failure that nobody waits for: a request that is refused by its
    limits never asks what became of this."""
    if not answer.cancelled():
        answer.exception()
