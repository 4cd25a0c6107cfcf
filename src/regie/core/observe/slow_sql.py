"""Slow statements: logged, and told to whoever listens. Never what was asked with them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from structlog.contextvars import get_contextvars

from .cause import cause
from .logs import get_logger
from .statement_shape import statement_digest, statement_shape

_log = get_logger(__name__)

SLOW_SQL_MS: Final = 1000.0

_LONGEST_LOGGED: Final = 500


@dataclass(frozen=True, slots=True)
class SlowStatement:
    at: datetime
    """When it had ended."""
    digest: str
    statement: str
    """Its shape."""
    database: str
    elapsed_ms: int
    rows: int | None
    """None where the driver does not say, or the statement failed."""
    cause: str | None
    """The route's template, or the name of the job."""
    request_id: str | None


Listener = Callable[[SlowStatement], None]
"""Called where the statement ran: returns at once, raises nothing, runs no statement."""


@dataclass(slots=True)
class _Watch:
    threshold_ms: float = SLOW_SQL_MS
    listeners: tuple[Listener, ...] = ()


_watch: Final = _Watch()
_deaf: ContextVar[bool] = ContextVar("slow_sql_untold", default=False)


def set_slow_sql_threshold(threshold_ms: float) -> None:
    """For the whole process, as logging is."""
    _watch.threshold_ms = threshold_ms


def listen_to_slow_sql(listener: Listener) -> Callable[[], None]:
    """Returns what ends it."""
    _watch.listeners += (listener,)

    def stop() -> None:
        _watch.listeners = tuple(each for each in _watch.listeners if each is not listener)

    return stop


@contextmanager
def untold() -> Generator[None]:
    """Slow statements inside are logged and told to nobody: for a listener's own."""
    token = _deaf.set(True)
    try:
        yield
    finally:
        _deaf.reset(token)


def log_if_slow(
    statement: str, elapsed_ms: float, *, database: str, rows: int | None = None
) -> None:
    if elapsed_ms < _watch.threshold_ms:
        return
    slow = SlowStatement(
        at=datetime.now(UTC),
        digest=statement_digest(statement),
        statement=statement_shape(statement),
        database=database,
        elapsed_ms=round(elapsed_ms),
        rows=rows,
        cause=cause(),
        request_id=get_contextvars().get("request_id"),
    )
    _log.warning(
        "sql_slow",
        digest=slow.digest,
        statement=slow.statement[:_LONGEST_LOGGED],
        elapsed_ms=slow.elapsed_ms,
        database=database,
        rows=rows,
        cause=slow.cause,
    )
    if not _deaf.get():
        for listener in _watch.listeners:
            listener(slow)
