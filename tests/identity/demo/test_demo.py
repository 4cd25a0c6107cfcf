"""The demo's people: the same everywhere, written once, each installation with its passwords."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from regie.core.access import EVERYWHERE, MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.clock import utc_now
from regie.core.db import Database, DatabaseUrl
from regie.core.files import MemoryStore
from regie.identity.demo import demo_sign_ins, ensure_demo, prepare_demo
from regie.identity.demo.people import demo_people
from regie.identity.demo.places import demo_places
from regie.identity.people.reading import list_people
from regie.identity.people.repository import find_for_sign_in
from regie.identity.places.repository import list_places
from regie.identity.roles import ROLES
from regie.identity.signin.hashes import matches


def secret(name: str) -> str:
    return f"of this installation, for {name}"


@pytest.fixture(scope="module")
def filled(make_migrated: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    """Twice: what runs again changes nothing."""
    url = make_migrated()
    site = DemoSite(
        url.for_libpq(), url.for_libpq(), secret, utc_now, lambda *_: None, MemoryStore()
    )
    prepare_demo(site)
    prepare_demo(site)
    return url


@pytest.fixture
async def database(filled: DatabaseUrl):
    database = Database(filled, pool_size=1, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


async def test_each_is_there_once(database: Database) -> None:
    async with database.begin() as connection:
        found = await list_people(connection, MAIN_TENANT, EVERYWHERE, limit=200)
    assert len(found) == len([*demo_people()]) + len(demo_sign_ins(secret))


async def test_the_tree_is_there_once(database: Database) -> None:
    async with database.begin() as connection:
        found = await list_places(connection, MAIN_TENANT, EVERYWHERE)
    assert sorted(each.code for each in found) == sorted(each.code for each in demo_places())


@pytest.mark.parametrize("each", demo_sign_ins(secret), ids=lambda each: each.email)
async def test_whoever_is_printed_signs_in_with_what_is_printed(database: Database, each) -> None:
    async with database.begin() as connection:
        found = await find_for_sign_in(connection, each.email)
    typed = each.password.encode()
    assert matches(typed, typed, found.password)


def test_there_is_one_of_each_role() -> None:
    assert {each.role for each in demo_sign_ins(secret)} == {*ROLES}


def test_an_agent_answers_for_the_whole_organisation() -> None:
    """Customers write to no site in particular."""
    assert ("agent", None) in {(each.role, each.place) for each in demo_sign_ins(secret)}


async def test_who_is_not_there_yet_is_added_to_a_demo_of_before(database: Database) -> None:
    newcomer = demo_sign_ins(secret)[0]._replace(name="Ada DEMAIN", email="demain@demo.example")
    async with database.begin() as connection:
        await ensure_demo(connection, [*demo_sign_ins(secret), newcomer])
        assert await find_for_sign_in(connection, newcomer.email) is not None
        await connection.rollback()


@pytest.mark.parametrize("place", [0, 2])
async def test_whose_address_was_changed_is_not_added_again(database: Database, place: int) -> None:
    changed = demo_sign_ins(secret)[place].email
    async with database.begin() as connection:
        await connection.execute(
            text(
                "UPDATE identity.person SET email = 'autre@demo.example',"
                " email_key = 'autre@demo.example' WHERE email = :email"
            ),
            {"email": changed},
        )
        await ensure_demo(connection, demo_sign_ins(secret))
        assert await find_for_sign_in(connection, changed) is None
        await connection.rollback()


async def test_whose_place_has_another_code_is_not_added(database: Database) -> None:
    newcomer = demo_sign_ins(secret)[2]._replace(
        name="Ada DEMAIN", email="demain@demo.example", place="PARTIE"
    )
    async with database.begin() as connection:
        await ensure_demo(connection, [*demo_sign_ins(secret), newcomer])
        assert await find_for_sign_in(connection, newcomer.email) is None
        await connection.rollback()


def test_another_installation_has_other_passwords() -> None:
    here, there = demo_sign_ins(secret), demo_sign_ins(lambda name: f"elsewhere, {name}")
    assert {each.password for each in here} & {each.password for each in there} == set()


def test_the_invented_are_the_same_everywhere() -> None:
    assert [*demo_people()] == [*demo_people()]


def test_no_two_have_one_address() -> None:
    addresses = [each.email for each in (*demo_people(), *demo_sign_ins(secret))]
    assert len(set(addresses)) == len(addresses)


async def test_nobody_else_has_a_password(database: Database) -> None:
    async with database.begin() as connection:
        found = [await find_for_sign_in(connection, each.email) for each in demo_people()]
    assert {each.password for each in found} == {None}
