"""Revoked is revoked, in every process within a second; until then nobody is asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic

import pytest

from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from regie.core.observe import count_statements
from regie.identity.places.domain import PlaceChanges
from tokenplay import ME_TOKENS, PEOPLE, READ_PEOPLE, TOKENS, House, bearer, opened_house

AT_ONCE_S = 1.0


@pytest.fixture(scope="module")
async def second(migrated: DatabaseUrl, valkey: EmbeddedValkey) -> AsyncIterator[House]:
    """Another process of the same installation."""
    async with opened_house(migrated, valkey.url) as house:
        yield house


@pytest.fixture
def elsewhere(second: House, house: House) -> House:
    """The same tenant, served by the other process."""
    return second.of(house.organisation)


async def until_refused(house: House, secret: str) -> float:
    """How long afterwards somebody still asked and was served, in seconds."""
    began = asked = monotonic()
    last = 0.0
    while await house.status(secret) == 200:
        last = asked - began
        assert last < 10
        await asyncio.sleep(0.01)
        asked = monotonic()
    return last


async def revoke_own(house: House, headers: dict[str, str], token: int) -> None:
    await house.client.delete(f"{ME_TOKENS}/{token}", headers=headers)


async def revoke_service(house: House, headers: dict[str, str], token: int) -> None:
    await house.client.delete(f"{TOKENS}/{token}", headers=headers)


Make = Callable[..., Awaitable[dict[str, str]]]


@pytest.mark.parametrize("short", [False, True], ids=["long", "short"])
@pytest.mark.parametrize(
    ("make", "revoke"),
    [(House.own_token, revoke_own), (House.service_token, revoke_service)],
    ids=["personal", "service"],
)
async def test_a_revoked_token_is_refused_in_every_process_within_a_second(
    house: House, elsewhere: House, make: Make, revoke: Callable[..., Awaitable[None]], short: bool
) -> None:
    _, headers = await house.administrator()
    token = await make(house, headers, READ_PEOPLE)
    secret = token["secret"]
    if short:
        secret = (await house.exchanged(secret))["access_token"]
    assert [await each.status(secret) for each in (house, elsewhere)] == [200, 200]
    await revoke(house, headers, token["id"])
    took = await asyncio.gather(*(until_refused(each, secret) for each in (house, elsewhere)))
    assert max(took) < AT_ONCE_S


async def test_a_token_ends_with_its_person(house: House, elsewhere: House) -> None:
    person, secret = await house.personal(READ_PEOPLE)
    _, headers = await house.administrator("Max")
    assert await elsewhere.status(secret) == 200
    await house.client.post(f"{PEOPLE}/{person}/disable", headers=headers)
    assert await until_refused(elsewhere, secret) < AT_ONCE_S


async def test_a_token_may_no_more_than_its_person_may_now(house: House, elsewhere: House) -> None:
    person, secret = await house.personal(READ_PEOPLE)
    _, headers = await house.administrator("Max")
    assert await elsewhere.status(secret) == 200
    roles = {"roles": [{"role": "employee", "place_id": None}]}
    await house.client.put(f"{PEOPLE}/{person}/roles", json=roles, headers=headers)
    assert await until_refused(elsewhere, secret) < AT_ONCE_S


async def test_what_comes_below_the_place_of_a_machine_is_reached_by_it(
    house: House, elsewhere: House
) -> None:
    north = await house.organisation.place("Nord")
    shop = await house.organisation.place("Magasin")
    await house.organisation.person("Nora", ("agent", shop))
    _, headers = await house.administrator()
    token = await house.service_token(headers, READ_PEOPLE, place=north)
    seen: list[list[str]] = []

    async def look() -> None:
        answer = await elsewhere.client.get(PEOPLE, headers=bearer(token["secret"]))
        seen.append([each["name"] for each in answer.json()["people"]])

    await look()
    acting = await house.organisation.actor(("administrator", None))
    moved = PlaceChanges(moves=True, parent_id=north)
    await house.organisation.run(lambda c: house.services.places.change(c, acting, shop, moved))
    await look()
    assert seen == [[], ["Nora"]]


async def test_a_machine_moves_with_its_place(house: House, elsewhere: House) -> None:
    shop, north = [await house.organisation.place(name) for name in ("Magasin", "Nord")]
    _, headers = await house.administrator()
    secret = (await house.service_token(headers, READ_PEOPLE, place=shop))["secret"]
    assert await elsewhere.status(secret) == 200
    acting = await house.organisation.actor(("administrator", None))
    moved = PlaceChanges(moves=True, parent_id=north)
    await house.organisation.run(lambda c: house.services.places.change(c, acting, shop, moved))
    path = await house.organisation.path(shop)
    began = asked = monotonic()
    while (actor := await elsewhere.known(secret)) and not actor.reach(READ_PEOPLE).covers(path):
        assert asked - began < AT_ONCE_S
        await asyncio.sleep(0.01)
        asked = monotonic()
    assert actor


@pytest.mark.parametrize("short", [False, True], ids=["long", "short"])
async def test_who_is_remembered_costs_no_statement(house: House, short: bool) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    if short:
        secret = (await house.exchanged(secret))["access_token"]
    await house.status(secret)
    with count_statements() as counter:
        found = [await house.known(secret) for _ in range(20)]
    assert (counter.count, {actor and actor.kind for actor in found}) == (0, {"person"})


async def test_what_another_process_has_read_is_taken_from_valkey(
    house: House, elsewhere: House
) -> None:
    _, secret = await house.personal(READ_PEOPLE)
    await house.status(secret)
    with count_statements() as counter:
        found = await elsewhere.known(secret)
    assert (counter.count, found is not None) == (0, True)


async def test_a_stranger_who_makes_secrets_up_costs_no_statement(house: House) -> None:
    with count_statements() as counter:
        await house.known("regie_pat_" + "x" * 49)
    assert counter.count == 0


async def test_the_last_use_is_noted(house: House) -> None:
    _, headers = await house.administrator()
    token = await house.own_token(headers, READ_PEOPLE)
    await house.status(token["secret"])
    await house.services.machines.used.flush()
    listed = (await house.client.get(ME_TOKENS, headers=headers)).json()["tokens"]
    assert listed[0]["used_at"] is not None
