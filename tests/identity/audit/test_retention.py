"""Old entries go from the beginning of a chain on, and leave a certificate."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.identity.audit import preview, preview_details, purge, purge_details

from .conftest import Tamper, Verify

AGE = """
    UPDATE identity.audit_entry SET at = at - interval '2000 days'
    WHERE tenant = :tenant AND number = ANY (:numbers)
"""


@pytest.fixture(autouse=True)
async def nothing_old(database: Database) -> None:
    async with database.begin() as connection:
        await purge_details(connection)
        while (await purge(connection))[0].rows:
            pass


async def purged(database: Database) -> int:
    async with database.begin() as connection:
        (entries,) = await purge(connection)
    return entries.rows


async def test_what_is_old_goes(database: Database, five: str, tamper: Tamper) -> None:
    await tamper(AGE, tenant=five, numbers=[1, 2])
    assert await purged(database) == 2


async def test_an_old_entry_behind_a_young_one_stays(
    database: Database, five: str, tamper: Tamper
) -> None:
    """A clock that was wrong for an hour must not tear the chain."""
    await tamper(AGE, tenant=five, numbers=[1, 3])
    assert await purged(database) == 1


async def test_a_preview_counts_what_a_purge_removes(
    database: Database, five: str, tamper: Tamper
) -> None:
    await tamper(AGE, tenant=five, numbers=[1, 2, 5])
    async with database.begin() as connection:
        before = await preview(connection)
        assert before == await purge(connection)


async def test_a_preview_removes_nothing(
    database: Database, five: str, tamper: Tamper, verify: Verify
) -> None:
    await tamper(AGE, tenant=five, numbers=[1, 2])
    async with database.begin() as connection:
        await preview(connection)
        left = text("SELECT count(*) FROM identity.audit_entry WHERE tenant = :t")
        assert (await connection.execute(left, {"t": five})).scalar_one() == 5


async def test_each_call_takes_one_chain(database: Database, five: str, tamper: Tamper) -> None:
    await tamper(AGE, tenant=five, numbers=[1, 2])
    other = f"{five}b"
    await tamper(
        "INSERT INTO identity.audit_head SELECT :other, number, digest "
        "FROM identity.audit_head WHERE tenant = :tenant",
        "INSERT INTO identity.audit_entry SELECT :other, number, at, actor, action, subject, "
        "outcome, request_id, payload_digest, digest "
        "FROM identity.audit_entry WHERE tenant = :tenant",
        tenant=five,
        other=other,
    )
    assert [await purged(database) for _ in range(3)] == [2, 2, 0]


async def test_a_purge_is_on_record(database: Database, five: str, tamper: Tamper) -> None:
    await tamper(AGE, tenant=five, numbers=[1, 2])
    await purged(database)
    async with database.begin() as connection:
        found = await connection.execute(
            text(
                "SELECT e.actor, e.action, p.payload ->> 'entries' FROM identity.audit_entry e "
                "JOIN identity.audit_payload p USING (tenant, number) "
                "WHERE tenant = :t AND number = 6"
            ),
            {"t": five},
        )
        assert found.one() == ("system:0", "audit.purge", "2")


async def test_a_chain_is_purged_again_and_again(
    database: Database, five: str, tamper: Tamper, verify: Verify
) -> None:
    for number in (1, 2, 6):
        await tamper(AGE, tenant=five, numbers=[*range(1, number + 1)])
        await purged(database)
    verdict = await verify(five)
    assert (verdict.intact, verdict.first, verdict.head) == (True, 7, 8)


async def test_details_go_earlier_and_leave_the_chain_whole(
    database: Database, five: str, tamper: Tamper, verify: Verify
) -> None:
    await tamper(
        "UPDATE identity.audit_entry SET at = at - interval '2 days' "
        "WHERE tenant = :tenant AND number < 3",
        tenant=five,
    )
    async with database.begin() as connection:
        before = await preview_details(connection, keep_days=1)
        assert before == await purge_details(connection, keep_days=1)
    assert before[0].rows == 2


async def test_nothing_young_goes(database: Database, five: str) -> None:
    async with database.begin() as connection:
        gone = [*await purge(connection), *await purge_details(connection)]
    assert [each.rows for each in gone] == [0, 0]
