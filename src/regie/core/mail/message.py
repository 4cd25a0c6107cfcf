"""A mail as it travels: headers, and the same content as text and as HTML (RFC 5322, 2046)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Final

from regie.core.i18n import Language

from .addresses import Sender, header_address, needs_utf8

_POLICY: Final = SMTP.clone(max_line_length=900)
"""Below the 998 of RFC 5322. At the usual 78 the library (3.11) breaks long addresses and ids
into encoded words, which is not what List-Unsubscribe and Message-ID may hold."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, its secrets in place; the same for every attempt, to the last byte."""

    sender: Sender
    recipient: str
    subject: str
    language: Language
    message_id: str
    at: datetime
    unsubscribe: str | None
    text: str
    html: str

    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message().items()]

    def message(self) -> EmailMessage:
        utf8 = needs_utf8(self.sender.address) or needs_utf8(self.recipient)
        message = EmailMessage(policy=_POLICY.clone(utf8=utf8))
        message["From"] = self.sender.header
        message["To"] = header_address(self.recipient)
        message["Subject"] = self.subject
        message["Date"] = self.at
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        if self.unsubscribe is not None:
            message["List-Unsubscribe"] = f"<{self.unsubscribe}>"
        message.set_content(self.text, cte="quoted-printable")
        message.add_alternative(self.html, subtype="html", cte="quoted-printable")
        message["Content-Language"] = self.language  # earlier it would go to the text part
        message.set_boundary(f"=_{sha256(self.message_id.encode()).hexdigest()[:32]}")
        return message

    def encoded(self) -> bytes:
        return self.message().as_bytes()
