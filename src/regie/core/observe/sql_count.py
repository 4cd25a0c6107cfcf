"""How many SQL statements a piece of work runs: cheap enough to be always on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar


class _Counter:
    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


_current: ContextVar[_Counter | None] = ContextVar("sql_statements", default=None)


@contextmanager
def count_statements() -> Generator[_Counter]:
    """Counts what runs inside, tasks started there included; `.count` is read at any time."""
    counter = _Counter()
    token = _current.set(counter)
    try:
        yield counter
    finally:
        _current.reset(token)


def count_statement() -> None:
    counter = _current.get()
    if counter is not None:
        counter.count += 1


def statements_so_far() -> int:
    counter = _current.get()
    return 0 if counter is None else counter.count
