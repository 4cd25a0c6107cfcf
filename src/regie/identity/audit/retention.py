"""What of the record goes: the oldest entries of a chain, and payloads before them.

Entries go from the beginning of a chain on, whole prefixes alone, so that what stays is still one
chain: it goes on from a certificate, and an entry of the chain names that certificate's digest.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, AuditEvent
from regie.core.db import Purgeable

from .chain import append
from .digests import Certificate, digest_certificate
from .drafts import draft_of
from .verifying import PURGED, voucher

KEEP_DAYS: Final = 1095
DETAILS_DAYS: Final = 365

ROWS_PER_PURGE: Final = 20_000

_KEPT: Final = """
    SELECT h.tenant, coalesce((
        SELECT min(e.number) FROM identity.audit_entry e
        WHERE e.tenant = h.tenant AND e.at >= now() - make_interval(days => :keep_days)
    ), h.number + 1) AS first FROM identity.audit_head h
"""
"""Of each chain the first entry that is young enough; what lies before it goes."""
_OLD: Final = """
    SELECT e.tenant, e.number, e.at, octet_length(CAST(e.* AS text)) AS size
    FROM identity.audit_entry e JOIN kept ON kept.tenant = e.tenant AND e.number < kept.first
"""
_OLD_DETAILS: Final = """
    SELECT e.tenant, e.number, e.at, octet_length(CAST(p.* AS text)) AS size
    FROM identity.audit_payload p
    JOIN identity.audit_entry e ON e.tenant = p.tenant AND e.number = p.number
    WHERE e.at < now() - make_interval(days => :keep_days)
"""
_FIGURES: Final = """
    count(*) AS rows, CAST(min(at) AS date) AS first, CAST(max(at) AS date) AS last,
    coalesce(CAST(sum(size) AS bigint), 0) AS size_bytes
"""
_COUNT: Final = text(f"WITH kept AS ({_KEPT}) SELECT {_FIGURES} FROM ({_OLD}) old")  # noqa: S608 - constants
_COUNT_DETAILS: Final = text(f"SELECT {_FIGURES} FROM ({_OLD_DETAILS}) old")  # noqa: S608 - the same
_PREFIX: Final = text(
    f"""
    WITH kept AS (
        SELECT * FROM ({_KEPT}) chains WHERE EXISTS (
            SELECT FROM identity.audit_entry e
            WHERE e.tenant = chains.tenant AND e.number < chains.first
        ) ORDER BY tenant LIMIT 1
    ), batch AS ({_OLD} ORDER BY e.number LIMIT {ROWS_PER_PURGE}
    ), figures AS (SELECT max(tenant) AS tenant, max(number) AS through, {_FIGURES} FROM batch)
    SELECT now(), e.digest, f.* FROM figures f
    LEFT JOIN identity.audit_entry e ON e.tenant = f.tenant AND e.number = f.through
    """  # noqa: S608 - the same
)
_CERTIFY: Final = text(
    """
    INSERT INTO identity.audit_certificate (tenant, through, at, entries, head, why, digest)
    VALUES (:tenant, :through, :at, :entries, :head, :why, :digest)
    """
)
_PURGE: Final = text("SELECT identity.purge_record(:tenant, :through)")
_ERASE_DETAILS: Final = text(
    f"""
    WITH old AS ({_OLD_DETAILS} ORDER BY e.at LIMIT {ROWS_PER_PURGE}), of_tenants AS (
        SELECT tenant, {_FIGURES}, array_agg(number) AS numbers FROM old GROUP BY tenant
    )
    SELECT identity.erase_payloads(tenant, numbers), first, last, size_bytes FROM of_tenants
    """  # noqa: S608 - the same
)


async def preview(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """What `purge` would remove if it were called until it found nothing. Payloads that are kept
    for longer go with their entries, uncounted."""
    found = await connection.execute(_COUNT, {"keep_days": keep_days})
    return [Purgeable("audit_entry", *found.one())]


async def purge(connection: AsyncConnection, *, keep_days: int = KEEP_DAYS) -> list[Purgeable]:
    """The beginning of one chain; called again until it finds nothing."""
    found: Any = (await connection.execute(_PREFIX, {"keep_days": keep_days})).one()
    now, head, tenant, through, *figures = found
    purged = Purgeable("audit_entry", *figures)
    if not purged.rows:
        return [purged]
    why = f"older than {keep_days} days"
    certificate = Certificate(tenant, through, now, purged.rows, head, why)
    digest = digest_certificate(certificate)
    await connection.execute(_CERTIFY, {**certificate._asdict(), "digest": digest})
    await connection.execute(_PURGE, {"tenant": tenant, "through": through})
    event = AuditEvent(
        PURGED,
        voucher(through, digest),
        payload={"through": through, "entries": purged.rows, "why": why},
    )
    await append(connection, [draft_of(event, Actor(tenant, "system", 0), tenant)])
    return [purged]


async def preview_details(
    connection: AsyncConnection, *, keep_days: int = DETAILS_DAYS
) -> list[Purgeable]:
    """What `purge_details` would remove."""
    found = await connection.execute(_COUNT_DETAILS, {"keep_days": keep_days})
    return [Purgeable("audit_payload", *found.one())]


async def purge_details(
    connection: AsyncConnection, *, keep_days: int = DETAILS_DAYS
) -> list[Purgeable]:
    """A batch of payloads; their entries stay, and the chain is whole."""
    gone = Purgeable("audit_payload", 0, None, None)
    for erased in await connection.execute(_ERASE_DETAILS, {"keep_days": keep_days}):
        gone += Purgeable("audit_payload", *erased)
    return [gone]
