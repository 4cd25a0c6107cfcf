"""Who may change the tree where."""

from __future__ import annotations

import asyncio

import pytest

from peopleplay import Organisation
from regie.core.access import Actor, Forbidden
from regie.core.observe import count_statements
from regie.identity.places.domain import PlaceChanges
from regie.identity.places.errors import CodeTaken, PlaceClosed, PlaceNotFound
from regie.identity.places.repository import Place


async def change(house: Organisation, acting: Actor, place: int, **changes: object) -> Place:
    wanted = PlaceChanges(**changes)
    return await house.run(lambda c: house.services.places.change(c, acting, place, wanted))


async def add(house: Organisation, acting: Actor, above: int | None, code: str) -> Place:
    return await house.run(
        lambda c: house.services.places.add(
            c, acting, parent_id=above, kind="store", code=code, name=code
        )
    )


async def names(house: Organisation, acting: Actor) -> list[str]:
    found = await house.run(lambda c: house.services.places.list(c, acting))
    return [each.name for each in found]


async def test_a_manager_sees_the_places_below_his(house: Organisation) -> None:
    west = await house.place("Ouest")
    await house.place("Rennes", west)
    await house.place("Est")
    assert await names(house, await house.actor(("manager", west))) == ["Ouest", "Rennes"]


async def test_no_place_of_another_tenant_is_seen(house: Organisation, other: Organisation) -> None:
    await other.place("Ailleurs")
    assert await names(house, await house.actor(("administrator", None))) == []


async def test_names_sort_as_french_does(house: Organisation) -> None:
    for name in ("Evry", "Évreux", "Étampes", "Erdeven"):
        await house.place(name)
    found = await names(house, await house.actor(("administrator", None)))
    assert found == ["Erdeven", "Étampes", "Évreux", "Evry"]


async def test_an_administrator_of_a_place_adds_below_it(house: Organisation) -> None:
    west = await house.place("Ouest")
    acting = await house.actor(("administrator", west))
    assert (await add(house, acting, west, "M-1")).path.startswith((await house.path(west)) or "?")


@pytest.mark.parametrize("where", ["root", "elsewhere"])
async def test_an_administrator_of_a_place_adds_nothing_else(
    house: Organisation, where: str
) -> None:
    west, east = await house.place("Ouest"), await house.place("Est")
    acting = await house.actor(("administrator", west))
    with pytest.raises((Forbidden, PlaceNotFound)):
        await add(house, acting, None if where == "root" else east, "M-1")


async def test_an_administrator_of_a_place_moves_nothing_out_of_it(house: Organisation) -> None:
    west, east = await house.place("Ouest"), await house.place("Est")
    rennes = await house.place("Rennes", west)
    acting = await house.actor(("administrator", west))
    with pytest.raises(PlaceNotFound):
        await change(house, acting, rennes, moves=True, parent_id=east)


async def test_who_only_sees_a_place_does_not_change_it(house: Organisation) -> None:
    west = await house.place("Ouest")
    with pytest.raises(Forbidden):
        await change(house, await house.actor(("manager", west)), west, name="Grand Ouest")


async def test_a_place_of_another_tenant_does_not_exist(
    house: Organisation, other: Organisation
) -> None:
    theirs = await other.place("Ailleurs")
    with pytest.raises(PlaceNotFound):
        await change(house, await house.actor(("administrator", None)), theirs, name="Ici")


async def test_a_code_is_taken_once_per_tenant(house: Organisation, other: Organisation) -> None:
    await other.place("Ailleurs", code="M-1")
    acting = await house.actor(("administrator", None))
    await add(house, acting, None, "M-1")
    with pytest.raises(CodeTaken):
        await add(house, acting, None, "M-1")


async def test_the_code_of_a_place_is_on_record(house: Organisation) -> None:
    """Under a name that no secret has: what is called « code » is never kept."""
    place = await add(house, await house.actor(("administrator", None)), None, "M-1")
    told = await house.value(
        "SELECT CAST(payload AS jsonb) ->> 'place_code' FROM identity.audit_payload "
        "JOIN identity.audit_entry USING (tenant, number) WHERE subject = :place",
        place=f"place:{place.id}",
    )
    assert told == "M-1"


async def test_a_place_opens_again_only_below_an_open_one(house: Organisation) -> None:
    west = await house.place("Ouest")
    rennes = await house.place("Rennes", west)
    acting = await house.actor(("administrator", None))
    await change(house, acting, rennes, closed=True)
    await change(house, acting, west, closed=True)
    with pytest.raises(PlaceClosed):
        await change(house, acting, rennes, closed=False)


async def test_a_closed_place_stays_with_its_roles(house: Organisation) -> None:
    west = await house.place("Ouest")
    await house.person("Mina", ("manager", west))
    acting = await house.actor(("administrator", None))
    assert (await change(house, acting, west, closed=True)).people == 1


async def test_who_has_a_role_in_what_moves_is_read_anew(house: Organisation) -> None:
    west, east = await house.place("Ouest"), await house.place("Est")
    rennes = await house.place("Rennes", west)
    mina = await house.person("Mina", ("manager", rennes))
    acting = await house.actor(("administrator", None))
    await change(house, acting, rennes, moves=True, parent_id=east)
    assert await house.version(mina) == 2


async def test_several_changes_are_one_entry_on_record(house: Organisation) -> None:
    west = await house.place("Ouest")
    acting = await house.actor(("administrator", None))
    await change(house, acting, west, name="Grand Ouest", closed=True)
    assert await house.actions() == ["place.change"]


async def test_what_changes_nothing_is_not_recorded(house: Organisation) -> None:
    west = await house.place("Ouest")
    acting = await house.actor(("administrator", None))
    await change(house, acting, west, name="Ouest", moves=True, parent_id=None, closed=False)
    assert await house.actions() == []


async def test_two_moves_at_once_make_no_circle(house: Organisation) -> None:
    one, two = await house.place("Un"), await house.place("Deux")
    acting = await house.actor(("administrator", None))
    outcomes = await asyncio.gather(
        change(house, acting, one, moves=True, parent_id=two),
        change(house, acting, two, moves=True, parent_id=one),
        return_exceptions=True,
    )
    assert [type(each).__name__ for each in outcomes].count("MovedBelowItself") == 1


async def test_the_tree_is_read_with_one_statement(house: Organisation) -> None:
    for number in range(20):
        await house.place(f"Magasin {number}")
    acting = await house.actor(("administrator", None))
    with count_statements() as counted:
        await names(house, acting)
    assert counted.count == 1
