"""A row is written with its cause or not at all, and once per key."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.observe import count_statements
from regie.core.outbox import Kind, put, trace
from regie.core.outbox.kind import PAYLOAD_LIMIT_BYTES
from regie.core.outbox.put import KEY_LENGTH

from .conftest import Order


async def rows(database: Database, kind: Kind[Order]) -> int:
    async with database.begin() as connection:
        found = await connection.execute(
            text("SELECT count(*) FROM core.outbox WHERE kind = :kind"), {"kind": kind.name}
        )
        return found.scalar_one()


async def put_one(database: Database, kind: Kind[Order], **options: object) -> int | None:
    async with database.begin() as connection:
        return await put(connection, kind, Order(), **options)


async def test_a_transaction_that_rolls_back_takes_its_row_along(
    database: Database, kind: Kind[Order]
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await put(connection, kind, Order(1), key="one")
            raise ZeroDivisionError
    assert await rows(database, kind) == 0


async def test_a_key_is_free_again_after_a_rollback(database: Database, kind: Kind[Order]) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.begin() as connection:
            await put(connection, kind, Order(1), key="one")
            raise ZeroDivisionError
    assert await put_one(database, kind, key="one") is not None


async def test_fifty_puts_at_once_with_one_key_write_one_row(
    database: Database, kind: Kind[Order]
) -> None:
    ids = await asyncio.gather(*(put_one(database, kind, key="same") for _ in range(50)))
    assert (len([id_ for id_ in ids if id_ is not None]), await rows(database, kind)) == (1, 1)


async def test_keys_of_two_kinds_are_apart(database: Database, kind: Kind[Order]) -> None:
    other = Kind(f"{kind.name}.other", Order)
    await put_one(database, kind, key="same")
    assert await put_one(database, other, key="same") is not None


async def test_without_a_key_each_put_writes_a_row(database: Database, kind: Kind[Order]) -> None:
    for _ in range(3):
        await put_one(database, kind)
    assert await rows(database, kind) == 3


@pytest.mark.parametrize("key", [None, "one"])
async def test_a_put_is_one_statement(
    database: Database, kind: Kind[Order], key: str | None
) -> None:
    with count_statements() as counter:
        await put_one(database, kind, key=key)
    assert counter.count == 1


async def test_a_pause_counts_from_the_database_s_now(
    database: Database, kind: Kind[Order]
) -> None:
    id_ = await put_one(database, kind, not_before=timedelta(hours=2))
    async with database.begin() as connection:
        found = await trace(connection, id_ or 0)
    assert found is not None
    assert found.due_at is not None
    assert found.due_at - found.created_at == timedelta(hours=2)


async def test_a_moment_is_taken_as_it_is(database: Database, kind: Kind[Order]) -> None:
    moment = datetime(2040, 1, 1, tzinfo=UTC)
    id_ = await put_one(database, kind, not_before=moment)
    async with database.begin() as connection:
        found = await trace(connection, id_ or 0)
    assert found is not None
    assert found.due_at == moment


@pytest.mark.parametrize(
    "options",
    [
        {"key": ""},
        {"key": "k" * (KEY_LENGTH + 1)},
        {"not_before": datetime(2040, 1, 1)},  # noqa: DTZ001 - what is refused
    ],
)
async def test_what_cannot_be_kept_is_refused(
    database: Database, kind: Kind[Order], options: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"key|zone"):
        await put_one(database, kind, **options)


def test_a_payload_of_another_type_is_refused(kind: Kind[Order]) -> None:
    with pytest.raises(TypeError):
        kind.encode({"number": 1})  # type: ignore[arg-type]


def test_a_payload_above_its_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="above"):
        Kind("test.text", str).encode("x" * PAYLOAD_LIMIT_BYTES)


@pytest.mark.parametrize("name", ["", "Mail", "mail send", "9", "x" * 65])
def test_a_kind_s_name_fits_a_metric(name: str) -> None:
    with pytest.raises(ValueError, match="name of a kind"):
        Kind(name, Order)
