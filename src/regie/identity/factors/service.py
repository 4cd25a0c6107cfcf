"""Setting a second factor, and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent, StepUpRequired
from regie.identity.codes.letters import FactorChange
from regie.identity.codes.repository import addressee
from regie.identity.people.changes import changed
from regie.identity.people.repository import lock_person
from regie.identity.sessions.service import Sessions

from . import recovery, repository, totp
from .errors import CodeWrong, FactorRequired, FactorSet, NoFactor
from .proofs import THROTTLED_AS, Proofs
from .repository import Seen
from .sealed import SEEDS
from .totp import Enrolment


@dataclass(frozen=True, slots=True)
class Factors:
    """One's own, but for `reset`. Everyone concerned is told by e-mail, and it is recorded."""

    proofs: Proofs
    sessions: Sessions
    issuer: str
    """The organisation: what authenticators show beside the code."""

    async def seen(self, connection: AsyncConnection, person_id: int) -> Seen:
        return await repository.seen(connection, person_id)

    async def begin(self, connection: AsyncConnection, acting: Actor) -> Enrolment:
        """Begun again, the seed is another. Raises FactorSet, and StepUpRequired unless one must be
        set: whoever found a session open must not lock its owner out."""
        if "set_factor" not in acting.must:
            self._require_stepped_up(acting)
        seed, proofs = totp.new_seed(), self.proofs
        sealed = proofs.vault.seal(seed, SEEDS.of(acting.id))
        if not await repository.begin(connection, acting.id, sealed, proofs.clock()):
            raise FactorSet
        email = (await addressee(connection, acting.id)).email
        return totp.enrolment(seed, email=email, issuer=self.issuer)

    async def confirm(self, acting: Actor, typed: str) -> list[str]:
        """The recovery codes. All other sessions end: they were begun by a password alone. Raises
        CodeWrong, NoFactor, FactorSet, TooManyTries."""
        proofs, now = self.proofs, self.proofs.clock()
        async with proofs.database.single() as connection:
            kept = await repository.kept(connection, acting.id)
        if kept is None:
            raise NoFactor
        if kept.confirmed_at is not None:
            raise FactorSet
        tried = proofs.throttle.of_person(THROTTLED_AS, acting.id)
        await proofs.throttle.reserve(tried)
        seed = proofs.vault.open(kept.sealed, SEEDS.of(acting.id))
        step = totp.matching_step(seed, totp.normal(typed) or "", now, after=kept.last_step)
        if step is None:
            await proofs.refuse(acting.id, acting.tenant)
            raise CodeWrong
        await proofs.throttle.release(tried)
        codes, salt, digests = await self._new_codes()
        async with proofs.database.begin() as connection:
            await lock_person(connection, acting.id)
            if not await repository.confirm(connection, acting.id, kept.sealed, step, now):
                raise FactorSet
            await repository.replace_recovery_codes(connection, acting.id, salt, digests)
            await self.sessions.end(
                connection, person_id=acting.id, except_id=acting.session, why="factor"
            )
            await self._conclude(connection, acting, acting.id, "enabled", "factor.set")
        return codes

    async def remove(self, connection: AsyncConnection, acting: Actor) -> None:
        """Raises StepUpRequired, FactorRequired, NoFactor."""
        self._require_stepped_up(acting)
        await lock_person(connection, acting.id)
        if (await repository.seen(connection, acting.id)).required:
            raise FactorRequired
        if not await repository.remove(connection, acting.id):
            raise NoFactor
        await self._conclude(connection, acting, acting.id, "disabled", "factor.remove")

    async def renew_codes(self, acting: Actor) -> list[str]:
        """The former ones no longer work. Raises StepUpRequired, NoFactor."""
        self._require_stepped_up(acting)
        codes, salt, digests = await self._new_codes()
        async with self.proofs.database.begin() as connection:
            await lock_person(connection, acting.id)
            if not await repository.replace_recovery_codes(connection, acting.id, salt, digests):
                raise NoFactor
            await self._conclude(connection, acting, acting.id, "codes_renewed", "recovery.renew")
        return codes

    async def reset(self, connection: AsyncConnection, acting: Actor, person_id: int) -> None:
        """Removes somebody's, who lost it; whether `acting` may is asked before. Where a role
        requires one, they set another before anything else. Raises NoFactor."""
        await lock_person(connection, person_id)
        if not await repository.remove(connection, person_id):
            raise NoFactor
        await self._conclude(connection, acting, person_id, "reset", "factor.remove")

    def _require_stepped_up(self, acting: Actor) -> None:
        if not acting.stepped_up(self.proofs.clock()):
            raise StepUpRequired(f"{acting.key}, for the second factor")

    async def _new_codes(self) -> tuple[list[str], bytes, list[bytes]]:
        """A quarter of a second of a thread."""
        codes, salt = recovery.new_codes(), recovery.new_salt()
        digests = await self.proofs.pool.run(partial(recovery.digests_of, codes, salt))
        return codes, salt, digests

    async def _conclude(
        self,
        connection: AsyncConnection,
        acting: Actor,
        person_id: int,
        change: FactorChange,
        action: str,
    ) -> None:
        now = self.proofs.clock()
        await self.proofs.letters.factor(connection, person_id, change, at=now)
        await changed(connection, person_id)
        event = AuditEvent(action, f"person:{person_id}")
        await self.proofs.audit.record(connection, event, actor=acting)
