"""What the core and apps need of whoever keeps the record of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from .actor import Actor

Outcome = Literal["begun", "done", "refused", "failed"]
"""`begun` is what no transaction holds: how it ended is not on record."""


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """`action` is what was done, past tense kept out of it: `session.begin`, `person.disable`."""

    action: str
    subject: str | None = None
    """`person:7`, `token:3`, `mail:41`."""
    outcome: Outcome = "done"
    payload: Mapping[str, object] = field(default_factory=dict[str, object])
    """Details in JSON's types: kept apart from the chain, so that they can be erased."""


class Recorded(NamedTuple):
    tenant: str
    number: int


class Audit(Protocol):
    async def record(
        self,
        connection: AsyncConnection,
        event: AuditEvent,
        *,
        actor: Actor | None = None,
        tenant: str | None = None,
    ) -> Recorded:
        """In the transaction of what it records; call it last, for the chain is locked until the
        COMMIT. `tenant` where nobody acts yet. Address and request come from `asked_by`."""
        ...

    async def record_apart(
        self,
        event: AuditEvent,
        *,
        actor: Actor | None = None,
        tenant: str | None = None,
    ) -> None:
        """In a transaction of its own: a refusal stays on record though the request is rolled
        back. Where the database is away it logs and returns: nobody is let in by that."""
        ...
