"""What sets one engine apart from another, for the reader that is the same for all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from .address import Address
from .limits import Limits
from .pool import Connection
from .proof import Proof
from .source import CatalogueTable, Engine, Relation, Row, SortKey
from .threads import Threads

Fetch = Callable[..., Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a proof is about: how it is asked, where it is and what it was told to keep to."""

    fetch: Fetch
    address: Address
    limits: Limits


@dataclass(frozen=True, slots=True)
class Driver:
    engine: Engine
    connect: Callable[[Address, Limits, Threads], Awaitable[Connection]]
    """Opens a connection that is read-only from its first statement. Raises SourceUnavailable,
    SourceRefused or SourceFull."""
    bounded: Callable[[str, int, Sequence[SortKey]], str]
    """The statement so that it can give no more than so many rows, in that order, in a place where
    the engine's grammar has nothing but a SELECT."""
    prove: Callable[[Examined, Sequence[Relation]], Awaitable[Proof]]
    catalogue: Callable[[Examined], Awaitable[Sequence[CatalogueTable]]]
    lag: Callable[[Fetch], Awaitable[float | None]] | None = None
    """How many seconds the server lies behind the one that it copies; None when it copies none, or
    nobody tells us. No function where an engine sends readers to its copies itself."""
