"""The services of identity, wired to each other: what routes, commands and jobs call."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core

from .audit.trail import AuditTrail
from .codes.letters import Letters
from .codes.service import Codes
from .people.rights import Rights as RoleRights
from .people.service import People
from .places.service import Places
from .sessions.service import Sessions
from .settings import IdentitySettings


@dataclass(frozen=True, slots=True)
class Services:
    core: Core
    settings: IdentitySettings
    audit: AuditTrail
    codes: Codes
    people: People
    places: Places
    rights: RoleRights
    sessions: Sessions


def build_services(core: Core, settings: IdentitySettings) -> Services:
    letters = Letters(core.mailer, core.settings.base_url)
    codes = Codes(letters, core.audit, core.clock, core.settings.base_url)
    sessions = Sessions(settings)
    return Services(
        core=core,
        settings=settings,
        audit=AuditTrail(core),
        codes=codes,
        people=People(core.audit, codes, sessions),
        places=Places(core.audit),
        rights=RoleRights(core.permissions, core.audit),
        sessions=sessions,
    )
