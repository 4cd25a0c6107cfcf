"""How much of somebody else's database we allow ourselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .source import Relation

APPLICATION: Final = "regie"
"""What the source's administrators see in their list of sessions, where the engine has a name
for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults fit a small installation; per process, not per installation."""

    connections: int = 10
    """Never more than these at once."""
    connections_kept: int = 5
    """Those above it are closed once they were idle for `idle_s`."""
    idle_s: float = 60.0
    connections_lost: int = 4
    """Of a driver that blocks: so many may hang in it beyond those that are allowed, before no new
    one is opened."""
    waiting: int = 1000
    """Who comes when so many already wait for a connection is refused at once."""
    wait_s: float = 2.5
    """Half of what an answer may take: who waited so long still has time to be answered."""
    connect_s: float = 3.0
    statement_s: float = 5.0
    """The server's own limit."""
    grace_s: float = 0.5
    """The second clock: added to `statement_s`, it bounds waiting, connecting and reading together,
    whatever the server does."""
    farewell_s: float = 2.0
    """How long a connection may take to cancel what it runs and say good-bye. It counts as one in
    use until then; a driver that still hangs is counted as lost."""
    lock_s: float = 2.0
    idle_in_transaction_s: float = 10.0
    lifetime_s: float = 3600.0
    """After which a connection is replaced, so that a fail-over or a new password is noticed."""
    rows: int = 1000
    tables: tuple[Relation, ...] | None = None
    """What may be read at all, None for whatever the account may read. SQLite has no accounts:
    there it is we who refuse the rest. Elsewhere the grants do."""
    failures_to_open: int = 5
    """Failures in a row after which the source is left alone …"""
    open_s: float = 5.0
    """… for this long; then one request tries."""

    @property
    def threads(self) -> int:
        return self.connections + self.connections_lost

    @property
    def answer_s(self) -> float:
        return self.statement_s + self.grace_s
