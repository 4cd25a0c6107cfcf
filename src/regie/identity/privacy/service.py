"""One's own data, and their end."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Audit, AuditEvent
from regie.core.db import Database
from regie.core.i18n import Language, typeset
from regie.core.mail import forget_address, mails_to
from regie.core.retention import (
    PERSONAL_PAGE,
    Kept,
    PersonalData,
    PersonalRow,
    Retention,
    Subject,
)

from .repository import address_of, erase_details
from .schemas import KeptAboutMe


class Forgotten(NamedTuple):
    details: int
    mails: int


@dataclass(frozen=True, slots=True)
class Privacy:
    database: Database
    audit: Audit
    retention: Retention
    declared: tuple[Kept, ...]
    data: tuple[PersonalData, ...]
    """Identity's own and that of all apps."""

    def kept(self, language: Language) -> list[KeptAboutMe]:
        return [
            KeptAboutMe(
                what=typeset(each.what, language),
                why=typeset(each.why, language),
                keep_days=self._days(each),
            )
            for each in self.declared
        ]

    async def begin_export(self, connection: AsyncConnection, acting: Actor) -> None:
        event = AuditEvent("export.make", acting.key, payload={"of": "own_data"})
        await self.audit.record(connection, event, actor=acting)

    async def own_data(self, acting: Actor) -> AsyncGenerator[bytes]:
        """One JSON object, in pages, each read in a transaction of its own."""
        subject = Subject(acting.tenant, acting.id)
        yield b"{"
        for each in self.data:
            yield b'"%s":[' % each.name.encode()
            async for page in self._pages(subject, each):
                yield page
            yield b"],"
        yield b'"mails":['
        async for page in self._mails(acting):
            yield page
        yield b"]}"

    async def forget(self, connection: AsyncConnection, tenant: str, person_id: int) -> Forgotten:
        """What the apps, the record and the mails hold of somebody who is erased, in that
        transaction, while the address is still known. Numbers stay in the record, and the chain is
        whole."""
        for each in self.data:
            if each.erase is not None:
                await each.erase(connection, Subject(tenant, person_id))
        address = await address_of(connection, tenant, person_id)
        return Forgotten(
            details=await erase_details(connection, tenant, person_id),
            mails=await forget_address(connection, address, tenant=tenant) if address else 0,
        )

    def _days(self, kept: Kept) -> int | None:
        if isinstance(kept.keeps, str):
            return self.retention.classes[kept.keeps].keep_days
        return kept.keeps

    async def _pages(self, subject: Subject, data: PersonalData) -> AsyncGenerator[bytes]:
        after, more = 0, True
        while more:
            async with self.database.begin() as connection:
                rows = await data.read(connection, subject, after)
            if rows:
                yield _joined(rows, first=after == 0)
                after = rows[-1]["id"]
            more = len(rows) == PERSONAL_PAGE

    async def _mails(self, acting: Actor) -> AsyncGenerator[bytes]:
        after = 0
        while True:
            async with self.database.begin() as connection:
                address = await address_of(connection, acting.tenant, acting.id)
                rows = (
                    await mails_to(connection, address, tenant=acting.tenant, after=after)
                    if address
                    else []
                )
            if not rows:
                return
            yield _joined(rows, first=after == 0)
            after = rows[-1]["id"]


def _joined(rows: Sequence[PersonalRow], *, first: bool) -> bytes:
    return (b"" if first else b",") + b",".join(map(msgspec.json.encode, rows))
