"""Who acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from .errors import Forbidden
from .reach import Reach

ActorKind = Literal["person", "service", "system"]
"""A person (by a session or a token of hers), a machine with a token of its own, or Régie."""


class Grant(NamedTuple):
    """A role, everywhere (`path` None) or below one place."""

    role: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """What the edge found out of a session or a token; what jobs and commands make of an id."""

    tenant: str
    kind: ActorKind
    id: int
    """Of the person or of the service token; 0 for the system."""
    grants: tuple[Grant, ...] = ()
    reaches: Mapping[str, Reach] = field(default_factory=dict[str, Reach])
    """By permission; what is not in it is denied."""
    session: int | None = None
    token: int | None = None
    stepped_up_until: datetime | None = None
    must: tuple[str, ...] = ()
    """What must be done before anything else: `set_factor`. Until then `reaches` is empty."""

    @property
    def key(self) -> str:
        """`person:7`: for logs, limits, cache keys and the audit."""
        return f"{self.kind}:{self.id}"

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def stepped_up(self, now: datetime) -> bool:
        """The password or the second factor was given a moment ago."""
        return self.stepped_up_until is not None and now < self.stepped_up_until

    def may(self, permission: str) -> bool:
        """Somewhere at least."""
        return permission in self.reaches

    def reach(self, permission: str) -> Reach:
        """Where. Raises Forbidden when nowhere."""
        reach = self.reaches.get(permission)
        if reach is None:
            raise Forbidden(f"{self.key} lacks {permission}")
        return reach

    def require(self, permission: str, path: str | None = None) -> None:
        """In a service, about something that belongs to that place (None: to the organisation).
        Raises Forbidden."""
        if not self.reach(permission).covers(path):
            raise Forbidden(f"{self.key} lacks {permission}")
