"""What became of a mail is in its row, and whatever ended an attempt none is sent twice unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.mail import (
    Composer,
    Deferred,
    Envelope,
    HandOver,
    Mailer,
    MailNotFound,
    MemoryTransport,
    NotRepeatable,
    NotUndecided,
    Refused,
    Trouble,
    Uncertain,
    decide_mail,
    repeat_mail,
)
from regie.core.outbox import Relay, RelayOptions, Verdict, decide, drain
from regie.core.vault import Vault

from .conftest import SENDER, VAULT, deliver, row, write, write_secret


async def fate(database: Database, number: int) -> tuple[str, int, str | None]:
    found = await row(database, number)
    return found.state, found.attempts, found.reason


async def make_ready(database: Database) -> None:
    """Its pause or its lease is over."""
    async with database.begin() as connection:
        await connection.execute(text("UPDATE core.outbox SET due_at = now()"))


async def test_a_mail_that_was_taken_is_sent(database: Database, mailer: Mailer) -> None:
    number = await write(database, mailer)
    await deliver(database, mailer)
    assert await fate(database, number) == ("sent", 1, None)


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (Refused("recipient: 550 no such user"), "failed"),
        (Deferred("recipient: 451 later"), "queued"),
        (Trouble("login: 535 wrong"), "queued"),
        (Uncertain("message: Connection lost"), "unknown"),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else each,
)
async def test_what_a_server_says_decides(
    database: Database,
    mailer: Mailer,
    transport: MemoryTransport,
    failure: Exception,
    state: str,
) -> None:
    number = await write(database, mailer)
    transport.failure = lambda: failure
    await deliver(database, mailer)
    assert await fate(database, number) == (state, 1, str(failure))


async def test_a_mail_that_was_put_off_leaves_later(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    transport.failure = lambda: Deferred("451 later")
    await deliver(database, mailer)
    transport.failure = None
    await make_ready(database)
    await deliver(database, mailer)
    assert (await fate(database, number))[:2] == ("sent", 2)


async def test_while_it_is_sent_a_mail_says_so(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    seen: list[str] = []

    async def look(envelope: Envelope, hand_over: HandOver) -> str:
        seen.append((await fate(database, number))[0])
        return ""

    transport.deliver = look  # type: ignore[method-assign]
    await deliver(database, mailer)
    assert seen == ["sending"]


Ending = Callable[[Envelope, HandOver], Awaitable[str]]


async def dies(envelope: Envelope, hand_over: HandOver) -> str:
    """As a process does that is killed: the row stays taken, and comes back after its lease."""
    raise asyncio.CancelledError


async def dies_in_the_window(envelope: Envelope, hand_over: HandOver) -> str:
    await hand_over()
    raise asyncio.CancelledError


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [(dies, ("sent", 1)), (dies_in_the_window, ("unknown", 0))],
    ids=["before the window", "in the window"],
)
async def test_a_mail_whose_attempt_ended_is_repeated_only_if_it_cannot_have_left(
    database: Database,
    mailer: Mailer,
    transport: MemoryTransport,
    ending: Ending,
    outcome: tuple[str, int],
) -> None:
    number = await write(database, mailer)
    whole = transport.deliver
    transport.deliver = ending  # type: ignore[method-assign,assign]
    with pytest.raises(asyncio.CancelledError):
        await deliver(database, mailer)
    transport.deliver = whole  # type: ignore[method-assign]
    await make_ready(database)
    await deliver(database, mailer)
    assert ((await fate(database, number))[0], len(transport.delivered)) == outcome


async def test_a_relay_that_is_closed_in_the_window_leaves_the_mail_unknown(
    database: Database, migrated: DatabaseUrl, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    handed = asyncio.Event()

    async def hang(envelope: Envelope, hand_over: HandOver) -> str:
        await hand_over()
        handed.set()
        await asyncio.sleep(60)
        return ""

    transport.deliver = hang  # type: ignore[method-assign]
    relay = Relay(database, migrated, mailer.subscriptions, options=RelayOptions(drain_s=0.1))
    await relay.open()
    await handed.wait()
    await relay.close()
    await deliver(database, mailer)
    assert (await fate(database, number))[0] == "unknown"


async def test_an_attempt_that_lost_its_row_cannot_open_the_window(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    whole = transport.deliver

    async def sleep_beyond_the_lease(envelope: Envelope, hand_over: HandOver) -> str:
        transport.deliver = whole  # type: ignore[method-assign]
        await make_ready(database)
        await deliver(database, mailer)
        return await whole(envelope, hand_over)

    transport.deliver = sleep_beyond_the_lease  # type: ignore[method-assign]
    await deliver(database, mailer)
    assert (await fate(database, number), len(transport.delivered)) == (("sent", 2, None), 1)


async def test_a_refusal_of_the_message_shuts_the_window_again(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    transport.failure = lambda: Deferred("message: 451 later")
    await deliver(database, mailer)
    assert (await row(database, number)).handed_at is None


async def unknown_mail(database: Database, mailer: Mailer, transport: MemoryTransport) -> int:
    number = await write(database, mailer)
    transport.failure = lambda: Uncertain("message: Connection lost")
    await deliver(database, mailer)
    transport.failure = None
    return number


async def test_nothing_repeats_a_mail_that_is_unknown(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    await unknown_mail(database, mailer, transport)
    await make_ready(database)
    assert await deliver(database, mailer) == 0


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [("sent", ("sent", 0)), ("failed", ("failed", 0)), ("again", ("sent", 1))],
)
async def test_a_person_decides_what_became_of_it(
    database: Database,
    mailer: Mailer,
    transport: MemoryTransport,
    verdict: Verdict,
    outcome: tuple[str, int],
) -> None:
    number = await unknown_mail(database, mailer, transport)
    async with database.begin() as connection:
        await decide_mail(connection, number, verdict)
    await deliver(database, mailer)
    assert ((await fate(database, number))[0], len(transport.delivered)) == outcome


async def test_what_is_sent_again_is_the_same_mail(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await unknown_mail(database, mailer, transport)
    before = (await row(database, number)).message_id
    async with database.begin() as connection:
        await decide_mail(connection, number, "again")
    await deliver(database, mailer)
    assert f"Message-ID: {before}".encode() in transport.delivered[0].message


async def test_of_a_mail_that_is_sent_there_is_nothing_to_decide(
    database: Database, mailer: Mailer
) -> None:
    number = await write(database, mailer)
    await deliver(database, mailer)
    async with database.begin() as connection:
        with pytest.raises(NotUndecided):
            await decide_mail(connection, number, "again")


async def test_a_mail_that_failed_can_be_repeated(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await write(database, mailer)
    transport.failure = lambda: Refused("550 no such user")
    await deliver(database, mailer)
    transport.failure = None
    async with database.begin() as connection:
        await repeat_mail(connection, number)
    await deliver(database, mailer)
    assert (await fate(database, number))[:2] == ("sent", 2)


async def test_a_mail_that_waits_is_not_repeated(database: Database, mailer: Mailer) -> None:
    number = await write(database, mailer)
    async with database.begin() as connection:
        with pytest.raises(NotRepeatable):
            await repeat_mail(connection, number)


@pytest.mark.parametrize("act", [repeat_mail, lambda c, n: decide_mail(c, n, "sent")])
async def test_of_a_mail_that_is_not_there_nothing_is_decided(
    database: Database, mailer: Mailer, act: Callable[..., Awaitable[None]]
) -> None:
    async with database.begin() as connection:
        with pytest.raises(MailNotFound):
            await act(connection, 10**12)


async def test_what_the_outbox_decides_is_seen_in_the_mail(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    number = await unknown_mail(database, mailer, transport)
    async with database.begin() as connection:
        await decide(connection, number, "sent")
    assert await fate(database, number) == ("sent", 1, "decided")


async def test_a_mail_that_is_no_longer_kept_is_given_up(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    await write(database, mailer)
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM core.mail"))
    await deliver(database, mailer)
    async with database.begin() as connection:
        ended = await connection.execute(text("SELECT state, reason FROM core.outbox_ended"))
    assert [tuple(each) for each in ended] == [("failed", "the mail is no longer kept")]


async def test_a_secret_whose_key_is_missing_waits_for_it(
    database: Database, mailer: Mailer, composer: Composer, transport: MemoryTransport
) -> None:
    number = await write_secret(database, mailer)
    other = Mailer(database, composer, SENDER, Vault(SecretStr("x" * 40)), transport)
    await drain(database, other.subscriptions)
    assert (await fate(database, number))[::2] == (
        *("queued", "the key of its secret is not in REGIE_OLD_SECRET_KEYS"),
    )


async def test_a_secret_that_was_changed_fails_its_mail(database: Database, mailer: Mailer) -> None:
    number, other = [await write_secret(database, mailer) for _ in range(2)]
    moved = "UPDATE core.mail SET sealed = (SELECT sealed FROM core.mail WHERE id = :b)"
    async with database.begin() as connection:
        await connection.execute(text(f"{moved} WHERE id = :a"), {"a": number, "b": other})
    await deliver(database, mailer)
    assert (await fate(database, number))[0] == "failed"


async def test_without_a_transport_mails_wait(
    database: Database, composer: Composer, clean: None
) -> None:
    off = Mailer(database, composer, SENDER, VAULT, None)
    number = await write(database, off)
    assert (off.subscriptions, await fate(database, number)) == ((), ("queued", 0, None))
