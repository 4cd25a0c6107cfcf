"""What went over the wire, in the order in which it came: what tests look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from .login import Encryption

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, slots=True)
class Event:
    session: int
    """The server's number of the connection, from 1."""


@dataclass(frozen=True, slots=True)
class Prelogin(Event):
    asked: Encryption
    answered: Encryption


@dataclass(frozen=True, slots=True)
class Login(Event):
    user: str
    application: str
    database: str
    read_only_intent: bool
    tls: str | None
    """The version of TLS that stood when the login came; None in clear."""
    accepted: bool


@dataclass(frozen=True, slots=True)
class Batch(Event):
    text: str
    reset: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: str
    """As T-SQL writes it: varchar(20), nvarchar(max), int …"""
    value: object


@dataclass(frozen=True, slots=True)
class Call(Event):
    """A remote procedure call: the statement and, apart from it, its values."""

    procedure: str
    text: str | None
    parameters: tuple[Parameter, ...]
    reset: bool


@dataclass(frozen=True, slots=True)
class Transaction(Event):
    request: int


@dataclass(frozen=True, slots=True)
class Attention(Event):
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class Gone(Event):
    """The connection ended, by whichever side."""


@dataclass(slots=True)
class Wire:
    events: list[Event] = field(default_factory=list)

    def add(self, event: Event) -> None:
        self.events.append(event)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def statements(self) -> list[Batch | Call]:
        return [event for event in self.events if isinstance(event, (Batch, Call))]
