"""Keys that sign short tokens: made, found, followed by others, withdrawn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.observe import count_statements
from regie.core.vault import Vault, rotate
from regie.identity.tokens.jwts import LIFE
from regie.identity.tokens.keys import KNOWN_AHEAD, REREAD_AFTER, SIGNS_FOR, Keys
from regie.identity.tokens.sealed import PRIVATE_HALVES

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECRET = SecretStr("0123456789abcdef" * 4)
UNKNOWN = "f" * 16


@dataclass
class World:
    """A database, a clock that a test sets, and processes."""

    database: Database
    now: datetime = BEGIN

    def process(self, *secrets: SecretStr) -> Keys:
        current, *old = secrets or (SECRET,)
        return Keys(self.database, Vault(current, old), lambda: self.now)

    async def sealed(self) -> list[str]:
        async with self.database.begin() as connection:
            found = await connection.execute(text("SELECT private FROM identity.signing_key"))
            return list(found.scalars())


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=4, pool_overflow=4)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def world(database: Database) -> World:
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM identity.signing_key"))
    return World(database)


async def test_the_first_key_is_made_at_need(world: World) -> None:
    kid = (await world.process().signing()).kid
    assert [row.kid for row in await world.process().published()] == [kid]


async def test_processes_that_need_a_key_at_once_make_one(world: World) -> None:
    kids = await asyncio.gather(*(world.process().signing() for _ in range(8)))
    assert len({key.kid for key in kids}) == 1


async def test_what_one_process_signs_another_finds(world: World) -> None:
    signing, other = world.process(), world.process()
    await other.published()
    assert await other.find((await signing.signing()).kid) is not None


async def test_the_private_half_is_sealed_for_its_row(world: World) -> None:
    key = await world.process().signing()
    (sealed,) = await world.sealed()
    opened = Vault(SECRET).open(sealed, PRIVATE_HALVES.of(key.kid))
    assert (len(opened), opened in sealed) == (43, False)


async def test_a_new_secret_key_takes_the_signing_keys_over(world: World) -> None:
    before = await world.process().signing()
    new = SecretStr("fedcba9876543210" * 4)
    async with world.database.begin() as connection:
        await rotate(connection, Vault(new, [SECRET]), [PRIVATE_HALVES])
    assert (await world.process(new).signing()).kid == before.kid


async def test_a_successor_is_known_before_it_signs(world: World) -> None:
    keys = world.process()
    first = await keys.signing()
    world.now = BEGIN + SIGNS_FOR - KNOWN_AHEAD + timedelta(minutes=1)
    made = await keys.rotate()
    published = [row.kid for row in await keys.published()]
    assert (made, len(published), (await keys.signing()).kid) == (True, 2, first.kid)


async def test_the_successor_signs_when_the_first_may_no_longer(world: World) -> None:
    keys = world.process()
    first = await keys.signing()
    world.now = BEGIN + SIGNS_FOR - timedelta(hours=1)
    await keys.rotate()
    world.now = BEGIN + SIGNS_FOR
    assert (await keys.signing()).kid != first.kid


async def test_a_key_is_known_until_its_last_token_is_over(world: World) -> None:
    keys = world.process()
    kid = (await keys.signing()).kid
    found: list[bool] = []
    for after in (LIFE, LIFE + timedelta(seconds=5)):
        world.now = BEGIN + SIGNS_FOR + after
        found.append(await world.process().find(kid) is not None)
    assert found == [True, False]


async def test_an_installation_that_stood_still_signs_at_once(world: World) -> None:
    first = await world.process().signing()
    world.now = BEGIN + timedelta(days=400)
    keys = world.process()
    second = await keys.signing()
    assert (second.kid != first.kid, [row.kid for row in await keys.published()]) == (
        True,
        [second.kid],
    )


async def test_rotating_again_makes_nothing(world: World) -> None:
    keys = world.process()
    assert [await keys.rotate() for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize("passed", [REREAD_AFTER, -timedelta(hours=1)], ids=["later", "set back"])
async def test_a_withdrawn_key_is_forgotten_by_others_within_a_minute(
    world: World, passed: timedelta
) -> None:
    ours, theirs = world.process(), world.process()
    kid = (await ours.signing()).kid
    await theirs.find(kid)
    await ours.rotate(withdraw=True)
    world.now += passed
    assert (theirs.known(kid), await theirs.find(kid)) == (None, None)


async def test_names_that_nobody_knows_cost_a_query_a_second(world: World) -> None:
    keys = world.process()
    await keys.published()
    with count_statements() as counter:
        for _ in range(50):
            world.now += timedelta(milliseconds=40)
            await keys.find(UNKNOWN)
    assert counter.count == 2
