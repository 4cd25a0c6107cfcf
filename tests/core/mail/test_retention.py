"""Contents go before days, and neither goes while a mail still waits for somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from regie.core.db import Database, ensure_days
from regie.core.mail import Mailer, MemoryTransport, Refused, Uncertain, preview, purge
from regie.core.mail.tables import mail

from .conftest import deliver, row, write, write_secret

OLD_DAYS = 100


async def age(database: Database, number: int, days: int = OLD_DAYS) -> None:
    """As if it had been written then; the partition of that day is made first."""
    async with database.begin() as connection:
        await ensure_days(connection, mail)
        day = "CAST((now() AT TIME ZONE 'UTC') AS date) - CAST(:days AS int)"
        statement = text(f"SELECT to_char({day}, 'YYYYMMDD'), {day}")
        name, date = (await connection.execute(statement, {"days": days})).one()
        await connection.execute(
            text(
                f"CREATE TABLE IF NOT EXISTS core_days.mail_{name} PARTITION OF core.mail"
                f" FOR VALUES FROM ('{date} UTC') TO ('{date + timedelta(days=1)} UTC')"
            )
        )
        moved = "UPDATE core.mail SET created_at = created_at - make_interval(days => :days)"
        await connection.execute(text(f"{moved} WHERE id = :id"), {"days": days, "id": number})


async def purged(database: Database) -> dict[str, int]:
    async with database.begin() as connection:
        return {each.table: each.rows for each in await purge(connection)}


async def exists(database: Database, number: int) -> bool:
    async with database.begin() as connection:
        found = await connection.execute(mail.select().where(mail.c.id == number))
        return found.first() is not None


async def test_an_old_day_goes(database: Database, mailer: Mailer) -> None:
    number = await write(database, mailer)
    await deliver(database, mailer)
    await age(database, number)
    assert await purged(database) == {"mail": 1, "mail contents": 1}
    assert not await exists(database, number)


async def test_a_preview_says_what_a_purge_then_does(database: Database, mailer: Mailer) -> None:
    for days in (20, OLD_DAYS):
        number = await write(database, mailer)
        await deliver(database, mailer)
        await age(database, number, days)
    async with database.begin() as connection:
        announced = {each.table: each.rows for each in await preview(connection)}
    assert announced["mail"] == (await purged(database))["mail"] == 1


@pytest.mark.parametrize("failure", [Uncertain("lost"), None], ids=["unknown", "queued"])
async def test_an_old_mail_that_waits_keeps_its_row_and_not_its_day_s_others(
    database: Database, mailer: Mailer, transport: MemoryTransport, failure: Exception | None
) -> None:
    done = await write(database, mailer)
    await deliver(database, mailer)
    waiting = await write(database, mailer)
    if failure is not None:
        transport.failure = lambda: failure
        await deliver(database, mailer)
    await age(database, done)
    await age(database, waiting)
    await purged(database)
    assert [await exists(database, number) for number in (done, waiting)] == [False, True]


async def test_the_content_of_what_was_sent_goes_first(database: Database, mailer: Mailer) -> None:
    number = await write(database, mailer)
    await deliver(database, mailer)
    await age(database, number, 20)
    assert await purged(database) == {"mail": 0, "mail contents": 1}
    kept = await row(database, number)
    assert (kept.text, kept.html, kept.subject) == (
        None,
        None,
        "Essai d’envoi\u00a0: le courrier part bien",
    )


async def test_what_failed_keeps_its_content_to_be_repeated(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    transport.failure = lambda: Refused("550 no such user")
    await deliver(database, mailer)
    await age(database, number, 20)
    await purged(database)
    assert (await row(database, number)).text is not None


async def test_a_secret_that_was_sent_goes_after_a_day(database: Database, mailer: Mailer) -> None:
    number = await write_secret(database, mailer)
    await deliver(database, mailer)
    await age(database, number, 2)
    await purged(database)
    kept = await row(database, number)
    assert (kept.sealed, kept.text is None) == (None, False)


async def test_a_mail_whose_content_has_gone_is_opened_without_it(
    database: Database, mailer: Mailer
) -> None:
    number = await write(database, mailer)
    await deliver(database, mailer)
    await age(database, number, 20)
    await purged(database)
    async with database.begin() as connection:
        assert (await mailer.open_mail(connection, number)).letter is None
