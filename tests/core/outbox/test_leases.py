"""The database judges: who has a row, until when, and whose report counts."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.observe import count_statements
from regie.core.outbox import Kind, Subscription, put, trace
from regie.core.outbox.leases import Report, Taken, prolong, report, take

from .conftest import Order


async def nothing(_: object) -> None: ...


async def put_all(database: Database, kind: Kind[Order], rows: int) -> None:
    async with database.begin() as connection:
        for number in range(rows):
            await put(connection, kind, Order(number))


async def take_some(database: Database, *kinds: Kind[Order], most: int = 1) -> list[Taken]:
    subscriptions = [Subscription(kind, nothing) for kind in kinds]
    async with database.begin() as connection:
        return await take(connection, subscriptions, {kind.name: most for kind in kinds})


async def take_one(database: Database, kind: Kind[Order]) -> Taken:
    (taken,) = await take_some(database, kind)
    return taken


async def report_one(database: Database, given: Report) -> bool:
    async with database.begin() as connection:
        return given.token in await report(connection, [given])


async def end_lease(database: Database, taken: Taken) -> None:
    """As if its time had passed: what the database sees of a relay that died."""
    async with database.begin() as connection:
        await connection.execute(
            text("UPDATE core.outbox SET due_at = now() WHERE id = :id"), {"id": taken.id}
        )


async def state(database: Database, taken: Taken) -> str:
    async with database.begin() as connection:
        found = await trace(connection, taken.id)
    assert found is not None
    return found.state


async def test_eight_takers_at_once_share_a_thousand_rows(
    database: Database, kind: Kind[Order]
) -> None:
    await put_all(database, kind, 1000)

    async def take_all() -> list[int]:
        mine: list[int] = []
        while rows := await take_some(database, kind, most=7):
            mine += [row.id for row in rows]
        return mine

    shares = await asyncio.gather(*(take_all() for _ in range(8)))
    ids = [id_ for share in shares for id_ in share]
    assert (len(ids), len(set(ids))) == (1000, 1000)


async def test_a_row_that_is_held_is_given_to_nobody_else(
    database: Database, kind: Kind[Order]
) -> None:
    await put_all(database, kind, 1)
    await take_one(database, kind)
    assert await take_some(database, kind) == []


async def test_a_row_whose_time_has_not_come_stays(database: Database, kind: Kind[Order]) -> None:
    async with database.begin() as connection:
        await put(connection, kind, Order(), not_before=timedelta(minutes=1))
    assert await take_some(database, kind) == []


async def test_a_flood_of_one_kind_leaves_room_for_another(
    database: Database, kind: Kind[Order]
) -> None:
    other = Kind(f"{kind.name}.other", Order)
    await put_all(database, kind, 100)
    await put_all(database, other, 1)
    taken = await take_some(database, kind, other, most=2)
    assert sorted(row.kind for row in taken) == [kind.name, kind.name, other.name]


async def test_after_its_lease_a_row_comes_back_with_a_higher_attempt(
    database: Database, kind: Kind[Order]
) -> None:
    await put_all(database, kind, 1)
    first = await take_one(database, kind)
    await end_lease(database, first)
    again = await take_one(database, kind)
    assert (first.attempt, first.lapsed, again.attempt, again.lapsed) == (1, False, 2, True)


@pytest.mark.parametrize("given", ["sent", "failed", "unknown", "queued"])
async def test_a_report_with_a_stale_attempt_is_refused(
    database: Database, kind: Kind[Order], given: str
) -> None:
    await put_all(database, kind, 1)
    stale = await take_one(database, kind)
    await end_lease(database, stale)
    await take_one(database, kind)
    accepted = await report_one(database, Report(stale.id, stale.attempt, given))  # type: ignore[arg-type]
    assert (accepted, await state(database, stale)) == (False, "sending")


async def test_a_stale_holder_prolongs_nothing(database: Database, kind: Kind[Order]) -> None:
    await put_all(database, kind, 1)
    stale = await take_one(database, kind)
    await end_lease(database, stale)
    await take_one(database, kind)
    async with database.begin() as connection:
        assert await prolong(connection, {stale.token: 60.0}) == set()


async def test_a_second_report_of_one_attempt_is_refused(
    database: Database, kind: Kind[Order]
) -> None:
    await put_all(database, kind, 1)
    taken = await take_one(database, kind)
    once = Report(taken.id, taken.attempt, "sent")
    assert [await report_one(database, once), await report_one(database, once)] == [True, False]


async def test_a_late_report_counts_while_nobody_else_has_the_row(
    database: Database, kind: Kind[Order]
) -> None:
    await put_all(database, kind, 1)
    taken = await take_one(database, kind)
    await end_lease(database, taken)
    assert await report_one(database, Report(taken.id, taken.attempt, "sent"))


@pytest.mark.parametrize(("given", "payload"), [("sent", None), ("failed", '{"number":0}')])
async def test_only_what_failed_keeps_its_payload(
    database: Database, kind: Kind[Order], given: str, payload: str | None
) -> None:
    await put_all(database, kind, 1)
    taken = await take_one(database, kind)
    await report_one(database, Report(taken.id, taken.attempt, given))  # type: ignore[arg-type]
    async with database.begin() as connection:
        kept = await connection.execute(
            text("SELECT payload FROM core.outbox_ended WHERE id = :id"), {"id": taken.id}
        )
    assert kept.scalar_one() == payload


async def test_a_batch_is_taken_and_reported_in_one_statement_each(
    database: Database, kind: Kind[Order]
) -> None:
    await put_all(database, kind, 50)
    with count_statements() as counter:
        rows = await take_some(database, kind, most=50)
        async with database.begin() as connection:
            await report(connection, [Report(row.id, row.attempt, "sent") for row in rows])
    assert (len(rows), counter.count) == (50, 2)
