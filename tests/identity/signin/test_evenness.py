"""A bcrypt hash takes ten times as long as ours to compare with, and nobody can tell."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter

import bcrypt
import pytest

from peopleplay import Organisation, opened_services
from regie.core.db import DatabaseUrl
from regie.identity.people.domain import Status
from regie.identity.people.repository import add_person
from regie.identity.services import Services
from regie.identity.signin.errors import HashingFull
from regie.identity.signin.evenness import MOST_WAITING, Evenness
from regie.identity.signin.pool import HashingPool
from regie.identity.signin.throttle import TRIES
from signinplay import PASSWORD, Site

BCRYPT = bcrypt.hashpw(b"x", bcrypt.gensalt(10)).decode()


@pytest.fixture(scope="module")
async def services(migrated: DatabaseUrl):
    async with opened_services(migrated) as services:
        yield services


def evenness_of(services: Services) -> Evenness:
    return Evenness(services.core.database, HashingPool())


async def add(services: Services, password: str, *, status: Status = "active") -> None:
    house = Organisation.new(services)
    await house.run(
        lambda c: add_person(
            c,
            tenant=house.tenant,
            email=f"x@{house.tenant}.example",
            name="X",
            status=status,
            password=password,
        )
    )


async def test_with_hashes_of_ours_alone_nothing_waits(services: Services) -> None:
    await add(services, await services.passwords.hash("a password of ours"))
    await add(services, BCRYPT, status="disabled")
    assert await evenness_of(services).step_s() == 0


async def test_what_is_never_compared_with_makes_nobody_wait(services: Services) -> None:
    await add(services, "$2b$31$" + "." * 53)
    await add(services, "$argon2id$v=19$m=1048576,t=9,p=1$c29tZXNhbHQ$" + "A" * 43)
    await add(services, "in the clear")
    assert await evenness_of(services).step_s() == 0


async def test_one_that_takes_longer_makes_all_refusals_wait(services: Services) -> None:
    await add(services, BCRYPT)
    assert await evenness_of(services).step_s() > 0


@pytest.mark.parametrize("elapsed_s", [0.0, 0.01, 0.03])
async def test_whatever_the_work_took_it_ends_at_the_same_moment(
    services: Services, elapsed_s: float
) -> None:
    begun = perf_counter()
    await asyncio.sleep(elapsed_s)
    await evenness_of(services).until_next(0.1, begun)
    assert perf_counter() - begun >= 0.1


async def test_few_may_wait_there(services: Services) -> None:
    evenness = evenness_of(services)
    with full(evenness), pytest.raises(HashingFull), evenness.room(0.2):
        pass


async def test_who_finds_no_room_is_turned_away_before_anything_is_compared(site: Site) -> None:
    """Afterwards the moment of it would tell which hash it was compared with."""
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    person, browser = await site.person(password=hashed), site.browser()
    evenness = site.services.sign_in.evenness
    evenness.look_again()
    with full(evenness):
        answers = [await browser.sign_in(person.email, "wrong") for _ in range(TRIES)]
    assert [answer.status_code for answer in answers] == [503] * TRIES
    assert (await browser.sign_in(person.email)).status_code == 200


@contextmanager
def full(evenness: Evenness) -> Iterator[None]:
    with ExitStack() as rooms:
        for _ in range(MOST_WAITING):
            rooms.enter_context(evenness.room(0.2))
        yield
