"""Whoever owns the tables can change them; verifying tells that they did, and where."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from regie.core.access import AuditEvent
from regie.core.db import Database
from regie.identity.audit import PostgresAudit
from regie.identity.audit.digests import Certificate, digest_certificate
from regie.identity.audit.retention import purge
from regie.identity.audit.verifying import Broken, Verification

from .conftest import Tamper, Verify

OTHER = bytes(range(32))
ENTRY = "UPDATE identity.audit_entry SET {} WHERE tenant = :tenant AND number = 3"
PAYLOAD = "UPDATE identity.audit_payload SET {} WHERE tenant = :tenant AND number = 3"
DELETE_PAYLOADS = "DELETE FROM identity.audit_payload WHERE tenant = :tenant AND number {}"
DELETE_ENTRIES = "DELETE FROM identity.audit_entry WHERE tenant = :tenant AND number {}"
AGE = "UPDATE identity.audit_entry SET at = at - interval '2000 days' WHERE tenant = :tenant"


def without(numbers: str) -> tuple[str, str]:
    return DELETE_PAYLOADS.format(numbers), DELETE_ENTRIES.format(numbers)


async def test_a_record_that_nobody_touched_is_intact(five: str, verify: Verify) -> None:
    verdict = await verify(five)
    assert (verdict.intact, verdict.first, verdict.head, verdict.entries) == (True, 1, 5, 5)


async def test_a_record_without_entries_is_intact(tenant: str, verify: Verify) -> None:
    assert (await verify(tenant)).intact


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "actor = 'person:8'",
        "action = 'person.enable'",
        "subject = NULL",
        "outcome = 'refused'",
        "request_id = ''",
        "payload_digest = :other",
        "digest = :other",
    ],
)
async def test_an_entry_that_was_changed_in_any_column_is_found(
    five: str, verify: Verify, tamper: Tamper, change: str
) -> None:
    values = {"other": OTHER} if ":other" in change else {}
    await tamper(ENTRY.format(change), tenant=five, **values)
    assert (await verify(five)).broken == Broken(3, "entry_changed")


@pytest.mark.parametrize("change", ["""payload = '{"name":"Nina"}'""", "salt = :other"])
async def test_a_payload_that_was_changed_is_found(
    five: str, verify: Verify, tamper: Tamper, change: str
) -> None:
    values = {"other": OTHER} if ":other" in change else {}
    await tamper(PAYLOAD.format(change), tenant=five, **values)
    assert (await verify(five)).broken == Broken(3, "payload_changed")


async def test_a_payload_of_another_entry_is_found(
    five: str, verify: Verify, tamper: Tamper
) -> None:
    await tamper(
        PAYLOAD.format(
            "(salt, payload) = (SELECT salt, payload FROM identity.audit_payload p "
            "WHERE p.tenant = :tenant AND p.number = 4)"
        ),
        tenant=five,
    )
    assert (await verify(five)).broken == Broken(3, "payload_changed")


async def test_an_entry_that_went_to_another_tenant_is_missed(
    five: str, verify: Verify, tamper: Tamper
) -> None:
    await tamper(DELETE_PAYLOADS.format("= 3"), ENTRY.format("tenant = tenant || 'x'"), tenant=five)
    assert (await verify(five)).broken == Broken(3, "missing")


@pytest.mark.parametrize("number", [1, 3])
async def test_an_entry_that_was_deleted_is_missed(
    five: str, verify: Verify, tamper: Tamper, number: int
) -> None:
    await tamper(*without(f"= {number}"), tenant=five)
    assert (await verify(five)).broken == Broken(number, "missing")


async def test_two_entries_that_changed_places_are_found(
    five: str, verify: Verify, tamper: Tamper
) -> None:
    columns = "at, actor, action, subject, outcome, request_id, payload_digest, digest"
    await tamper(
        f"UPDATE identity.audit_entry e SET ({columns}) = (SELECT {columns} "
        "FROM identity.audit_entry o WHERE o.tenant = e.tenant AND o.number = 5 - e.number) "
        "WHERE e.tenant = :tenant AND e.number IN (2, 3)",
        tenant=five,
    )
    assert (await verify(five)).broken == Broken(2, "entry_changed")


async def test_a_tail_that_was_cut_is_missed(five: str, verify: Verify, tamper: Tamper) -> None:
    await tamper(*without("> 3"), tenant=five)
    assert (await verify(five)).broken == Broken(4, "tail_cut")


HEAD = """
    UPDATE identity.audit_head SET (number, digest) = (
        SELECT number, digest FROM identity.audit_entry e WHERE e.tenant = :tenant
        ORDER BY number DESC LIMIT 1
    ) WHERE tenant = :tenant
"""


async def test_a_tail_that_was_cut_with_its_head_is_missed_by_the_heads_that_were_told(
    five: str, verify: Verify, tamper: Tamper
) -> None:
    known = {5: frozenset([(await verify(five)).digest])}
    await tamper(*without("> 3"), HEAD, tenant=five)
    assert (await verify(five)).intact
    assert (await verify(five, known)).broken == Broken(4, "tail_cut")


async def test_a_chain_that_was_written_anew_is_found_by_the_heads_that_were_told(
    database: Database, audit: PostgresAudit, five: str, verify: Verify, tamper: Tamper
) -> None:
    known = {4: frozenset([OTHER])}
    assert (await verify(five)).intact
    assert (await verify(five, known)).broken == Broken(4, "rewritten")


async def test_two_heads_of_one_number_are_a_fault(five: str, verify: Verify) -> None:
    digest = (await verify(five)).digest
    assert (await verify(five, {5: frozenset([digest, OTHER])})).broken == Broken(5, "rewritten")


async def test_a_head_that_is_gone_is_missed(five: str, verify: Verify, tamper: Tamper) -> None:
    await tamper("DELETE FROM identity.audit_head WHERE tenant = :tenant", tenant=five)
    assert (await verify(five)).broken == Broken(5, "rewritten")


async def test_an_erased_payload_leaves_the_chain_whole(
    database: Database, five: str, verify: Verify
) -> None:
    async with database.begin() as connection:
        erase = text("SELECT identity.erase_payloads(:tenant, ARRAY[2, 3])")
        await connection.execute(erase, {"tenant": five})
    verdict = await verify(five)
    assert (verdict.intact, verdict.erased) == (True, 2)


@pytest.fixture
async def purged(database: Database, audit: PostgresAudit, five: str, tamper: Tamper) -> str:
    """Its entries 1 to 5 are gone, by a certificate that entry 6 names; then came 7."""
    await tamper(AGE, tenant=five)
    async with database.begin() as connection:
        await purge(connection)
        await audit.record(connection, AuditEvent("person.add"), tenant=five)
    return five


async def test_a_chain_goes_on_from_its_certificate(purged: str, verify: Verify) -> None:
    verdict = await verify(purged)
    assert (verdict.intact, verdict.first, verdict.head) == (True, 6, 7)


@pytest.mark.parametrize(
    "change", ["entries = 4", "at = now()", "why = 'because'", "head = :other", "digest = :other"]
)
async def test_a_certificate_that_was_changed_is_found(
    purged: str, verify: Verify, tamper: Tamper, change: str
) -> None:
    statement = f"UPDATE identity.audit_certificate SET {change} WHERE tenant = :tenant"
    values = {"other": OTHER} if ":other" in change else {}
    await tamper(statement, tenant=purged, **values)
    assert (await verify(purged)).broken == Broken(5, "certificate_forged")


async def test_a_certificate_that_is_gone_is_missed(
    purged: str, verify: Verify, tamper: Tamper
) -> None:
    await tamper("DELETE FROM identity.audit_certificate WHERE tenant = :tenant", tenant=purged)
    assert (await verify(purged)).broken == Broken(1, "missing")


async def test_a_certificate_that_the_chain_does_not_name_is_forged(
    five: str, verify: Verify, tamper: Tamper, database: Database
) -> None:
    """All is right with it but that nobody purged: it covers up what somebody deleted."""
    async with database.begin() as connection:
        found = text("SELECT digest FROM identity.audit_entry WHERE tenant = :t AND number = 3")
        head = (await connection.execute(found, {"t": five})).scalar_one()
        now = (await connection.execute(text("SELECT now()"))).scalar_one()
    certificate = Certificate(five, 3, now, 3, head, "older than 1095 days")
    await tamper(*without("<= 3"), tenant=five)
    await tamper(
        "INSERT INTO identity.audit_certificate "
        "VALUES (:tenant, :through, :at, :entries, :head, :why, :digest)",
        **certificate._asdict(),
        digest=digest_certificate(certificate),
    )
    assert (await verify(five)).broken == Broken(3, "certificate_forged")


async def test_it_stops_when_its_time_is_up(database: Database, five: str) -> None:
    async with database.begin() as connection:
        verdict = await Verification(five, {}, rows_at_once=2).run(connection, until=0.0)
    assert (verdict.complete, verdict.intact, verdict.entries) == (False, False, 2)
