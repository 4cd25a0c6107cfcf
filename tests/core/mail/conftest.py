"""A migrated database, and mailers on it whose mails go nowhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl, ensure_days
from regie.core.mail import (
    INVITATION,
    TEST,
    Composer,
    Mailer,
    MemoryTransport,
    Sender,
    Template,
)
from regie.core.mail.tables import mail
from regie.core.outbox import drain
from regie.core.outbox.tables import outbox_ended
from regie.core.vault import Vault

AT = datetime(2026, 11, 21, 8, 5, tzinfo=UTC)
SENDER = Sender("Imprimerie du Rhône", "regie@example.fr")
VAULT = Vault(SecretStr("a key of the tests, long enough to be one"))
SECRET_LINK = "https://regie.example.fr/i?token=q7Vw&for=1"
DATA: dict[str, dict[str, object]] = {
    "test": {"at": AT, "server": "smtp.example.fr"},
    "job_failed": {
        "job": "retail.import",
        "job_id": 18402,
        "at": AT,
        "attempts": 5,
        "reason": "colonne « Montant » vide",
    },
    "webhook_endpoint_disabled": {
        "because": "failing",
        "url": "https://erp.example.fr/h?a=1&b=2",
        "since": AT,
        "last_error": "503 Service Unavailable",
    },
    "invitation": {
        "name": "Élodie",
        "inviter": "Claire",
        "valid_until": AT,
        "link": SECRET_LINK,
    },
    "password_reset": {
        "name": "Élodie",
        "asker": "Claire Bonnet",
        "valid_until": AT,
        "link": SECRET_LINK,
    },
    "new_device": {
        "name": "Élodie",
        "device": "Firefox",
        "address": "203.0.113.27",
        "at": AT,
        "link": SECRET_LINK,
    },
    "two_factor_changed": {
        "name": "Élodie",
        "change": "disabled",
        "at": AT,
        "link": SECRET_LINK,
    },
}


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=20, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await ensure_days(connection, outbox_ended)
        await ensure_days(connection, mail)
    yield database
    await database.close()


@pytest.fixture
async def clean(database: Database) -> None:
    """Nothing waits of other tests."""
    async with database.begin() as connection:
        await connection.execute(text("TRUNCATE core.mail, core.outbox, core.outbox_ended"))


@pytest.fixture
def composer() -> Composer:
    return Composer(organisation="Imprimerie du Rhône", zone=ZoneInfo("Europe/Paris"))


@pytest.fixture
async def transport() -> AsyncIterator[MemoryTransport]:
    transport = MemoryTransport()
    await transport.open()
    yield transport
    await transport.close()


@pytest.fixture
def mailer(
    database: Database, composer: Composer, transport: MemoryTransport, clean: None
) -> Mailer:
    return Mailer(database, composer, SENDER, VAULT, transport)


async def write(
    database: Database, mailer: Mailer, template: Template = TEST, **options: Any
) -> int:
    """The number of one mail, whose cause has been committed."""
    to = options.pop("to", "mina@example.fr")
    data = options.pop("data", DATA[template.name])
    async with database.begin() as connection:
        (number,) = await mailer.send(connection, template, to=to, data=data, **options)
    return number


async def write_secret(database: Database, mailer: Mailer) -> int:
    return await write(database, mailer, INVITATION)


async def deliver(database: Database, mailer: Mailer) -> int:
    return await drain(database, mailer.subscriptions)


async def row(database: Database, number: int) -> Any:
    async with database.begin() as connection:
        found = await connection.execute(mail.select().where(mail.c.id == number))
        return found.one()
