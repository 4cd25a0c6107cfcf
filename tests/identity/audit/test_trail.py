"""Heads leave the database: each once, to the file, the log and whoever listens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from peopleplay import Organisation
from regie.core.access import AuditEvent
from regie.core.outbox import Reject
from regie.core.tasks import JobContext
from regie.core.webhooks import Draft, create_endpoint
from regie.identity.audit.head_file import append_heads, head_file, joined, read_heads
from regie.identity.audit.repository import Head
from regie.identity.audit.tasks import verify_audit
from regie.identity.audit.verifying import Broken

from .conftest import Tamper

Cut = Callable[[str, int], Awaitable[None]]

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
FIRST, SECOND = (Head("main", number, bytes([number]) * 32) for number in (1, 2))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return head_file(tmp_path)


@pytest.fixture
def cut(tamper: Tamper) -> Cut:
    """From that number on, with the head in the database."""

    async def run(tenant: str, number: int) -> None:
        await tamper(
            "DELETE FROM identity.audit_payload WHERE tenant = :tenant AND number >= :number",
            "DELETE FROM identity.audit_entry WHERE tenant = :tenant AND number >= :number",
            "UPDATE identity.audit_head h SET number = e.number, digest = e.digest "
            "FROM identity.audit_entry e WHERE e.tenant = :tenant AND h.tenant = :tenant "
            "AND e.number = :number - 1",
            tenant=tenant,
            number=number,
        )

    return run


def test_heads_that_were_appended_are_read(file: Path) -> None:
    append_heads(file, [FIRST], NOW)
    append_heads(file, [SECOND], NOW)
    assert read_heads(file) == {
        "main": {1: frozenset([FIRST.digest]), 2: frozenset([SECOND.digest])}
    }


def test_a_head_is_written_once(file: Path) -> None:
    for _ in range(3):
        append_heads(file, [FIRST], NOW)
    assert len(file.read_text().splitlines()) == 1


def test_another_digest_of_the_same_number_is_written_too(file: Path) -> None:
    append_heads(file, [FIRST], NOW)
    append_heads(file, [replace(FIRST, digest=bytes(32))], NOW)
    assert read_heads(file)["main"][1] == frozenset([FIRST.digest, bytes(32)])


def test_a_line_that_was_torn_spoils_none_of_the_others(file: Path) -> None:
    append_heads(file, [FIRST], NOW)
    with file.open("ab") as torn:
        torn.write(b'{"tenant":"main","num')
    append_heads(file, [SECOND], NOW)
    assert read_heads(file)["main"].keys() == {1, 2}


def test_only_its_owner_reads_the_file(file: Path) -> None:
    append_heads(file, [FIRST], NOW)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_without_a_file_nothing_is_known(file: Path) -> None:
    assert read_heads(file) == {}


def test_what_two_files_say_is_put_together() -> None:
    ours = {"main": {1: frozenset([b"a"])}}
    theirs = {"main": {1: frozenset([b"b"]), 2: frozenset([b"c"])}, "other": {}}
    assert joined(ours, theirs) == {
        "main": {1: frozenset([b"a", b"b"]), 2: frozenset([b"c"])},
        "other": {},
    }


async def record(house: Organisation) -> None:
    async with house.services.core.database.begin() as connection:
        await house.services.core.audit.record(
            connection, AuditEvent("person.add"), tenant=house.tenant
        )


async def test_the_heads_of_all_chains_are_told(house: Organisation) -> None:
    await record(house)
    await house.services.audit.tell_heads()
    assert house.tenant in read_heads(head_file(house.services.core.settings.home))


async def test_a_verification_tells_the_head_that_it_came_to(house: Organisation) -> None:
    await record(house)
    await house.services.audit.verify(house.tenant)
    known = read_heads(head_file(house.services.core.settings.home))
    assert known[house.tenant].keys() == {1}


async def test_receivers_are_told_each_head_once(house: Organisation) -> None:
    await house.run(
        lambda connection: create_endpoint(
            connection,
            house.services.core.vault,
            house.tenant,
            Draft("https://hooks.example.fr", ["audit.head"]),
        )
    )
    await record(house)
    for _ in range(2):
        await house.services.audit.tell_heads()
    told = await house.value(
        "SELECT count(*) FROM core.webhook_delivery WHERE tenant = :t", t=house.tenant
    )
    assert told == 1


async def test_a_tail_that_was_cut_later_is_missed(house: Organisation, cut: Cut) -> None:
    for _ in range(3):
        await record(house)
    await house.services.audit.tell_heads()
    await cut(house.tenant, 2)
    verdict = await house.services.audit.verify(house.tenant)
    assert verdict.broken == Broken(2, "tail_cut")


async def test_a_broken_chain_tells_no_head(house: Organisation, cut: Cut) -> None:
    for _ in range(3):
        await record(house)
    await house.services.audit.tell_heads()
    await cut(house.tenant, 2)
    await house.services.audit.verify(house.tenant)
    known = read_heads(head_file(house.services.core.settings.home))
    assert known[house.tenant].keys() == {3}


async def test_who_asks_meanwhile_gets_the_same_verdict(house: Organisation) -> None:
    await record(house)
    asked = [
        asyncio.create_task(house.services.audit.verify_soon(house.tenant, within_s=8))
        for _ in range(3)
    ]
    await asyncio.sleep(0)
    asked[0].cancel()
    first, second = await asyncio.gather(*asked[1:])
    assert first is second
    assert await house.services.audit.verify_soon(house.tenant, within_s=8) is not first


async def test_the_job_says_how_much_it_verified(house: Organisation) -> None:
    await record(house)
    assert await run_job(house, house.tenant) == {"intact": True, "chains": 1, "entries": 1}


async def test_a_broken_chain_fails_the_job_at_once(house: Organisation, cut: Cut) -> None:
    for _ in range(3):
        await record(house)
    await house.services.audit.tell_heads()
    await cut(house.tenant, 2)
    with pytest.raises(Reject, match="tail_cut at 2"):
        await run_job(house, house.tenant)


async def test_a_chain_that_is_gone_with_its_head_is_missed(
    house: Organisation, tamper: Tamper
) -> None:
    await record(house)
    await house.services.audit.tell_heads()
    of_chain = "DELETE FROM identity.audit_{} WHERE tenant = :tenant"
    tables = ("payload", "entry", "head")
    await tamper(*map(of_chain.format, tables), tenant=house.tenant)
    with pytest.raises(Reject, match=f"{house.tenant}: tail_cut at 1"):
        await run_job(house, None)


async def run_job(house: Organisation, tenant: str | None) -> object:
    core = house.services.core
    context = JobContext(
        id_=1,
        name=verify_audit.name,
        tenant=tenant or house.tenant,
        attempt=1,
        lapsed=False,
        scheduled_for=None,
        group=None,
        database=core.database,
        service=house.services,
        tell=[].append,
    )
    return await verify_audit.function(context, tenant)
