"""Whether and how mails leave this installation."""

from __future__ import annotations

from typing import Final, Literal

from regie.core.db import Database
from regie.core.errors import Misconfigured
from regie.core.mail import Composer, Mailbox, Mailer, MailServer, Sender, SmtpTransport
from regie.core.settings import Settings
from regie.core.vault import Vault

_CONNECTIONS: Final = 8
"""To the mail server, of the whole installation: providers allow few."""
_PER_PROCESS: Final = 4


def mail_way(settings: Settings) -> MailServer | Literal["mailbox"] | None:
    """None: mails wait. Raises Misconfigured for what can be no way."""
    url = None if settings.mail_url is None else settings.mail_url.get_secret_value()
    if url is None:
        return "mailbox" if settings.has_demo_data else None
    if url == "mailbox":
        if not settings.has_demo_data:
            raise Misconfigured(
                "REGIE_MAIL_URL=mailbox shows secrets to administrators: it is for demos. "
                "Without REGIE_MAIL_URL e-mails wait"
            )
        return "mailbox"
    server = MailServer.parsed(url)
    if settings.mail_from is None:
        raise Misconfigured(
            "REGIE_MAIL_FROM is missing: say in whose name e-mails are sent, such as "
            "Régie <regie@example.fr>"
        )
    mail_sender(settings)
    return server


def mail_sender(settings: Settings) -> Sender:
    if settings.mail_from is not None:
        return Sender.parsed(settings.mail_from, organisation=settings.organisation)
    # Until mails can leave nobody sees it; those that wait leave under the sender of then.
    return Sender(settings.organisation, "regie@localhost")


def mail_composer(settings: Settings) -> Composer:
    return Composer(organisation=settings.organisation, zone=settings.zone)


def build_mailer(settings: Settings, database: Database, vault: Vault) -> Mailer:
    way, sender = mail_way(settings), mail_sender(settings)
    if isinstance(way, MailServer):
        transport = SmtpTransport(way, sender.domain)
    else:
        transport = None if way is None else Mailbox()
    return Mailer(
        database,
        mail_composer(settings),
        sender,
        vault,
        transport,
        language=settings.language,
        at_once=max(1, min(_PER_PROCESS, _CONNECTIONS // settings.processes)),
    )
