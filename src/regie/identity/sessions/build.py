"""Sessions as one process knows them, wired together: nothing is open yet."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core
from regie.core.observe import Openable
from regie.identity.copies import Seal, SealedCopies

from .answers import SessionAnswers
from .authenticator import MOST_REMEMBERED, Bearers, SessionAuthenticator
from .copies import LABEL, PREFIX, Copy
from .rights import Rights
from .seen import LastSeen
from .tail import ChangeTail


@dataclass(frozen=True, slots=True)
class Known:
    """What processes that serve people know of them."""

    tail: ChangeTail
    rights: Rights
    answers: SessionAnswers
    seen: LastSeen
    copies: SealedCopies[Copy] | None

    @property
    def resources(self) -> tuple[Openable, ...]:
        return (self.tail, self.answers, self.seen)

    def authenticator(
        self, bearers: Bearers, *, most_remembered: int = MOST_REMEMBERED
    ) -> SessionAuthenticator:
        return SessionAuthenticator(
            tail=self.tail,
            copies=self.copies,
            answers=self.answers,
            rights=self.rights,
            seen=self.seen,
            bearers=bearers,
            most_remembered=most_remembered,
        )


def build_known(core: Core) -> Known:
    """Without a secret key, as when only the API is described, the seal is worth nothing."""
    secret = core.settings.secret_key
    key = b"" if secret is None else secret.get_secret_value().encode()
    link = core.link
    return Known(
        tail=ChangeTail(core.database),
        rights=Rights(core.permissions),
        answers=SessionAnswers(core.database),
        seen=LastSeen(core.database),
        copies=None if link is None else SealedCopies(link, Seal(key, Copy, LABEL), PREFIX),
    )
