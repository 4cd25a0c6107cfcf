"""An administrator finds a mail by its state and by any part of an address."""

from __future__ import annotations

import pytest

from regie.core.db import Database
from regie.core.mail import (
    MailEntry,
    Mailer,
    MailNotFound,
    MemoryTransport,
    Refused,
    count_by_state,
    list_mails,
    open_mail,
)

from .conftest import deliver, write


@pytest.fixture
async def five(database: Database, mailer: Mailer, transport: MemoryTransport) -> list[int]:
    """Two failed, one sent, two wait."""
    transport.failure = lambda: Refused("550 no such user")
    numbers = [await write(database, mailer, to=f"mina{n}@Example.fr") for n in range(2)]
    await deliver(database, mailer)
    transport.failure = None
    numbers.append(await write(database, mailer, to="zoe@depot.fr"))
    await deliver(database, mailer)
    numbers += [await write(database, mailer, to=f"zoe{n}@depot.fr") for n in range(2)]
    return numbers


async def found(database: Database, **filters: object) -> list[MailEntry]:
    async with database.begin() as connection:
        return await list_mails(connection, **filters)  # type: ignore[arg-type]


async def test_the_newest_comes_first(database: Database, five: list[int]) -> None:
    assert [each.id for each in await found(database)] == five[::-1]


async def test_a_state_is_picked_out(database: Database, five: list[int]) -> None:
    assert [each.id for each in await found(database, state="failed")] == five[1::-1]


@pytest.mark.parametrize(
    ("address", "number"), [("DEPOT", 3), ("mina1@", 1), ("%", 0), ("_", 0), ("@example.fr", 2)]
)
async def test_any_part_of_an_address_is_found_as_it_is_written(
    database: Database, five: list[int], address: str, number: int
) -> None:
    assert len(await found(database, address=address)) == number


async def test_pages_follow_each_other(database: Database, five: list[int]) -> None:
    first = await found(database, limit=3)
    second = await found(database, limit=3, before=first[-1].id)
    assert [each.id for each in first + second] == five[::-1]


async def test_another_tenant_sees_nothing(database: Database, five: list[int]) -> None:
    assert await found(database, tenant="other") == []


async def test_another_tenant_opens_nothing(database: Database, five: list[int]) -> None:
    async with database.begin() as connection:
        with pytest.raises(MailNotFound):
            await open_mail(connection, five[0], tenant="other")


async def test_what_wants_attention_is_counted(database: Database, five: list[int]) -> None:
    async with database.begin() as connection:
        assert await count_by_state(connection) == {"failed": 2, "queued": 2}


async def test_a_mail_is_opened_with_the_headers_it_travels_with(
    database: Database, mailer: Mailer, five: list[int]
) -> None:
    async with database.begin() as connection:
        opened = await mailer.open_mail(connection, five[0])
    assert opened.letter is not None
    assert ("To", "mina0@example.fr") in opened.letter.headers()
