"""Sends one mail at once, past the queue, and says at which step a server objects and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .addresses import on_the_wire
from .message import Letter
from .server import MailServer
from .smtp_session import SmtpSession, SmtpTimeouts, shortened
from .transport import Deferred, Envelope, Refused, Uncertain

_ADVICE: Final[dict[str, str]] = {
    "connect": "Check host and port in REGIE_MAIL_URL, and that a firewall lets this machine out. "
    "Many networks block port 25: try 587 (smtp://) or 465 (smtps://).",
    "hello": "The server does not accept us under the domain of REGIE_MAIL_FROM.",
    "tls": "If the certificate is of your own authority, add ?cafile=/path/ca.pem to "
    "REGIE_MAIL_URL. If the server has no TLS, ?tls=none gives it up; passwords are not sent then.",
    "login": "Check user and password in REGIE_MAIL_URL; characters such as @ : / % are "
    "percent-encoded there. Many providers want a password made for applications.",
    "sender": "The server does not let this account send as REGIE_MAIL_FROM.",
    "recipient": "The server does not take mail for this recipient from us: the address does not "
    "exist, or relaying needs a login.",
    "data": "The server took sender and recipient and refuses the message before it has seen it.",
    "message": "The server has seen the message and does not want it: SPF, DKIM or its size may "
    "be why.",
}


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    """connect, hello, tls, login, sender, recipient, data or message."""
    answer: str
    """The server's, on one line."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    steps: tuple[Step, ...]
    """Those that went well, in order."""
    failed: Step | None
    advice: str | None

    @property
    def sent(self) -> bool:
        return self.failed is None


async def diagnose(
    server: MailServer, letter: Letter, timeouts: SmtpTimeouts | None = None
) -> Diagnosis:
    """A person waits, so nothing is repeated and nothing waits long."""
    timeouts = timeouts or SmtpTimeouts(connect_s=10, command_s=20, answer_s=60)
    steps: list[Step] = []

    def hear(step: str, answer: str) -> None:
        steps.append(Step(step, shortened(answer)))

    envelope = Envelope(letter.sender.address, on_the_wire(letter.recipient), letter.encoded())
    try:
        session = await SmtpSession.connected(server, letter.sender.domain, timeouts, hear)
        try:
            await session.deliver(envelope, _nothing)
        finally:
            await session.close()
    except (Refused, Deferred, Uncertain) as error:
        name, _, answer = str(error).partition(": ")
        return Diagnosis(tuple(steps), Step(name, answer), _ADVICE.get(name))
    return Diagnosis(tuple(steps), None, None)


async def _nothing() -> None:
    """No row says whether this one was handed over."""
