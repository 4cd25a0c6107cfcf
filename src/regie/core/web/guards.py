"""What a route asks of whoever comes, before anything of the request is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar, cast

from regie.core.access import (
    Actor,
    Forbidden,
    NotSignedIn,
    Permissions,
    SessionRequired,
    StepUpRequired,
)

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Guard:
    asks: bool = True
    """Whether anybody looks who comes."""
    somebody: bool = True
    """Whoever is not signed in is sent away."""
    settled: bool = True
    """Nothing is left that must be done first: see `Actor.must`."""
    permission: str | None = None
    """Somewhere at least; where is for the service to ask."""
    machines: bool = False
    """Also who comes with a token. Behind a permission tokens always may, for it was chosen for
    them; without one it is about oneself, and a token has few rights, or no self."""


PUBLIC: Final = Guard(asks=False, somebody=False, settled=False)
"""For everybody: a cookie or a token is not even looked at."""
PUBLIC_OR_KNOWN: Final = Guard(somebody=False, settled=False)
"""For everybody; who is signed in is known."""
ENROLLING: Final = Guard(settled=False)
"""Signed in, also while a factor is to be set."""
SIGNED_IN: Final = Guard()
"""By a session."""
SIGNED_IN_OR_TOKEN: Final = Guard(machines=True)


def requires(permission: str) -> Guard:
    """`build_app` takes no permission that no app declares."""
    return Guard(permission=permission)


def guarded(guard: Guard) -> Callable[[Endpoint], Endpoint]:
    """Another guard than its router's, for one endpoint: stands below the route's decorator."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.guard = guard  # type: ignore[attr-defined]
        return endpoint

    return declare


def guard_of(endpoint: object) -> Guard | None:
    return cast("Guard | None", getattr(cast("Any", endpoint), "guard", None))


def check(guard: Guard, actor: Actor | None, permissions: Permissions, now: datetime) -> None:
    """Raises NotSignedIn, Forbidden, SessionRequired, or StepUpRequired for what is dangerous: a
    token has only that of it which somebody who had stepped up chose for it by name."""
    if actor is None:
        if guard.somebody:
            raise NotSignedIn
        return
    if guard.settled and actor.must:
        raise Forbidden(f"{actor.key} must first: {', '.join(actor.must)}")
    name = guard.permission
    if name is None:
        if actor.token is not None and guard.somebody and not guard.machines:
            raise SessionRequired(f"{actor.key}, by a token")
        return
    if not actor.may(name):
        raise Forbidden(f"{actor.key} lacks {name}")
    if permissions[name].dangerous and actor.token is None and not actor.stepped_up(now):
        raise StepUpRequired(f"{actor.key}, for {name}")
