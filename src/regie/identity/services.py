"""The services of identity, wired to each other: what routes, commands and jobs call."""

from __future__ import annotations

from dataclasses import dataclass

from regie.core.app import Core

from .audit.trail import AuditTrail
from .codes.accounts import Accounts
from .codes.asking import Asking
from .codes.letters import Letters
from .codes.service import Codes
from .factors.proofs import Proofs
from .factors.second_step import SecondStep
from .factors.service import Factors
from .factors.step_ups import StepUps
from .people.first_run import FirstRun
from .people.rights import Rights as RoleRights
from .people.service import People
from .places.service import Places
from .privacy.service import Privacy
from .sessions.authenticator import SessionAuthenticator
from .sessions.build import Known, build_known
from .sessions.profiles import Profiles
from .sessions.service import Sessions
from .settings import IdentitySettings
from .signin.devices import Devices
from .signin.digests import Digests
from .signin.entrance import Entrance
from .signin.evenness import Evenness
from .signin.letters import Letters as AccountLetters
from .signin.own_password import OwnPassword
from .signin.passwords import Passwords
from .signin.pool import HashingPool
from .signin.service import SignIn
from .signin.throttle import Throttle
from .tokens.build import Machines, build_machines


@dataclass(frozen=True, slots=True)
class Services:
    core: Core
    settings: IdentitySettings
    audit: AuditTrail
    privacy: Privacy
    codes: Codes
    asking: Asking
    accounts: Accounts
    factors: Factors
    step_ups: StepUps
    second_step: SecondStep
    passwords: Passwords
    entrance: Entrance
    sign_in: SignIn
    own_password: OwnPassword
    people: People
    first_run: FirstRun
    places: Places
    rights: RoleRights
    sessions: Sessions
    known: Known
    profiles: Profiles
    machines: Machines
    authenticator: SessionAuthenticator


def build_services(core: Core, settings: IdentitySettings) -> Services:
    letters = Letters(core.mailer, core.settings.base_url)
    codes = Codes(letters, core.audit, core.clock, core.settings.base_url)
    sessions = Sessions(settings)
    privacy = Privacy(core.database, core.audit, core.retention, core.kept, core.personal_data)
    known = build_known(core)
    machines = build_machines(core, settings, known)
    pool, digests = HashingPool(), Digests(core.settings.secret_key)
    passwords, throttle = Passwords(pool), Throttle(core.database, digests)
    account_letters = AccountLetters(core.mailer, core.settings.base_url)
    entrance = Entrance(
        sessions,
        Devices(core.vault, core.clock),
        digests,
        account_letters,
        core.audit,
        core.clock,
    )
    own_password = OwnPassword(
        core.database, passwords, throttle, sessions, account_letters, core.audit, core.clock
    )
    factors = Factors(
        Proofs(core.database, core.vault, pool, throttle, letters, core.audit, core.clock),
        sessions,
        core.settings.organisation,
    )
    return Services(
        core=core,
        settings=settings,
        audit=AuditTrail(core),
        privacy=privacy,
        codes=codes,
        asking=Asking(core.database, digests, codes),
        accounts=Accounts(core.database, codes, passwords, sessions, entrance),
        factors=factors,
        step_ups=StepUps(factors.proofs, own_password, sessions),
        second_step=SecondStep(factors.proofs, sessions, entrance),
        passwords=passwords,
        entrance=entrance,
        sign_in=SignIn(
            core.database,
            passwords,
            throttle,
            Evenness(core.database, pool),
            entrance,
            core.audit,
        ),
        own_password=own_password,
        people=People(core.audit, codes, sessions, privacy, factors),
        first_run=FirstRun(core.database, codes, passwords, entrance, core.audit),
        places=Places(core.audit),
        rights=RoleRights(core.permissions, core.audit),
        sessions=sessions,
        known=known,
        profiles=Profiles(known.rights, core.audit),
        machines=machines,
        authenticator=known.authenticator(machines.authenticator),
    )
