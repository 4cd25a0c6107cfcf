"""What a client is told when a statement fails for a reason that is not its own."""

from __future__ import annotations

from regie.core.errors import RegieError, Timeout, Unavailable

_QUERY_CANCELED = "57014"
_CONNECTION_CLASSES = ("08", "57P")
"""SQLSTATE: connection exceptions, and the server shutting down or starting."""
_ENTANGLED = ("40001", "40P01")
"""Two transactions that cannot both go on: the one that was chosen to end may come again."""
_SHORTAGE_CLASSES = ("53", "58030")
"""Disk, memory or connections used up; reading or writing a file failed."""


def failure_of(state: str | None, *, lost: bool = False) -> RegieError | None:
    """By its SQLSTATE; None for a statement that is wrong. `lost`: the connection is, too."""
    if state == _QUERY_CANCELED:
        return Timeout("statement cancelled by its time limit")
    if lost or (state and state.startswith(_CONNECTION_CLASSES)):
        return Unavailable("the database is away", retry_after_s=2)
    if state in _ENTANGLED:
        return Unavailable(f"another transaction was in the way ({state})", retry_after_s=1)
    if state and state.startswith(_SHORTAGE_CLASSES):
        return Unavailable(f"the database lacks room or memory ({state})", retry_after_s=10)
    return None
