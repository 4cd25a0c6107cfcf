"""How often one may try: 5 times in 15 minutes, counted before the password is looked at."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database

from .digests import Digests
from .errors import TooManyTries
from .repository import Bounds, Reserved, Tried, release, reserve

TRIES: Final = 5
"""Of one account from devices that it does not know, and of each that it knows."""
ACCOUNTS: Final = 20
"""Distinct ones that may fail at one address: a whole site may stand behind it."""
WINDOW: Final = timedelta(minutes=15)
_UNDER_WAY_S: Final = 5.0
"""A try so young may still succeed, and then no longer counts at its address."""
_SOON_S: Final = 5

_BOUNDS: Final = Bounds(TRIES, ACCOUNTS, WINDOW)


class Throttle:
    """A try is reserved before it is made, and stands unless it succeeds: however many come at the
    same time, and whatever is killed meanwhile, no more are let through. An account that does not
    exist is counted like one that does. While the database is away nobody can sign in at all."""

    def __init__(self, database: Database, digests: Digests):
        self._database = database
        self._digests = digests

    def at_account(self, email_key: str, address: str) -> Tried:
        """From a device that the account does not know."""
        account = self._digests.of("account", email_key)
        return Tried("account", account, account, self._digests.of("address", address))

    def at_device(self, email_key: str, device: str) -> Tried:
        """From one that it knows: strangers' tries do not count here, nor do its at the address."""
        return Tried("device", self._digests.of("device", device, email_key))

    def of_person(self, kind: str, person_id: int) -> Tried:
        """Of another kind (`factor`, `password`), by somebody whose session is known."""
        return Tried(kind, self._digests.of(kind, str(person_id)))

    async def reserve(self, tried: Tried) -> int:
        """How many tries that makes within the window. Raises TooManyTries."""
        async with self._database.single() as connection:
            return await self.reserve_by(connection, tried)

    async def reserve_by(self, connection: AsyncConnection, tried: Tried) -> int:
        """By a connection that was taken with `single`: the try stands from now on."""
        reserved = await reserve(connection, tried, _BOUNDS)
        if reserved.tries == 0:
            raise TooManyTries(ceil(_wait_s(reserved)))
        return reserved.tries

    async def release(self, tried: Tried) -> None:
        """After a success."""
        async with self._database.single() as connection:
            await release(connection, tried)


def _wait_s(reserved: Reserved) -> float:
    """What was refused while others came in at the same moment waits the whole window: their
    moments are not seen yet."""
    window_s = WINDOW.total_seconds()
    if reserved.place_is_free:
        ages = reserved.own_ages_s
        return max(1.0, window_s - ages[0]) if len(ages) >= TRIES else window_s
    ages = [age for age in reserved.place_ages_s if age < window_s]
    if sum(age >= _UNDER_WAY_S for age in ages) < ACCOUNTS:
        return _SOON_S
    return max(1.0, window_s - ages[-ACCOUNTS])
