"""The demo's people: the same everywhere, written once, each installation with its passwords."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from regie.core.access import EVERYWHERE, MAIN_TENANT
from regie.core.app import DemoSite
from regie.core.clock import utc_now
from regie.core.db import Database, DatabaseUrl, migrate
from regie.core.files import MemoryStore
from regie.identity.demo import demo_sign_ins, prepare_demo
from regie.identity.demo.people import demo_people
from regie.identity.demo.places import demo_places
from regie.identity.people.reading import list_people
from regie.identity.people.repository import find_for_sign_in
from regie.identity.places.repository import list_places
from regie.identity.roles import ROLES
from regie.identity.signin.hashes import matches
from regie.migrations import SCRIPTS


def secret(name: str) -> str:
    return f"of this installation, for {name}"


@pytest.fixture(scope="module")
def filled(new_database: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    """Twice: what runs again changes nothing."""
    url = new_database()
    migrate(url, SCRIPTS)
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
    assert len(found) == len([*demo_people()]) + len(ROLES)


async def test_the_tree_is_there_once(database: Database) -> None:
    async with database.begin() as connection:
        found = await list_places(connection, MAIN_TENANT, EVERYWHERE)
    assert sorted(each.code for each in found) == sorted(each.code for each in demo_places())


@pytest.mark.parametrize("each", demo_sign_ins(secret), ids=lambda each: each.role)
async def test_one_of_each_role_signs_in_with_what_is_printed(database: Database, each) -> None:
    async with database.begin() as connection:
        found = await find_for_sign_in(connection, each.email)
    typed = each.password.encode()
    assert matches(typed, typed, found.password)


def test_there_is_one_of_each_role() -> None:
    assert [each.role for each in demo_sign_ins(secret)] == [*ROLES]


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
