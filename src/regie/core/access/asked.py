"""The request that is being answered, for what records it further in."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final, NamedTuple


class Asked(NamedTuple):
    address: str
    """The client's, as limits know it: an IPv6 address is cut to its /64."""
    request_id: str


_ASKED: Final[ContextVar[Asked | None]] = ContextVar("regie_asked", default=None)


def set_asked(asked: Asked) -> None:
    _ASKED.set(asked)


def asked_by() -> Asked | None:
    """None in jobs and commands."""
    return _ASKED.get()
