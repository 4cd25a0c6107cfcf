"""What a token may do: rules without a clock and without SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from regie.core.access import EVERYWHERE, Actor, Permissions, Reach

Kind = Literal["personal", "service"]


class Place(NamedTuple):
    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Token:
    """Without its secret, which nobody has any more."""

    id: int
    tenant: str
    kind: Kind
    person_id: int | None
    """None of a machine's."""
    name: str
    prefix: str
    permissions: tuple[str, ...]
    """Those that were chosen; what it may do now is often less."""
    place: Place | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    @property
    def key(self) -> str:
        return f"token:{self.id}"


def personal_reaches(chosen: Iterable[str], person: Mapping[str, Reach]) -> dict[str, Reach]:
    """Of what was chosen, that which the person may do now, and where she may."""
    return {name: person[name] for name in chosen if name in person}


def service_reaches(
    chosen: Iterable[str], permissions: Permissions, *, tenant: str, path: str | None
) -> dict[str, Reach]:
    """Of what was chosen, that which apps still declare; below its place, if it has one."""
    reach = EVERYWHERE if path is None else Reach(frozenset({path}))
    return {
        name: reach
        for name in chosen
        if name in permissions and permissions[name].fits(tenant, scoped=path is not None)
    }


def not_to_give(
    chosen: Iterable[str], giver: Actor, permissions: Permissions, *, path: str | None
) -> list[int]:
    """The positions of what `giver` lacks there, or what cannot be given for a place."""
    return [
        position
        for position, name in enumerate(chosen)
        if name not in permissions
        or not permissions[name].fits(giver.tenant, scoped=path is not None)
        or not giver.may(name)
        or not giver.reach(name).covers(path)
    ]


def has_dangerous(chosen: Iterable[str], permissions: Permissions) -> bool:
    return any(name in permissions and permissions[name].dangerous for name in chosen)
