"""Which limits a request meets. Nothing that a client writes lifts one."""

from __future__ import annotations

import pytest

from regie.core.limits import (
    Asked,
    ClientRules,
    Limit,
    RouteRules,
    Watch,
    client_limits,
    person_limits,
)

TRACK = "/api/v1/orders/track"
RULES = ClientRules(
    address=Limit("address", 600, 60),
    person=Limit("person", 300, 60),
    token=Limit("token", 300, 60),
    routes={
        TRACK: RouteRules(
            anonymous=Limit("orders.anonymous", 10, 60),
            key=Limit("orders.number", 10, 60),
            everybody=Limit("orders.all", 1000, 60),
            watch=Watch("orders", 100, 60),
        )
    },
)


def names(asked: Asked) -> list[str]:
    return [claim.limit.name for claim in asked.claims]


@pytest.mark.parametrize(
    ("known", "route", "expected"),
    [
        ({}, "/", ["address"]),
        ({"person": "7"}, "/", ["address", "person"]),
        ({"token": "t"}, "/", ["address", "token"]),
        ({}, TRACK, ["address", "orders.anonymous", "orders.all"]),
        ({"key": "CL-1"}, TRACK, ["address", "orders.anonymous", "orders.number", "orders.all"]),
        ({"person": "7"}, TRACK, ["address", "person", "orders.all"]),
    ],
)
def test_what_is_known_of_a_request_decides_which_limits_it_meets(
    known: dict, route: str, expected: list[str]
) -> None:
    assert names(client_limits("203.0.113.7", route, RULES, **known)) == expected


def test_a_token_that_nobody_verified_lifts_no_limit() -> None:
    without = client_limits("203.0.113.7", TRACK, RULES)
    forged = client_limits("203.0.113.7", TRACK, RULES, token="forged")
    assert set(without.claims) < set(forged.claims)


def test_a_token_is_never_a_subject() -> None:
    asked = client_limits("203.0.113.7", "/", RULES, token="secret-token")
    assert not any("secret-token" in claim.subject for claim in asked.claims)


def test_a_token_may_be_any_text() -> None:
    asked = client_limits("203.0.113.7", "/", RULES, token="\ud800")
    assert names(asked) == ["address", "token"]


def test_the_cost_counts_everywhere() -> None:
    asked = client_limits("203.0.113.7", TRACK, RULES, cost=3)
    assert {claim.cost for claim in asked.claims} == {3}


@pytest.mark.parametrize(("route", "watches"), [("/", ["client"]), (TRACK, ["client", "orders"])])
def test_the_client_and_the_route_are_watched(route: str, watches: list[str]) -> None:
    sights = client_limits("203.0.113.7", route, RULES).sights
    assert [sight.watch.name for sight in sights] == watches


@pytest.mark.parametrize(
    ("person", "route", "later"),
    [
        ("7", TRACK, ["person"]),
        ("7", "/", ["person"]),
        (None, TRACK, ["orders.anonymous"]),
        (None, "/", []),
    ],
)
def test_while_it_is_asked_who_this_is_some_limits_wait(
    person: str | None, route: str, later: list[str]
) -> None:
    at_once = client_limits("203.0.113.7", route, RULES, asking=True)
    afterwards = person_limits("203.0.113.7", route, RULES, person)
    known = client_limits("203.0.113.7", route, RULES, person=person)
    assert (names(afterwards), sorted(names(at_once) + names(afterwards))) == (
        later,
        sorted(names(known)),
    )
