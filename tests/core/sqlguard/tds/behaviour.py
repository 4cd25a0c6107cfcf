"""What a test tells the server to do to its clients."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from .tokens import SqlError


@dataclass(slots=True)
class Behaviour:
    """What is said of statements is not true of SET, which waits for no table."""

    slow_s: float = 0.0
    """Before each answer to a statement."""
    hangs: bool = False
    """Statements are read and never answered; an attention still is."""
    deaf: bool = False
    """An attention is read and never acknowledged, as by a server that is busy computing."""
    silent_at_login: bool = False
    """The TCP connection stands and nothing is said on it."""
    refusal: SqlError | None = None
    """Of every login, after its password was looked at."""
    most_sessions: int | None = None
    away: bool = False
    """Whoever connects is cut at once."""
    drops: bool = False
    """The next statement cuts its connection."""
    encrypts: bool = True
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a statement arrives."""


def wrong_password(user: str) -> SqlError:
    return SqlError(18456, f"Login failed for user '{user}'.")


def full() -> SqlError:
    text = "Could not connect because the maximum number of '1' user connections has been reached."
    return SqlError(17809, text, severity=20)
