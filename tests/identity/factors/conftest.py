"""People with a second factor, and their authenticators."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from clockplay import SetClock
from peopleplay import Organisation, opened_services
from regie.core.access import Actor
from regie.core.db import DatabaseUrl
from regie.identity.factors import totp
from regie.identity.factors.totp import Enrolment
from regie.identity.services import Services


@pytest.fixture(scope="module")
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="module")
async def services(migrated: DatabaseUrl, clock: SetClock) -> AsyncIterator[Services]:
    async with opened_services(migrated, clock=clock) as services:
        yield services


@pytest.fixture
def house(services: Services) -> Organisation:
    return Organisation.new(services)


@dataclass
class Holder:
    """Somebody, signed in and just stepped up, with an authenticator in hand."""

    house: Organisation
    clock: SetClock
    id: int
    email: str
    seed: str = ""

    @property
    def acting(self) -> Actor:
        until = self.clock() + timedelta(minutes=15)
        return Actor(self.house.tenant, "person", self.id, session=1, stepped_up_until=until)

    @property
    def enrolling(self) -> Actor:
        return replace(self.acting, stepped_up_until=None, must=("set_factor",))

    def code(self, ahead: int = 0) -> str:
        return totp.code_at(self.seed, totp.step_at(self.clock()) + ahead)

    async def begin(self, acting: Actor | None = None) -> Enrolment:
        factors = self.house.services.factors
        begun = await self.house.run(lambda c: factors.begin(c, acting or self.acting))
        self.seed = begun.seed
        return begun

    async def enrol(self) -> list[str]:
        """The recovery codes; the clock stands at the next step, so that there is a code to use."""
        await self.begin()
        codes = await self.house.services.factors.confirm(self.acting, self.code())
        self.clock.move(totp.STEP_S)
        return codes

    async def prove(self, typed: str) -> str:
        async def done(_: object) -> str:
            return "done"

        proofs = self.house.services.factors.proofs
        return await proofs.proven(self.id, self.house.tenant, typed, done)

    async def mailed(self) -> list[str]:
        async with self.house.services.core.database.begin() as connection:
            sql = "SELECT subject FROM core.mail WHERE recipient = $1 ORDER BY id"
            rows = await connection.exec_driver_sql(sql, (self.email,))
            return [*rows.scalars()]


@pytest.fixture
async def mina(house: Organisation, clock: SetClock) -> Holder:
    return await holder(house, clock, "Mina")


@pytest.fixture
async def other(house: Organisation, clock: SetClock) -> Holder:
    return await holder(house, clock, "Paul")


async def holder(house: Organisation, clock: SetClock, name: str) -> Holder:
    email = f"{name.lower()}@{house.tenant}.example"
    return Holder(house, clock, await house.person(name, ("agent", None), email=email), email)
