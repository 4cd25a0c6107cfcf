"""A person decides about what is unknown or has failed, and about nothing else."""

from __future__ import annotations

import pytest

from regie.core.db import Database
from regie.core.outbox import (
    Kind,
    Reject,
    Subscription,
    Unknown,
    Verdict,
    decide,
    drain,
    put,
    trace,
)

from .conftest import Order


async def left_as(database: Database, kind: Kind[Order], answer: Exception | None) -> int:
    async def handle(_: object) -> None:
        if answer is not None:
            raise answer

    async with database.begin() as connection:
        id_ = await put(connection, kind, Order(3), key="three")
    await drain(database, [Subscription(kind, handle)])
    return id_ or 0


async def decided(database: Database, id_: int, verdict: Verdict) -> tuple[bool, str]:
    async with database.begin() as connection:
        answer = await decide(connection, id_, verdict)
        found = await trace(connection, id_)
    assert found is not None
    return answer, found.state


@pytest.mark.parametrize(
    ("verdict", "state"), [("again", "queued"), ("sent", "sent"), ("failed", "failed")]
)
async def test_an_unknown_row_becomes_what_was_decided(
    database: Database, kind: Kind[Order], verdict: Verdict, state: str
) -> None:
    id_ = await left_as(database, kind, Unknown("cut"))
    assert await decided(database, id_, verdict) == (True, state)


async def test_a_failed_row_is_tried_again_under_its_id_with_its_payload(
    database: Database, kind: Kind[Order]
) -> None:
    id_ = await left_as(database, kind, Reject("no"))
    await decided(database, id_, "again")
    seen: list[tuple[int, int, int]] = []

    async def handle(delivery) -> None:  # type: ignore[no-untyped-def]
        seen.append((delivery.id, delivery.payload.number, delivery.attempt))

    await drain(database, [Subscription(kind, handle)])
    assert seen == [(id_, 3, 2)]


@pytest.mark.parametrize(
    ("answer", "verdict", "state"),
    [(None, "again", "sent"), (Reject("no"), "sent", "failed"), (Reject("no"), "failed", "failed")],
)
async def test_what_is_over_stays_so(
    database: Database,
    kind: Kind[Order],
    answer: Exception | None,
    verdict: Verdict,
    state: str,
) -> None:
    id_ = await left_as(database, kind, answer)
    assert await decided(database, id_, verdict) == (False, state)


async def test_a_row_that_never_was_leaves_no_trace(database: Database) -> None:
    async with database.begin() as connection:
        assert await trace(connection, 0) is None
