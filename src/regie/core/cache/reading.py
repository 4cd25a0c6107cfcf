"""All look-ups of one turn of the event loop, as one command.

A hundred readers ask for a hundred entries and three versions, not for a hundred times four things:
that is half of what a hit in Valkey would cost otherwise, here and there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, Protocol

from regie.core.valkey import Turn, ValkeyLink

from .blob import stamp_of

MOST_AT_ONCE: Final = 64
"""Entries of one command: some are megabytes."""


class Asks(Protocol):
    """A look-up. What it is told must not raise."""

    names: tuple[bytes, ...]
    """Of the versions that the entry depends on, in the order of its stamp."""
    packed: bytes
    """The entry's key, see `pack_key`."""

    def told(self, blob: bytes | None, stamp: bytes | None, ahead_s: float, /) -> None: ...

    def untold(self) -> None:
        """Valkey did not answer."""
        ...


def pack_key(key: bytes) -> bytes:
    """As it stands in a command on the line."""
    return b"$%d\r\n%b\r\n" % (len(key), key)


class Reading(Turn[Asks]):
    def __init__(self, link: ValkeyLink):
        super().__init__(link, lambda asking: _Together(link, asking), at_most=MOST_AT_ONCE)


class _Together:
    """The sink of one command's answer."""

    def __init__(self, link: ValkeyLink, asking: Sequence[Asks]):
        self._link = link
        self._asking = asking
        self._names = list(dict.fromkeys(chain.from_iterable({each.names for each in asking})))

    def command(self) -> bytes:
        count = 1 + len(self._names) + len(self._asking)
        keys = [*map(pack_key, self._names), *[each.packed for each in self._asking]]
        return b"*%d\r\n$4\r\nMGET\r\n%b" % (count, b"".join(keys))

    def done(self) -> bool:
        return False

    def set_result(self, result: list[bytes | None], /) -> None:
        version = dict(zip(self._names, result, strict=False))
        ahead_s = self._link.server_ahead_s
        names: tuple[bytes, ...] = ()
        stamp: bytes | None = None
        for each, blob in zip(self._asking, result[len(version) :], strict=True):
            if each.names is not names:  # without tags it is, see `Names.of_answers`
                names = each.names
                stamp = stamp_of([version[name] for name in names])
            each.told(blob, stamp, ahead_s)

    def set_exception(self, exception: BaseException, /) -> None:  # noqa: ARG002 - a sink's signature
        for each in self._asking:
            each.untold()
