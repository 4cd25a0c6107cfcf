"""Codes of six digits by e-mail, to the order's own address: who reads them owns the order.

What is asked for is written down alike whether there is such an order or not; whether there is one
is looked up afterwards, by the outbox, which then writes the letters.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.clock import Clock
from regie.core.db import Database
from regie.core.i18n import Language
from regie.core.input import check_email
from regie.core.mail import Mailer, Template
from regie.core.outbox import Delivery, Kind, Subscription, effect_once
from regie.identity.signin.digests import Digests

from ..service import OrderService, Tracked
from .limits import ProofLimits
from .repository import Code, forget_code, forget_codes, opened_by, put_code

LIVES: Final = timedelta(minutes=10)
TRIES: Final = 5
_DIGITS: Final = 6
_MOST_RECIPIENTS: Final = 3
"""Namesakes; more of them share a name that proves nothing."""

LETTER: Final = Template(
    "orders_code",
    frozenset(("valid_until", "familiar")),
    frozenset(("code",)),
    Path(__file__).with_name("letters"),
)


class CodeAsked(msgspec.Struct, frozen=True):
    """Gone from the outbox once the letter is written."""

    conversation: UUID
    language: Language
    until: datetime
    number: str | None = None
    name: str | None = None
    """None with a number: it was opened in that conversation without one, in `source`."""
    source: str | None = None
    first: date | None = None
    last: date | None = None
    sources: tuple[str, ...] | None = None
    """That the conversation may find orders in; None for all."""
    familiar: bool = False
    """The letter says « tu », as the conversation does."""


ASKED: Final = Kind("orders.code_asked", CodeAsked)


class _Kept(NamedTuple):
    """A code that is good as soon as it is sent."""

    code: str
    address: str
    digest: bytes
    identity: bytes


@dataclass(frozen=True, slots=True)
class Codes:
    database: Database
    digests: Digests
    mailer: Mailer
    orders: OrderService
    limits: ProofLimits
    clock: Clock

    async def opened_by(
        self, connection: AsyncConnection, conversation: UUID, code: str
    ) -> Mapping[str, str]:
        """The orders that a code opens, which it does once, by number, each with its source; none
        when it is not one of those that were sent last. The work is the same when none was."""
        digest = self._digest(conversation, code)
        orders = await opened_by(connection, conversation, digest, self.clock())
        if orders:
            await forget_codes(connection, conversation)
        return orders

    async def answer(self, delivery: Delivery[CodeAsked]) -> None:
        """A code for each address that the orders belong to, and each opens that one's orders. A
        source that is away is asked again, as long as the code would be good for anything."""
        asked = delivery.payload
        if asked.until <= self.clock():
            return
        by_address = _by_address(await self._found(asked))
        if not 0 < len(by_address) <= _MOST_RECIPIENTS:
            return
        async with self.database.begin() as connection:
            if not await effect_once(connection, delivery):
                return
            await forget_codes(connection, asked.conversation)
            kept = [await self._keep(connection, asked, *each) for each in by_address.items()]
            # Counted last: what fails before is done again, and no limit gives anything back.
            for code in kept:
                if code is not None:
                    await self._send(connection, asked, code)

    def subscription(self) -> Subscription[CodeAsked]:
        return Subscription(ASKED, self.answer, retries_s=(1.0, 5.0, 30.0, 120.0))

    async def _found(self, asked: CodeAsked) -> Sequence[Tracked]:
        orders = self.orders.within(asked.sources)
        if asked.number is None:
            if asked.name is None or asked.first is None or asked.last is None:
                return ()
            return await orders.search(asked.name, asked.first, asked.last)
        if asked.name is None:
            found = await orders.look_up(asked.number, asked.source)
        else:
            found = await orders.claimed(asked.number, asked.name)
        return () if found is None else (found,)

    async def _keep(
        self,
        connection: AsyncConnection,
        asked: CodeAsked,
        address: str,
        orders: Sequence[Tracked],
    ) -> _Kept | None:
        """None when the conversation does not wait for this code any more."""
        identity = self.digests.of("orders-identity", address)
        code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        digest = self._digest(asked.conversation, code)
        by_source: defaultdict[str, list[str]] = defaultdict(list)
        for each in orders:
            by_source[each.source].append(each.order.number)
        put = [
            await put_code(
                connection, asked.conversation, Code(digest, identity, *of_source), asked.until
            )
            for of_source in by_source.items()
        ]
        return _Kept(code, address, digest, identity) if all(put) else None

    async def _send(self, connection: AsyncConnection, asked: CodeAsked, kept: _Kept) -> None:
        if not await self.limits.may_send_to(kept.identity):
            await forget_code(connection, asked.conversation, kept.digest)
            return
        await self.mailer.send(
            connection,
            LETTER,
            to=kept.address,
            language=asked.language,
            data={
                "code": f"{kept.code[:3]} {kept.code[3:]}",
                "valid_until": asked.until,
                "familiar": asked.familiar,
            },
        )

    def _digest(self, conversation: UUID, code: str) -> bytes:
        return self.digests.of("orders-code", str(conversation), code)


def same_address(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _key(one) == _key(other)


def _by_address(found: Sequence[Tracked]) -> Mapping[str, Sequence[Tracked]]:
    """Only of orders that have one to which a mail can be sent."""
    spelt: dict[str, str] = {}
    orders: defaultdict[str, list[Tracked]] = defaultdict(list)
    for each in found:
        if each.order.email and _is_address(each.order.email):
            key = _key(each.order.email)
            orders[spelt.setdefault(key, each.order.email.strip())].append(each)
    return orders


def _is_address(written: str) -> bool:
    try:
        check_email(written)
    except ValueError:
        return False
    return True


def _key(address: str) -> str:
    return address.strip().casefold()
