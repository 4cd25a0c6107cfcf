"""Which limits a request meets: those of its address always, then of whoever asks for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from .limit import Asked, Claim, Limit, Sight, Watch

CLIENT_WATCH: Final = Watch("client", threshold=100, window_s=60)
EVERYBODY: Final = "*"
"""The subject of what all clients share."""


@dataclass(frozen=True, slots=True)
class RouteRules:
    anonymous: Limit | None = None
    """For each address, on requests of which nobody knows who makes them."""
    key: Limit | None = None
    """For each thing that the route is asked about, whoever asks: an order's number."""
    everybody: Limit | None = None
    """For all together."""
    watch: Watch | None = None
    """All requests to the route together."""


@dataclass(frozen=True, slots=True)
class ClientRules:
    address: Limit
    person: Limit | None = None
    token: Limit | None = None
    watch: Watch | None = CLIENT_WATCH
    """Each address's requests."""
    routes: Mapping[str, RouteRules] = field(default_factory=dict[str, RouteRules])
    """By the template of the route. Two routes that share a limit's name share its buckets."""


def client_limits(
    client_key: str,
    route: str,
    rules: ClientRules,
    *,
    person: str | None = None,
    token: str | None = None,
    key: str | None = None,
    cost: int = 1,
    asking: bool = False,
) -> Asked:
    """`client_key` is the address as the edge judged it, `person` somebody whose session or token
    was verified. `token` may be as it was sent: forged or not, it adds a limit and lifts none.
    `asking`: who this is, is being asked, and `person_limits` are met afterwards."""
    claims = [Claim(rules.address, client_key, cost)]
    if rules.person is not None and person is not None:
        claims.append(Claim(rules.person, person, cost))
    if rules.token is not None and token is not None:
        claims.append(Claim(rules.token, _digest(token), cost))
    sights = [] if rules.watch is None else [Sight(rules.watch, client_key)]
    on_route = rules.routes.get(route)
    if on_route is not None:
        wanted = (
            (on_route.anonymous, client_key if person is None and not asking else None),
            (on_route.key, key),
            (on_route.everybody, EVERYBODY),
        )
        claims += [
            Claim(limit, subject, cost)
            for limit, subject in wanted
            if limit is not None and subject is not None
        ]
        if on_route.watch is not None:
            sights.append(Sight(on_route.watch, EVERYBODY))
    return Asked(tuple(claims), tuple(sights))


def person_limits(client_key: str, route: str, rules: ClientRules, person: str | None) -> Asked:
    """What `client_limits` has left out while it was asked who this is. Often nothing."""
    if person is not None:
        return Asked(() if rules.person is None else (Claim(rules.person, person, 1),))
    on_route = rules.routes.get(route)
    if on_route is None or on_route.anonymous is None:
        return Asked(())
    return Asked((Claim(on_route.anonymous, client_key, 1),))


def _digest(token: str) -> str:
    """A token is long and random, so its plain hash gives nothing away."""
    return blake2b(token.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
