"""A mail that is written to be sent at once: it has no row, and is not repeated."""

from __future__ import annotations

import secrets
from datetime import datetime

from regie.core.i18n import Language
from regie.core.input import check_email

from .addresses import Sender
from .composer import Composer
from .message import Letter
from .template import TEST


def trial_letter(
    composer: Composer, sender: Sender, to: str, *, language: Language, at: datetime, via: str
) -> Letter:
    """Raises ValueError for what is no address."""
    composed = composer.compose(TEST, language, {"at": at, "server": via})
    return Letter(
        sender=sender,
        recipient=check_email(to),
        subject=composed.subject,
        language=language,
        message_id=f"<regie.trial.{secrets.token_hex(12)}@{sender.domain}>",
        at=at,
        unsubscribe=None,
        text=composed.text,
        html=composed.html,
    )
