"""On whose behalf something runs: the route of a request, a job, a command.

Names are of a bounded set: a route's template, a kind of job, never what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

_cause: ContextVar[Callable[[], str] | None] = ContextVar("cause", default=None)


@contextmanager
def caused_by(name: str) -> Generator[None]:
    token = _cause.set(lambda: name)
    try:
        yield
    finally:
        _cause.reset(token)


def set_cause(tell: Callable[[], str]) -> None:
    """For the rest of this context, by somebody who will know the name when it is asked for."""
    _cause.set(tell)


def cause() -> str | None:
    tell = _cause.get()
    return None if tell is None else tell()
