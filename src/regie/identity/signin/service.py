"""Signing in by password."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import NamedTuple

from regie.core.access import Audit, AuditEvent
from regie.core.db import Database
from regie.core.web import Exchange
from regie.identity.people.domain import email_key
from regie.identity.people.repository import SigningIn, find_for_sign_in, upgrade_password

from .entrance import Entered, Entrance
from .errors import SignInRefused
from .evenness import Evenness
from .passwords import Passwords
from .repository import Tried
from .throttle import Throttle


class Proven(NamedTuple):
    """Whose password it was."""

    person: SigningIn
    upgraded_hash: str | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """What costs time happens before the transaction in which somebody is let in: no connection of
    the pool is held while a password is hashed."""

    database: Database
    passwords: Passwords
    throttle: Throttle
    evenness: Evenness
    entrance: Entrance
    audit: Audit

    async def by_password(self, email: str, password: str, exchange: Exchange) -> Entered:
        """Where there is a second factor it is awaited, for ten minutes.

        Raises SignInRefused alike, with as many statements and after as long, for an account that
        does not exist, is disabled, was only invited, or has another password; TooManyTries for
        each of them too; HashingFull and CookieNeedsHttps before the try counts.
        """
        self.entrance.require_way(exchange)
        self.passwords.require_room()
        person, upgraded = await self._proven(email, password, exchange)
        visit = await self.entrance.visit(exchange)
        async with self.database.begin() as connection:
            # While the password was hashed another may have been set, or a second factor.
            await self.entrance.lock(connection, person.id, visit)
            now = await find_for_sign_in(connection, email)
            if now is None or now.password is None or not _is_the_same(now, person):
                raise SignInRefused
            if upgraded is not None:
                await upgrade_password(connection, now.id, old=now.password, new=upgraded)
            if now.has_factor:
                return await self.entrance.hold(connection, now.id, visit)
            return await self.entrance.enter(connection, now.id, visit, "password")

    async def _proven(self, email: str, password: str, exchange: Exchange) -> Proven:
        begun = perf_counter()
        step_s = await self.evenness.step_s()
        tried = self._tried(email, exchange)
        with self.evenness.room(step_s):
            async with self.database.single() as connection:
                number = await self.throttle.reserve_by(connection, tried)
                person = await find_for_sign_in(connection, email)
            stored = person.password if person is not None and person.status == "active" else None
            verdict = await self.passwords.verify(password, stored)
            if person is None or not verdict.ok:
                await self._record_refusal(person, number)
                await self.evenness.until_next(step_s, begun)
                raise SignInRefused
        await self.throttle.release(tried)
        return Proven(person, verdict.upgraded_hash)

    def _tried(self, email: str, exchange: Exchange) -> Tried:
        known = self.entrance.known(exchange)
        if self.entrance.account(email) in known.accounts:
            return self.throttle.at_device(email_key(email), known.id)
        return self.throttle.at_account(email_key(email), exchange.client.key)

    async def _record_refusal(self, person: SigningIn | None, number: int) -> None:
        """Whoever is throttled is not recorded each time: the five before are."""
        subject = None if person is None else f"person:{person.id}"
        event = AuditEvent("session.refuse", subject, "refused", {"try": number})
        tenant = None if person is None else person.tenant
        await self.audit.record_apart(event, tenant=tenant)


def _is_the_same(now: SigningIn, before: SigningIn) -> bool:
    return now.status == "active" and now.password == before.password
