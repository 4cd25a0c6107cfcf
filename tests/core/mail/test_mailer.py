"""A mail is written with its cause, once per key and recipient, and keeps its secrets."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.mail import INVITATION, TEST, Mailbox, Mailer, MemoryTransport

from .conftest import AT, DATA, SECRET_LINK, VAULT, deliver, row, write, write_secret


async def counts(database: Database) -> tuple[int, int]:
    async with database.begin() as connection:
        statement = "SELECT (SELECT count(*) FROM core.mail), (SELECT count(*) FROM core.outbox)"
        return tuple((await connection.execute(text(statement))).one())  # type: ignore[return-value]


async def test_a_mail_waits_with_what_it_says(database: Database, mailer: Mailer) -> None:
    written = await row(database, await write(database, mailer))
    assert (written.state, written.recipient, written.language, written.template) == (
        *("queued", "mina@example.fr", "fr", "test"),
    )


async def test_a_mail_whose_cause_fails_was_never_written(
    database: Database, mailer: Mailer
) -> None:
    with pytest.raises(RuntimeError):
        async with database.begin() as connection:
            await mailer.send(connection, TEST, to="a@example.fr", data=DATA["test"])
            raise RuntimeError
    assert await counts(database) == (0, 0)


async def test_each_recipient_has_a_mail_of_their_own(database: Database, mailer: Mailer) -> None:
    async with database.begin() as connection:
        numbers = await mailer.send(
            connection, TEST, to=["a@example.fr", "b@example.fr", "a@EXAMPLE.fr"], data=DATA["test"]
        )
    assert [(await row(database, number)).recipient for number in numbers] == [
        "a@example.fr",
        "b@example.fr",
    ]


async def test_a_key_brings_each_recipient_one_mail(database: Database, mailer: Mailer) -> None:
    async with database.begin() as connection:
        for to in (["a@example.fr"], ["a@example.fr", "b@example.fr"], "b@example.fr"):
            await mailer.send(connection, TEST, to=to, data=DATA["test"], key="welcome")
    assert await counts(database) == (2, 2)


async def test_no_two_mails_have_one_message_id(database: Database, mailer: Mailer) -> None:
    rows = [await row(database, await write(database, mailer)) for _ in range(3)]
    assert len({each.message_id for each in rows}) == 3


async def test_the_message_id_is_of_the_number_and_of_our_domain(
    database: Database, mailer: Mailer
) -> None:
    number = await write(database, mailer)
    message_id = (await row(database, number)).message_id
    assert message_id.startswith(f"<regie.{number}.")
    assert message_id.endswith("@example.fr>")


@pytest.mark.parametrize(
    ("to", "data", "more"),
    [
        ("no address", DATA["test"], {}),
        ("a@example.fr\r\nBcc: b@example.fr", DATA["test"], {}),
        ("a@example.fr", {"at": AT}, {}),
        ("a@example.fr", DATA["test"], {"unsubscribe": "javascript:alert(1)"}),
        ("a@example.fr", DATA["test"], {"unsubscribe": "https://example.fr/>\r\nBcc: b"}),
    ],
)
async def test_what_can_be_no_mail_is_refused(
    database: Database, mailer: Mailer, to: str, data: dict[str, Any], more: dict[str, str]
) -> None:
    async with database.begin() as connection:
        with pytest.raises(ValueError, match=r".+"):
            await mailer.send(connection, TEST, to=to, data=data, **more)
    assert await counts(database) == (0, 0)


async def test_a_secret_is_nowhere_in_the_row(database: Database, mailer: Mailer) -> None:
    number = await write_secret(database, mailer)
    async with database.begin() as connection:
        statement = text("SELECT CAST(m.* AS text) FROM core.mail AS m WHERE id = :id")
        whole = (await connection.execute(statement, {"id": number})).scalar_one()
    assert "q7Vw" not in whole


async def test_a_secret_reaches_its_recipient(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    await write_secret(database, mailer)
    await deliver(database, mailer)
    assert b"token=3Dq7Vw" in transport.delivered[0].message


async def test_an_administrator_sees_a_mask(database: Database, mailer: Mailer) -> None:
    number = await write_secret(database, mailer)
    async with database.begin() as connection:
        opened = await mailer.open_mail(connection, number)
    assert opened.letter is not None
    shown = opened.letter.text + opened.letter.html
    assert ("••••••" in shown, "q7Vw" in shown, "secret-" in shown) == (True, False, False)


async def test_the_mailbox_of_a_demo_shows_what_goes_nowhere_else(
    database: Database, mailer: Mailer, composer: Any
) -> None:
    number = await write_secret(database, mailer)
    demo = Mailer(database, composer, mailer.sender, VAULT, Mailbox())
    async with database.begin() as connection:
        opened = await demo.open_mail(connection, number)
    assert opened.letter is not None
    assert SECRET_LINK in opened.letter.text


async def test_a_mail_goes_out_in_the_language_that_was_asked_for(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    await write(database, mailer, INVITATION, language="en")
    await deliver(database, mailer)
    assert b"Content-Language: en" in transport.delivered[0].message


async def test_a_foreign_domain_is_addressed_in_ascii(
    database: Database, mailer: Mailer, transport: MemoryTransport
) -> None:
    await write(database, mailer, to="zoe@dépôt.fr")
    await deliver(database, mailer)
    assert transport.delivered[0].recipient == "zoe@xn--dpt-bma0d.fr"
