"""What is put is delivered: at once, again after a failure, and whatever becomes of a relay."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.errors import Unavailable
from regie.core.outbox import (
    Delivery,
    Kind,
    Reject,
    Relay,
    Retry,
    Subscription,
    Trace,
    Unknown,
    put,
    trace,
)
from regie.core.outbox.attempt import LAPSES_LIMIT

from .conftest import Order, Relaying

NEVER_S = 20.0
FAR_S = 600.0
"""A poll that no test lives to see."""


class Ledger:
    """A handler that writes down what it was given, then does what it was told."""

    def __init__(self, behave: Callable[[Delivery[Order]], Awaitable[None]] | None = None):
        self.deliveries: list[Delivery[Order]] = []
        self._behave = behave

    async def __call__(self, delivery: Delivery[Order]) -> None:
        self.deliveries.append(delivery)
        if self._behave is not None:
            await self._behave(delivery)

    @property
    def numbers(self) -> list[int]:
        return [delivery.payload.number for delivery in self.deliveries]


async def put_numbers(database: Database, kind: Kind[Order], *numbers: int) -> list[int]:
    async with database.begin() as connection:
        return [await put(connection, kind, Order(number)) or 0 for number in numbers]


async def look(database: Database, id_: int) -> Trace:
    async with database.begin() as connection:
        found = await trace(connection, id_)
    assert found is not None
    return found


async def until(holds: Callable[[], Awaitable[bool] | bool]) -> None:
    async with asyncio.timeout(NEVER_S):
        while True:
            answer = holds()
            if answer if isinstance(answer, bool) else await answer:
                return
            await asyncio.sleep(0.01)


async def until_state(database: Database, id_: int, *states: str) -> Trace:
    async def reached() -> bool:
        return (await look(database, id_)).state in states

    await until(reached)
    return await look(database, id_)


async def test_a_notification_wakes_a_relay_that_would_sleep_on(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    ledger = Ledger()
    async with relaying(ledger, poll_s=FAR_S):
        await asyncio.sleep(0.2)  # it has looked once and waits
        (id_,) = await put_numbers(database, kind, 7)
        await until_state(database, id_, "sent")
    assert ledger.numbers == [7]


async def test_what_no_notification_told_of_is_found_by_the_poll(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    ledger = Ledger()
    async with relaying(ledger):
        async with database.begin() as connection:
            await connection.execute(
                text("INSERT INTO core.outbox (kind, payload) VALUES (:kind, '{}')"),
                {"kind": kind.name},
            )
        await until(lambda: len(ledger.deliveries) == 1)


async def test_a_relay_hears_again_after_its_connections_were_cut(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    ledger = Ledger()
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'regie outbox'"
    )
    async with relaying(ledger, poll_s=FAR_S):
        await asyncio.sleep(0.2)
        async with database.begin() as connection:
            await connection.execute(cut)
        (id_,) = await put_numbers(database, kind, 1)
        await until_state(database, id_, "sent")


async def test_eight_relays_deliver_a_thousand_rows_once_each(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    ledger = Ledger()
    await put_numbers(database, kind, *range(1000))
    async with AsyncExitStack() as relays:
        for _ in range(8):
            await relays.enter_async_context(relaying(ledger))
        await until(lambda: len(ledger.deliveries) >= 1000)
    assert Counter(ledger.numbers) == Counter(range(1000))


async def test_a_row_that_always_fails_holds_up_no_other(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    async def poison(delivery: Delivery[Order]) -> None:
        if delivery.payload.number == 0:
            raise ZeroDivisionError

    ids = await put_numbers(database, kind, 0, 1, 2)
    async with relaying(Ledger(poison), at_once=1, retries_s=(0.1, FAR_S)):
        await until_state(database, ids[2], "sent")


async def test_after_its_last_retry_a_row_has_failed(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    async def fail(_: object) -> None:
        raise Retry("mailbox full")

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(fail), retries_s=(0.01, 0.01)):
        ended = await until_state(database, id_, "failed")
    assert (ended.attempt, ended.failures, ended.reason) == (3, 3, "mailbox full")


async def test_a_handler_s_own_pause_is_never_cut_short(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    async def later(_: object) -> None:
        raise Retry("429", after_s=1000)

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(later), retries_s=(0.01,)):
        await until_state(database, id_, "sending", "queued")
        await until(lambda: _reason_is(database, id_, "429"))
    waiting = await look(database, id_)
    assert waiting.due_at is not None
    assert (waiting.due_at - waiting.created_at).total_seconds() >= 1000


async def _reason_is(database: Database, id_: int, reason: str) -> bool:
    return (await look(database, id_)).reason == reason


@pytest.mark.parametrize(
    ("answer", "state"), [(Reject("no such address"), "failed"), (Unknown("cut"), "unknown")]
)
async def test_what_a_handler_is_sure_of_is_not_tried_again(
    database: Database, kind: Kind[Order], relaying: Relaying, answer: Exception, state: str
) -> None:
    async def refuse(_: object) -> None:
        raise answer

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(refuse), retries_s=(0.01,)):
        ended = await until_state(database, id_, "failed", "unknown")
    assert (ended.state, ended.attempt, ended.reason) == (state, 1, str(answer))


async def test_a_payload_that_cannot_be_read_fails_without_its_handler(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    ledger = Ledger()
    async with database.begin() as connection:
        put_raw = text("INSERT INTO core.outbox (kind, payload) VALUES (:kind, '[1') RETURNING id")
        id_ = (await connection.execute(put_raw, {"kind": kind.name})).scalar_one()
    async with relaying(ledger, retries_s=()):
        await until_state(database, id_, "failed")
    assert ledger.deliveries == []


async def test_a_handler_that_hangs_is_cancelled_and_tried_again(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    async def hang(delivery: Delivery[Order]) -> None:
        if delivery.attempt == 1:
            await asyncio.sleep(FAR_S)

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(hang), time_limit_s=0.1, retries_s=(0.01,)):
        ended = await until_state(database, id_, "sent")
    assert ended.failures == 1


async def test_a_handler_may_take_longer_than_its_lease(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    async def slowly(_: object) -> None:
        await asyncio.sleep(1.5)

    ledger = Ledger(slowly)
    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(ledger, lease_s=0.5), relaying(ledger, lease_s=0.5):
        ended = await until_state(database, id_, "sent")
    assert (ended.attempt, ended.lapses, len(ledger.deliveries)) == (1, 0, 1)


async def test_a_handler_whose_row_was_taken_away_is_cancelled(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    cancelled = asyncio.Event()

    async def hang(_: object) -> None:
        try:
            await asyncio.sleep(FAR_S)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(hang), lease_s=0.5, time_limit_s=FAR_S):
        await until_state(database, id_, "sending")
        async with database.begin() as connection:  # as another relay would
            await connection.execute(
                text(
                    "UPDATE core.outbox SET attempt = attempt + 1,"
                    " due_at = now() + interval '1 hour' WHERE id = :id"
                ),
                {"id": id_},
            )
        async with asyncio.timeout(NEVER_S):
            await cancelled.wait()
    assert ((await look(database, id_)).state, (await look(database, id_)).attempt) == (
        "sending",
        2,
    )


async def test_a_row_that_keeps_ending_its_process_is_given_up(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    ledger = Ledger()
    (id_,) = await put_numbers(database, kind, 1)
    async with database.begin() as connection:
        await connection.execute(
            text("UPDATE core.outbox SET state = 'sending', lapses = :lapses WHERE id = :id"),
            {"id": id_, "lapses": LAPSES_LIMIT},
        )
    async with relaying(ledger):
        ended = await until_state(database, id_, "failed")
    assert (ended.reason, ledger.deliveries) == ("never_reported", [])


async def test_closing_lets_a_handler_finish(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    begun = asyncio.Event()

    async def finish(_: object) -> None:
        begun.set()
        await asyncio.sleep(0.3)

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(finish)):
        await begun.wait()
    assert (await look(database, id_)).state == "sent"


async def test_closing_gives_back_what_does_not_finish(
    database: Database, kind: Kind[Order], relaying: Relaying
) -> None:
    begun = asyncio.Event()

    async def hang(_: object) -> None:
        begun.set()
        await asyncio.sleep(FAR_S)

    (id_,) = await put_numbers(database, kind, 1)
    async with relaying(Ledger(hang), drain_s=0.05):
        await begun.wait()
    left = await look(database, id_)
    assert (left.state, left.failures, left.lapses, left.reason) == ("queued", 0, 0, "given_back")


async def test_a_relay_says_that_it_works_only_while_it_is_open(relaying: Relaying) -> None:
    async with relaying(Ledger()) as relay:
        await relay.ping()
    with pytest.raises(Unavailable):
        await relay.ping()


def test_a_kind_has_one_handler(
    database: Database, migrated: DatabaseUrl, kind: Kind[Order]
) -> None:
    with pytest.raises(ValueError, match="one handler"):
        Relay(database, migrated, [Subscription(kind, Ledger()), Subscription(kind, Ledger())])


async def test_attempts_and_their_ends_are_counted(
    database: Database, migrated: DatabaseUrl, kind: Kind[Order]
) -> None:
    async def once(delivery: Delivery[Order]) -> None:
        if delivery.attempt == 1:
            raise Retry("not yet")

    registry = CollectorRegistry()
    subscription = Subscription(kind, once, retries_s=(0.01,))
    relay = Relay(database, migrated, [subscription], registry=registry)
    await relay.open()
    (id_,) = await put_numbers(database, kind, 1)
    await until_state(database, id_, "sent")
    await relay.close()
    labels = {"kind": kind.name}
    outcomes = [
        registry.get_sample_value("regie_outbox_outcomes_total", {**labels, "outcome": outcome})
        for outcome in ("sent", "retried")
    ]
    attempts = registry.get_sample_value(
        "regie_outbox_attempts_total", {**labels, "lapsed": "false"}
    )
    assert (outcomes, attempts) == ([1, 1], 2)
