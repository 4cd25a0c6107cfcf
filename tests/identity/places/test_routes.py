"""Places over HTTP."""

from __future__ import annotations

import httpx
import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.identity.places.domain import KINDS

BASE = "/api/v1/console/places"


@pytest.fixture
async def admin(sign_in: SignIn) -> httpx.AsyncClient:
    return await sign_in("administrator")


async def test_a_place_is_added_below_another(
    admin: httpx.AsyncClient, house: Organisation
) -> None:
    west = await house.place("Ouest")
    body = {"parent_id": west, "kind": "store", "code": "MAG-1", "name": "Rennes"}
    answer = await admin.post(BASE, json=body)
    path = f"{await house.path(west)}{answer.json()['id']}."
    assert (answer.status_code, answer.json()["path"]) == (201, path)


async def test_an_addition_that_is_sent_twice_adds_one(admin: httpx.AsyncClient) -> None:
    body = {"kind": "store", "code": "MAG-2", "name": "Brest"}
    once = {"Idempotency-Key": "a-place-that-is-sent-twice"}
    first, second = [await admin.post(BASE, json=body, headers=once) for _ in range(2)]
    assert (second.status_code, second.json()) == (201, first.json())


async def test_kinds_have_titles_in_the_readers_language(admin: httpx.AsyncClient) -> None:
    kinds = (await admin.get(BASE, headers={"Accept-Language": "fr"})).json()["kinds"]
    assert ([each["kind"] for each in kinds], kinds[-2]["title"]) == ([*KINDS], "Magasin")


async def test_what_is_left_out_stays(admin: httpx.AsyncClient, house: Organisation) -> None:
    west = await house.place("Ouest")
    rennes = await house.place("Rennes", west)
    answer = await admin.patch(f"{BASE}/{rennes}", json={"name": "Rennes Centre"})
    assert answer.json()["parent_id"] == west


async def test_without_a_parent_it_is_a_root(admin: httpx.AsyncClient, house: Organisation) -> None:
    rennes = await house.place("Rennes", await house.place("Ouest"))
    answer = await admin.patch(f"{BASE}/{rennes}", json={"parent_id": None})
    assert answer.json()["path"] == f"{rennes}."


async def test_a_manager_sees_places_and_changes_none(sign_in: SignIn, house: Organisation) -> None:
    west = await house.place("Ouest")
    manager = await sign_in("manager", place=west)
    seen = [each["id"] for each in (await manager.get(BASE)).json()["places"]]
    refused = await manager.patch(f"{BASE}/{west}", json={"name": "X"})
    assert (seen, refused.status_code) == ([west], 403)


@pytest.mark.parametrize("code", ["", " ", "a b", "é", "x" * 41, "-1"])
async def test_a_code_is_what_other_systems_can_write(admin: httpx.AsyncClient, code: str) -> None:
    answer = await admin.post(BASE, json={"kind": "store", "code": code, "name": "Rennes"})
    assert answer.status_code == 422
