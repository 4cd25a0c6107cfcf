"""Asking for a new password: nobody learns by it whether there is such an account.

What is asked is counted and written down, in the same statements whoever it is about. Whether
somebody has that address is looked up afterwards, by the outbox, which then writes the letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from regie.core.db import Database
from regie.core.outbox import Delivery, Kind, Subscription, effect_once, put
from regie.identity.people.domain import email_key
from regie.identity.people.repository import find_for_sign_in
from regie.identity.signin.digests import Digests
from regie.identity.signin.repository import Bounds, Tried, reserve

from .service import Codes

LETTERS: Final = 3
"""For one account within the hour: more would be a nuisance that anybody can cause."""
ACCOUNTS: Final = 20
"""Distinct ones within the hour from one address, behind which a whole site may stand."""
_BOUNDS: Final = Bounds(LETTERS, ACCOUNTS, timedelta(hours=1))


class ResetAsked(msgspec.Struct, frozen=True):
    email: str
    """Perhaps nobody's; gone from the outbox once the letter is written."""


ASKED: Final = Kind("identity.reset_asked", ResetAsked)


@dataclass(frozen=True, slots=True)
class Asking:
    database: Database
    digests: Digests
    codes: Codes

    async def ask(self, email: str, address: str) -> None:
        """Beyond what one account may be asked for, or one address ask, nothing is sent, and
        nothing says so."""
        account = self.digests.of("reset", email_key(email))
        tried = Tried("reset", account, account, self.digests.of("reset-address", address))
        async with self.database.single() as connection:
            reserved = await reserve(connection, tried, _BOUNDS)
        if reserved.tries > 0:
            async with self.database.begin() as connection:
                await put(connection, ASKED, ResetAsked(email))

    async def answer(self, delivery: Delivery[ResetAsked]) -> None:
        """Only somebody who has a password is sent a link to another."""
        async with self.database.begin() as connection:
            if not await effect_once(connection, delivery):
                return
            found = await find_for_sign_in(connection, delivery.payload.email)
            if found is not None and found.status == "active":
                await self.codes.reset(connection, found.id)

    def subscription(self) -> Subscription[ResetAsked]:
        return Subscription(ASKED, self.answer)
