"""Where tokens are let in: behind a permission chosen for them, and at few other places."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from regie.core.web import Guard
from regie.core.web.routes import StrictRoute
from tokenplay import READ_PEOPLE, House, bearer

FOR_MACHINES_TOO = {"exchange_token": "what tokens are for"}


def routes_without_permission(house: House) -> list[tuple[APIRoute, Guard]]:
    found = [
        (route, route.guard)
        for part in house.runtime.parts.values()
        for api in part.routes.api
        for route in api.routes
        if isinstance(route, StrictRoute) and route.guard is not None
    ]
    return [(route, guard) for route, guard in found if guard.somebody and not guard.permission]


async def refused(house: House, secret: str) -> set[str]:
    """What lets nobody in by that token."""
    names: set[str] = set()
    for route, _ in routes_without_permission(house):
        path = route.path.replace("{id}", "1").replace("{session_id}", "1")
        for method in route.methods:
            answer = await house.client.request(method, path, headers=bearer(secret))
            if answer.json().get("code") == "session_required":
                names.add(route.name)
    return names


@pytest.mark.parametrize("kind", ["personal", "service"])
async def test_what_is_ones_own_is_for_sessions(house: House, kind: str) -> None:
    """A token for reading must not set up a factor, and a machine's number is no person's."""
    _, headers = await house.administrator()
    make = house.own_token if kind == "personal" else house.service_token
    secret = (await make(headers, READ_PEOPLE))["secret"]
    names = {route.name for route, guard in routes_without_permission(house) if not guard.machines}
    assert await refused(house, secret) == names


def test_few_routes_without_a_permission_are_for_machines(house: House) -> None:
    names = {route.name for route, guard in routes_without_permission(house) if guard.machines}
    assert names == FOR_MACHINES_TOO.keys()
