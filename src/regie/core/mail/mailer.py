"""Writing mails: rendered and kept in the transaction of their cause, to leave after its commit."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database
from regie.core.i18n import Language
from regie.core.input import check_email, parse_url
from regie.core.observe import SwitchedOff
from regie.core.outbox import Subscription, put
from regie.core.vault import Vault

from .addresses import Sender
from .composer import Composed, Composer
from .kind import KIND, SendMail
from .reading import MAIN_TENANT, OpenedMail, open_mail
from .room import Room
from .secret_fields import seal
from .sending import Sending
from .tables import mail
from .template import Template
from .transport import Transport, Way

AT_ONCE: Final = 4


class Mailer:
    """A resource; its ping tells whether mails can leave. Without a transport they wait."""

    name = "mail"
    required = False

    def __init__(
        self,
        database: Database,
        composer: Composer,
        sender: Sender,
        vault: Vault,
        transport: Transport | None,
        *,
        language: Language = "fr",
        at_once: int = AT_ONCE,
    ):
        """`language` is for mails that name none; `at_once` is how many of this process's mails
        may be under way, each over a connection of its own."""
        self.sender = sender
        self._composer = composer
        self._vault = vault
        self._transport = transport
        self._language: Language = language
        self._room = Room(database)
        self.subscriptions: tuple[Subscription[SendMail], ...] = ()
        if transport is not None:
            sending = Sending(database, sender, transport, vault)
            self.subscriptions = (sending.subscription(at_once=at_once),)

    @property
    def way(self) -> Way:
        """How mails leave: by `smtp`, not at all but kept in the `mailbox`, or `off`: they wait."""
        return "off" if self._transport is None else self._transport.name

    @property
    def via(self) -> str:
        """The mail server's name, or `mailbox`, or `off`."""
        return "off" if self._transport is None else self._transport.via

    async def send(
        self,
        connection: AsyncConnection,
        template: Template,
        *,
        to: str | Sequence[str],
        data: Mapping[str, object],
        language: Language | None = None,
        key: str | None = None,
        unsubscribe: str | None = None,
        tenant: str = MAIN_TENANT,
    ) -> list[int]:
        """The numbers of the mails, one per recipient, who do not see each other.

        With a key, a recipient who has had a mail of that key gets none, and there is no number.
        Raises ValueError for what can be no mail: an address, a field, a subject, an address for
        unsubscribing that is no URL.
        """
        addresses = [to] if isinstance(to, str) else to
        recipients = dict.fromkeys(check_email(each) for each in addresses)
        language = language or self._language
        composed = self._composer.compose(template, language, data)
        common = {
            "tenant": tenant,
            "template": template.name,
            "language": language,
            "sender": str(self.sender.header),
            "subject": composed.subject,
            "unsubscribe": None if unsubscribe is None else str(parse_url(unsubscribe)),
            "text": composed.text,
            "html": composed.html,
        }
        numbers: list[int] = []
        for recipient in recipients:
            number = await put(connection, KIND, SendMail(), key=_key(key, recipient))
            if number is not None:
                own = {"recipient": recipient, **self._own(number, composed)}
                await connection.execute(insert(mail), {**common, **own})
                numbers.append(number)
        return numbers

    async def open_mail(
        self, connection: AsyncConnection, number: int, *, tenant: str = MAIN_TENANT
    ) -> OpenedMail:
        """For an administrator: secrets are masked, but for those of mails that go nowhere else.
        Raises MailNotFound."""
        shows = self._transport is not None and self._transport.shows_secrets
        vault = self._vault if shows else None
        return await open_mail(connection, number, vault, tenant=tenant)

    async def open(self) -> None:
        await self._room.open()
        if self._transport is not None:
            await self._transport.open()

    async def close(self) -> None:
        if self._transport is not None:
            await self._transport.close()
        await self._room.close()

    async def ping(self) -> None:
        if self._transport is None:
            raise SwitchedOff
        await self._transport.ping()

    def _own(self, number: int, composed: Composed) -> dict[str, object]:
        """The random part keeps two installations of one domain, or one and its backup, apart."""
        message_id = f"<regie.{number}.{secrets.token_hex(6)}@{self.sender.domain}>"
        sealed = seal(self._vault, composed.marks, number) if composed.marks else None
        return {"id": number, "message_id": message_id, "sealed": sealed}


def _key(key: str | None, recipient: str) -> str | None:
    """One for each recipient, short whatever the address."""
    return None if key is None else f"{key}:{sha256(recipient.encode()).hexdigest()[:16]}"
