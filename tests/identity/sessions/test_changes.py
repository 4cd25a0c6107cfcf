"""Changes are told to every process, once, and without anybody waiting for ever."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from peopleplay import Organisation
from regie.identity.people.changes import changed
from regie.identity.sessions import retention
from sessionplay import Process
from upheaval import until


async def test_a_change_raises_the_version_and_every_process_hears_of_it(
    here: Process, there: Process, house: Organisation, ann: int
) -> None:
    before = await house.version(ann)
    await house.run(lambda c: changed(c, ann))
    await until(lambda: all(p.services.known.tail.knows_newer(ann, before) for p in (here, there)))
    assert await house.version(ann) == before + 1


async def test_of_several_changes_in_one_transaction_the_last_is_news(
    house: Organisation, ann: int
) -> None:
    async def thrice(connection: AsyncConnection) -> None:
        for _ in range(3):
            await changed(connection, ann)

    await house.run(thrice)
    news = await house.value(
        "SELECT array_agg(version) FROM identity.change WHERE person_id = :id", id=ann
    )
    assert news == [await house.version(ann)]


async def test_nobody_is_no_change(house: Organisation) -> None:
    before = await house.value("SELECT count(*) FROM identity.change")
    await house.run(changed)
    assert await house.value("SELECT count(*) FROM identity.change") == before


async def test_who_changes_the_same_people_in_another_order_waits_and_goes_on(
    house: Organisation,
) -> None:
    people = [await house.person(f"P{number}") for number in range(20)]

    async def change(*ids: int) -> None:
        for _ in range(10):
            await house.run(lambda c: changed(c, *ids))

    await asyncio.gather(change(*people), change(*reversed(people)))
    assert await house.version(people[0]) == 21


async def test_a_tail_that_is_closed_knows_nothing_for_sure(here: Process) -> None:
    async with here.twin() as process:
        tail = process.services.known.tail
        assert tail.fresh
        await tail.close()
        assert not tail.fresh


async def test_health_tells_when_changes_are_not_heard(here: Process) -> None:
    async with here.twin() as process:
        tail = process.services.known.tail
        await tail.ping()
        await tail.close()
        with pytest.raises(TimeoutError):
            await tail.ping()


async def test_its_clock_is_that_of_the_database(here: Process, house: Organisation) -> None:
    now = await house.value("SELECT extract(epoch FROM clock_timestamp())::float8")
    assert abs(here.services.known.tail.now() - now) < 1


async def test_news_go_after_a_day_and_sessions_when_they_could_not_have_lasted(
    here: Process, house: Organisation, ann: int
) -> None:
    session = await here.begin(ann)
    await here.begin(ann)
    await house.run(lambda c: changed(c, ann))
    aged = (
        "UPDATE identity.session SET expires_at = now() - interval '40 days' WHERE id = :id"
        " RETURNING id"
    )
    await house.value(aged, id=session.id)
    await house.value("UPDATE identity.change SET at = now() - interval '2 days' RETURNING 1")
    sessions, news = await house.run(lambda c: retention.purge(c, keep_days=30))
    left = await house.value("SELECT count(*) FROM identity.session WHERE person_id = :id", id=ann)
    assert (sessions.rows, news.rows > 0, left) == (1, True, 1)
