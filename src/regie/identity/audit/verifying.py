"""Computing a chain anew, from the certificate or the beginning to its head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .digests import (
    BEFORE_THE_FIRST,
    Certificate,
    Entry,
    digest_certificate,
    digest_entry,
    digest_payload,
)
from .repository import Head, head_of

Fault = Literal[
    "entry_changed", "payload_changed", "missing", "rewritten", "tail_cut", "certificate_forged"
]
"""`entry_changed`: it does not fit its digest and the one before it, so it or its neighbour was
changed. `rewritten`: all fits, but a head that is known from outside is another one."""

KnownHeads = Mapping[int, frozenset[bytes]]
"""By number; two different digests of one number are a fault by themselves."""

Progress = Callable[[int, int], None]
"""Is told how many entries are done, and of how many."""

PURGED: Final = "audit.purge"
ROWS_AT_ONCE: Final = 500
"""Some 5 ms of computing, during which the process does nothing else."""

_STEADY: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
_CERTIFICATES: Final = text(
    """
    SELECT tenant, through, at, entries, head, why, digest FROM identity.audit_certificate
    WHERE tenant = :tenant ORDER BY through
    """
)
_ROWS: Final = text(
    """
    SELECT e.tenant, e.number, e.at, e.actor, e.action, e.subject, e.outcome, e.request_id,
        e.payload_digest, e.digest, p.salt, CAST(p.payload AS text)
    FROM identity.audit_entry e
    LEFT JOIN identity.audit_payload p ON p.tenant = e.tenant AND p.number = e.number
    WHERE e.tenant = :tenant AND e.number > :after ORDER BY e.number LIMIT :rows
    """
)


@dataclass(frozen=True, slots=True)
class Broken:
    number: int
    """The first that is not as it was written."""
    fault: Fault


@dataclass(frozen=True, slots=True)
class Verdict:
    tenant: str
    first: int
    """The lowest number that is kept; one above `head` when there is none."""
    head: int
    """How far it was verified."""
    digest: bytes
    """Of the entry at `head`."""
    entries: int
    erased: int
    """Of how many the payload is gone; the chain does not tell by whom."""
    complete: bool
    """False when the time was up before the end."""
    broken: Broken | None

    @property
    def intact(self) -> bool:
        return self.complete and self.broken is None


def nobody_watches(_done: int, _total: int) -> None:
    """Where no progress is shown."""


class Verification:
    """One walk along one chain. Needs a transaction that has asked nothing yet, and memory for
    `rows_at_once` entries, however long the chain is."""

    def __init__(self, tenant: str, known: KnownHeads, *, rows_at_once: int = ROWS_AT_ONCE):
        self.tenant = tenant
        self._known = known
        self._rows_at_once = rows_at_once
        self._first = 1
        self._number = 0
        self._before = BEFORE_THE_FIRST
        self._entries = 0
        self._erased = 0
        self._vouched = True
        self._voucher = ""

    async def run(
        self,
        connection: AsyncConnection,
        *,
        until: float | None = None,
        progress: Progress = nobody_watches,
    ) -> Verdict:
        """`until` is a moment of the monotonic clock."""
        await connection.execute(_STEADY)
        head = await head_of(connection, self.tenant)
        if forged := await self._start(connection):
            return self._verdict(Broken(forged, "certificate_forged"))
        total = 0 if head is None else head.number - self._number
        while True:
            asked = {"tenant": self.tenant, "after": self._number, "rows": self._rows_at_once}
            rows = (await connection.execute(_ROWS, asked)).all()
            for row in rows:
                if fault := self._fault_of(row):
                    return self._verdict(Broken(self._number + 1, fault))
            progress(self._entries, total)
            if len(rows) < self._rows_at_once:
                return self._verdict(self._fault_at_the_end(head))
            if until is not None and monotonic() > until:
                return self._verdict(None, complete=False)

    async def _start(self, connection: AsyncConnection) -> int | None:
        """Takes up where the last certificate says; returns the number of one that is forged."""
        found = await connection.execute(_CERTIFICATES, {"tenant": self.tenant})
        for *fields, digest in found:
            certificate = Certificate(*fields)
            if digest_certificate(certificate) != digest:
                return certificate.through
            self._first = certificate.through + 1
            self._number = certificate.through
            self._before = certificate.head
            self._vouched = False
            self._voucher = voucher(certificate.through, digest)
        return None if self._is_known(self._number, self._before) else self._number

    def _fault_of(self, row: Any) -> Fault | None:
        *fields, digest, salt, payload = row
        entry = Entry(*fields)
        if entry.number != self._number + 1:
            return "missing"
        if digest_entry(entry, self._before) != digest:
            return "entry_changed"
        if payload is None:
            self._erased += 1
        elif digest_payload(salt, payload) != entry.payload_digest:
            return "payload_changed"
        if not self._is_known(entry.number, digest):
            return "rewritten"
        if entry.action == PURGED and entry.subject == self._voucher:
            self._vouched = True
        self._number, self._before = entry.number, digest
        self._entries += 1
        return None

    def _fault_at_the_end(self, head: Head | None) -> Broken | None:
        ends = (0, BEFORE_THE_FIRST) if head is None else (head.number, head.digest)
        if max((ends[0], *self._known)) > self._number:
            return Broken(self._number + 1, "tail_cut")
        if ends != (self._number, self._before):
            return Broken(self._number, "rewritten")
        if not self._vouched:
            return Broken(self._first - 1, "certificate_forged")
        return None

    def _is_known(self, number: int, digest: bytes) -> bool:
        return self._known.get(number, frozenset([digest])) == frozenset([digest])

    def _verdict(self, broken: Broken | None, *, complete: bool = True) -> Verdict:
        return Verdict(
            tenant=self.tenant,
            first=self._first,
            head=self._number,
            digest=self._before,
            entries=self._entries,
            erased=self._erased,
            complete=complete,
            broken=broken,
        )


def voucher(through: int, digest: bytes) -> str:
    """The subject of the entry by which the chain itself names a certificate."""
    return f"certificate:{through}:{digest.hex()}"
