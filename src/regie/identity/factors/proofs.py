"""Checking a code: of the authenticator, or a recovery code."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Audit, AuditEvent
from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.vault import Vault
from regie.identity.codes.letters import Letters
from regie.identity.people.repository import lock_person
from regie.identity.signin.pool import HashingPool
from regie.identity.signin.repository import release
from regie.identity.signin.throttle import Throttle

from . import recovery, repository, totp
from .errors import CodeRefused
from .sealed import SEEDS

Result = TypeVar("Result")

THROTTLED_AS = "factor"


class _Step(NamedTuple):
    sealed: str
    step: int


class _Recovery(NamedTuple):
    digest: bytes


@dataclass(frozen=True, slots=True)
class Proofs:
    """Five tries in 15 minutes for each person, whatever they are for. What is costly happens
    outside of any transaction, and who is right is decided by one statement in it: of any number of
    uses of a code at the same time one succeeds."""

    database: Database
    vault: Vault
    pool: HashingPool
    throttle: Throttle
    letters: Letters
    audit: Audit
    clock: Clock

    async def proven(
        self,
        person_id: int,
        tenant: str,
        typed: str,
        then: Callable[[AsyncConnection], Awaitable[Result]],
    ) -> Result:
        """What `then` returns, which happens in the transaction in which the code is used: if it
        fails the code is not used. Raises CodeRefused, also for who has no factor, TooManyTries,
        and HashingFull before a try counts."""
        if totp.normal(typed) is None:
            self.pool.require_room()
        tried = self.throttle.of_person(THROTTLED_AS, person_id)
        await self.throttle.reserve(tried)
        found = await self._candidate(person_id, typed)
        if found is not None:
            async with self.database.begin() as connection:
                await lock_person(connection, person_id)
                if await self._use(connection, person_id, found):
                    await release(connection, tried)
                    if isinstance(found, _Recovery):
                        await self._tell_of_recovery(connection, person_id)
                    result = await then(connection)
                    if isinstance(found, _Recovery):
                        event = AuditEvent("recovery.use", f"person:{person_id}")
                        await self.audit.record(connection, event, tenant=tenant)
                    return result
        await self.refuse(person_id, tenant)
        raise CodeRefused

    async def refuse(self, person_id: int, tenant: str) -> None:
        event = AuditEvent("factor.refuse", f"person:{person_id}", "refused")
        await self.audit.record_apart(event, tenant=tenant)

    async def _candidate(self, person_id: int, typed: str) -> _Step | _Recovery | None:
        async with self.database.single() as connection:
            kept = await repository.kept(connection, person_id)
        if kept is None or kept.confirmed_at is None:
            return None
        if (digits := totp.normal(typed)) is not None:
            seed = self.vault.open(kept.sealed, SEEDS.of(person_id))
            step = totp.matching_step(seed, digits, self.clock(), after=kept.last_step)
            return None if step is None else _Step(kept.sealed, step)
        code, salt = recovery.normal(typed), kept.recovery_salt
        if code is None or salt is None:
            return None
        return _Recovery(await self.pool.run(partial(recovery.digest_of, code, salt)))

    async def _use(
        self, connection: AsyncConnection, person_id: int, found: _Step | _Recovery
    ) -> bool:
        if isinstance(found, _Step):
            return await repository.use_step(connection, person_id, found.sealed, found.step)
        return await repository.use_recovery_code(connection, person_id, found.digest, self.clock())

    async def _tell_of_recovery(self, connection: AsyncConnection, person_id: int) -> None:
        await self.letters.factor(connection, person_id, "recovery_used", at=self.clock())
