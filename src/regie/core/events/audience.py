"""For whom an event is. Nobody else is handed it, whatever topic he subscribed to."""

from __future__ import annotations

import msgspec


class Audience(msgspec.Struct, frozen=True, array_like=True):
    """Of an event: who may have it. Of a subscriber: who it is.

    Every part that an event names must fit: `Audience("main", person="7")` is one person,
    `Audience("main", roles=frozenset({"hr"}))` everybody with that role, `Audience("main")` the
    whole tenant. A subscriber names all of its roles.
    """

    tenant: str
    person: str | None = None
    roles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.tenant:
            raise ValueError("an audience needs a tenant")

    def admits(self, reader: Audience) -> bool:
        return (
            self.tenant == reader.tenant
            and (self.person is None or self.person == reader.person)
            and (not self.roles or not self.roles.isdisjoint(reader.roles))
        )
