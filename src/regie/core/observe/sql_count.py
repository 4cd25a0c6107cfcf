"""How many SQL statements a piece of work runs: cheap enough to be always on."""

from __future__ import annotations

from contextvars import ContextVar, Token
from types import TracebackType

_current: ContextVar[count_statements | None] = ContextVar("sql_statements", default=None)


class count_statements:
    """Counts what runs inside, tasks started there included; `.count` is read at any time.

    Named as the function that it is used as: a generator's context costs three times as much.
    """

    __slots__ = ("_token", "count")

    _token: Token[count_statements | None]

    def __enter__(self) -> count_statements:
        self.count = 0
        self._token = _current.set(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None:
        _current.reset(self._token)


def count_statement() -> None:
    counter = _current.get()
    if counter is not None:
        counter.count += 1


def statements_so_far() -> int:
    counter = _current.get()
    return 0 if counter is None else counter.count
