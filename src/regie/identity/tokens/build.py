"""Tokens as one process knows them, wired together: nothing is open yet."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core
from regie.core.observe import Openable
from regie.identity.copies import Seal, SealedCopies
from regie.identity.seen import LastSeen
from regie.identity.sessions.build import Known
from regie.identity.settings import IdentitySettings

from .answers import TokenAnswers
from .authenticating import TokenAuthenticator
from .copies import LABEL, PREFIX, Copy
from .exchanging import Exchanging
from .keys import Keys
from .letters import Letters
from .repository import note_used
from .service import Tokens
from .short import ShortTokens


@dataclass(frozen=True, slots=True)
class Machines:
    tokens: Tokens
    keys: Keys
    authenticator: TokenAuthenticator
    exchanging: Exchanging
    used: LastSeen
    resources: tuple[Openable, ...]
    """Of processes that answer requests."""


def build_machines(core: Core, settings: IdentitySettings, known: Known) -> Machines:
    """Without a secret key, as when only the API is described, the seal is worth nothing."""
    secret, link = core.settings.secret_key, core.link
    seal_key = b"" if secret is None else secret.get_secret_value().encode()
    issuer = core.settings.base_url
    keys = Keys(core.database, core.vault, core.clock)
    answers = TokenAnswers(core.database)
    used = LastSeen("tokens", core.database, note_used)
    authenticator = TokenAuthenticator(
        changes=known.tail,
        copies=None if link is None else SealedCopies(link, Seal(seal_key, Copy, LABEL), PREFIX),
        answers=answers,
        short=ShortTokens(keys, issuer, core.clock),
        rights=known.rights,
        permissions=core.permissions,
        used=used,
    )
    return Machines(
        tokens=Tokens(core.permissions, core.audit, core.clock),
        keys=keys,
        authenticator=authenticator,
        exchanging=Exchanging(
            database=core.database,
            keys=keys,
            tokens=authenticator,
            letters=Letters(core.mailer, core.clock, issuer, core.settings.alerts_to),
            audit=core.audit,
            clock=core.clock,
            issuer=issuer,
            audiences=settings.audiences,
        ),
        used=used,
        resources=(answers, used),
    )
