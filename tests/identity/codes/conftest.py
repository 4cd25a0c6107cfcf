"""People who are sent links, by a clock that stands still; and the application that they open."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from clockplay import SetClock
from peopleplay import Organisation, opened_services
from regie.core.access import EVERYWHERE, Actor
from regie.core.db import DatabaseUrl
from regie.core.mail import OpenedMail
from regie.core.outbox import drain
from regie.identity.codes.domain import Purpose
from regie.identity.services import Services
from signinplay import Site, open_site


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


@pytest.fixture(scope="module")
async def site(migrated: DatabaseUrl) -> AsyncIterator[Site]:
    async with open_site(migrated) as site:
        yield site


def code_in(link: str) -> str:
    return link.partition("#code=")[2]


@dataclass(frozen=True)
class Post:
    """What was written to people: in a development installation nothing leaves."""

    services: Services

    async def letters(self, address: str) -> list[OpenedMail]:
        """With their secrets, the oldest first."""
        async with self.services.core.database.begin() as connection:
            sql = "SELECT id, tenant FROM core.mail WHERE recipient = $1 ORDER BY id"
            rows = (await connection.exec_driver_sql(sql, (address,))).all()
            mailer = self.services.core.mailer
            return [
                await mailer.open_mail(connection, each.id, tenant=each.tenant) for each in rows
            ]

    async def links(self, address: str) -> list[str]:
        texts = [each.letter.text for each in await self.letters(address) if each.letter]
        return [link for text in texts for link in re.findall(r"\S+#code=\S+", text)]

    async def deliver(self) -> None:
        """Whatever was asked is answered."""
        await drain(self.services.core.database, [self.services.asking.subscription()])


def administrator(house: Organisation, person: int) -> Actor:
    return Actor(house.tenant, "person", person, reaches={"console.people.manage": EVERYWHERE})


async def make_link(house: Organisation, purpose: Purpose, person: int | None = None) -> str:
    codes = house.services.codes
    acts: dict[Purpose, Callable[[AsyncConnection], Any]] = {
        "invitation": lambda c: codes.invite(c, person or 0),
        "reset": lambda c: codes.reset(c, person or 0),
        "first_run": codes.make_first_run,
    }
    return await house.run(acts[purpose])


async def make(house: Organisation, purpose: Purpose, person: int | None = None) -> str:
    """The code of a link of that kind."""
    return code_in(await make_link(house, purpose, person))
