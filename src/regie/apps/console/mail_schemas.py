"""HTTP shapes of the mailbox page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from regie.core.i18n import Language
from regie.core.input import Email
from regie.core.mail import MailEntry, OpenedMail, State, Way


class SeenMail(BaseModel):
    id: int
    to: str
    language: Language
    template: str
    subject: str
    state: State
    attempts: int
    reason: str | None
    """What the mail server said, or what ended the last attempt; not translated."""
    created_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, entry: MailEntry) -> Self:
        return cls(
            id=entry.id,
            to=entry.recipient,
            language=entry.language,
            template=entry.template,
            subject=entry.subject,
            state=entry.state,
            attempts=entry.attempts,
            reason=entry.reason,
            created_at=entry.created_at,
            ended_at=entry.ended_at,
        )


class SeenMails(BaseModel):
    way: Way
    """`mailbox`: nothing leaves. `off`: mails wait until there is a server."""
    attention: dict[State, int]
    """How many there are in each state but `sent`."""
    mails: list[SeenMail]
    next: int | None
    """`before` for the page that follows; null at the end."""


class MailHeader(BaseModel):
    name: str
    value: str


class MailInFull(BaseModel):
    mail: SeenMail
    headers: list[MailHeader]
    text: str | None
    """Secrets are masked, unless nothing leaves. Null when the content is no longer kept; else
    the HTML part is at `/html`."""

    @classmethod
    def of(cls, opened: OpenedMail) -> Self:
        letter = opened.letter
        pairs = [] if letter is None else letter.headers()
        return cls(
            mail=SeenMail.of(opened.entry),
            headers=[MailHeader(name=name, value=value) for name, value in pairs],
            text=None if letter is None else letter.text,
        )


class Decision(BaseModel):
    """What became of a mail of which nobody knows whether it has left."""

    model_config = ConfigDict(extra="forbid", strict=True)

    verdict: Literal["again", "sent", "failed"]
    """`again` sends it under its Message-ID; the others only write it down."""


class TestMail(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    to: Email
    language: Language | None = None
    """The installation's, when none is named."""
