"""What the catalogue says of good and of sloppy accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from regie.core.i18n import LANGUAGES, Catalogue
from regie.core.sqlguard import MESSAGES, Finding, Limits, Relation, Row, read_address
from regie.core.sqlguard.driver import Examined
from regie.core.sqlguard.engines.postgresql.proof import prove
from regie.core.sqlguard.engines.postgresql.proof_leaving import guarded_by_a_right

from .conftest import Admin, Open
from .postgresql_powers import PASSED_ON, SLOPPY, WARNED
from .postgresql_workshop import READER

pytestmark = pytest.mark.postgresql

THINGS = Relation("things", ("id", "name"), key="id")


def verdict(findings: Sequence[Finding], check: str) -> set[str]:
    return {finding.verdict for finding in findings if finding.check == check}


async def test_an_account_that_reads_what_is_mapped_passes_every_line(open_source: Open) -> None:
    proof = await open_source().prove([THINGS])
    assert not [finding for finding in proof.findings if finding.verdict != "pass"]


@pytest.mark.parametrize("sloppy", SLOPPY.items(), ids=list(SLOPPY), indirect=True)
async def test_an_account_that_can_do_harm_fails(open_source: Open, sloppy: str) -> None:
    proof = await open_source().prove([THINGS])
    assert sloppy in {finding.check for finding in proof.failed}


@pytest.mark.parametrize("sloppy", WARNED.items(), ids=list(WARNED), indirect=True)
async def test_what_is_more_than_needed_is_a_warning(open_source: Open, sloppy: str) -> None:
    proof = await open_source().prove([THINGS])
    assert proof.harmless
    assert "warn" in verdict(proof.findings, sloppy)


@pytest.mark.parametrize(
    "sloppy",
    [*SLOPPY.items(), *WARNED.items()],
    ids=lambda item: item[0],
    indirect=True,
)
async def test_the_statement_that_is_given_mends_it(
    open_source: Open, admin: Admin, sloppy: str
) -> None:
    source = open_source()
    for finding in (await source.prove([THINGS])).findings:
        if finding.remedy:
            admin(finding.remedy)
    assert {finding.verdict for finding in (await source.prove([THINGS])).findings} == {"pass"}


@pytest.mark.parametrize("sloppy", PASSED_ON.items(), ids=list(PASSED_ON), indirect=True)
async def test_what_somebody_else_gave_is_taken_by_the_statements_that_are_given(
    open_source: Open, admin: Admin, sloppy: str
) -> None:
    """A REVOKE takes what the role gave that runs it; an administrator's, what the owner gave."""
    source = open_source()
    found = [each for each in (await source.prove([THINGS])).findings if each.verdict != "pass"]
    for finding in found:
        admin(finding.remedy or "SELECT")
    assert sloppy in {finding.check for finding in found}
    assert {finding.verdict for finding in (await source.prove([THINGS])).findings} == {"pass"}


READS_ALL = [("secrets", each["secrets by reading all"]) for each in (SLOPPY, PASSED_ON)]


@pytest.mark.parametrize("sloppy", READS_ALL, ids=["the owner's", "another's"], indirect=True)
async def test_whoever_reads_all_data_stops_reading_secrets_by_losing_that(
    open_source: Open, admin: Admin, sloppy: str
) -> None:
    proof = await open_source().prove([THINGS])
    (secrets,) = (finding for finding in proof.failed if finding.check == sloppy)
    admin(secrets.remedy or "")
    mended = await open_source().prove([THINGS])
    assert {finding.verdict for finding in mended.findings} == {"pass"}


async def test_what_is_too_much_to_be_shown_is_mended_all_the_same(
    open_source: Open, admin: Admin
) -> None:
    """More tables, counters and large objects than a sentence names."""
    many = range(25)
    admin(" ".join(f"CREATE TABLE many_{n} (a int); CREATE SEQUENCE n_{n};" for n in many))
    admin(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {READER}")
    admin(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {READER}")
    for n in many:
        admin(f"SELECT lo_create({5000 + n}); GRANT UPDATE ON LARGE OBJECT {5000 + n} TO {READER}")
    source = open_source()
    try:
        for finding in (await source.prove([THINGS])).findings:
            admin(finding.remedy or "SELECT")
        mended = await source.prove([THINGS])
    finally:
        admin(" ".join(f"DROP TABLE many_{n}; DROP SEQUENCE n_{n};" for n in many))
        admin("SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid BETWEEN 5000 AND 5024")
    assert {finding.verdict for finding in mended.findings} == {"pass"}


@pytest.mark.parametrize(
    ("version", "name", "counts"),
    [
        (130018, "pg_replication_origin_create", False),
        (140000, "pg_replication_origin_create", True),
        (100023, "pg_read_file", False),
        (110000, "pg_read_file", True),
        (100023, "lo_export", False),
        (110000, "lo_export", True),
        (100023, "pg_reload_conf", True),
    ],
)
def test_a_function_counts_where_its_right_is_what_the_server_asks_for(
    version: int, name: str, counts: bool
) -> None:
    assert (name in guarded_by_a_right(version)) == counts


async def test_what_an_upgrade_left_of_adminpack_asks_for_a_superuser_all_the_same(
    open_source: Open, admin: Admin
) -> None:
    admin(
        "CREATE FUNCTION pg_catalog.pg_file_unlink(text) RETURNS bool LANGUAGE internal AS 'boolin'"
    )
    try:
        proof = await open_source().prove([THINGS])
    finally:
        admin("DROP FUNCTION pg_catalog.pg_file_unlink(text)")
    assert verdict(proof.findings, "programs") == {"pass"}


async def test_a_role_that_may_make_roles_is_as_good_as_ones_own(
    open_source: Open, admin: Admin
) -> None:
    admin(f"CREATE ROLE makers CREATEROLE; GRANT makers TO {READER}")
    try:
        proof = await open_source().prove([THINGS])
    finally:
        admin("DROP ROLE makers")
    assert verdict(proof.findings, "memberships") == {"fail"}


async def test_an_owner_who_took_their_own_rights_away_may_still_drop_the_table(
    open_source: Open, admin: Admin
) -> None:
    admin(f"CREATE TABLE mine (); ALTER TABLE mine OWNER TO {READER}")
    admin(f"REVOKE ALL ON mine FROM {READER}")
    try:
        proof = await open_source().prove([THINGS])
    finally:
        admin("DROP TABLE mine")
    assert verdict(proof.findings, "writes") == {"fail"}


async def test_a_proof_is_not_too_much_for_the_rows_that_an_answer_may_have(
    open_source: Open, writer_dsn: str
) -> None:
    proof = await open_source(writer_dsn, rows=1).prove([THINGS])
    assert verdict(proof.findings, "writes") == {"fail"}


async def test_a_number_that_is_kept_as_an_amount_is_a_warning(
    open_source: Open, writer_dsn: str
) -> None:
    things = Relation("things", ("id", "name", "price"), key="price")
    proof = await open_source(writer_dsn).prove([things])
    assert verdict(proof.findings, "key_type") == {"warn"}


async def test_a_proof_asks_nothing_twice(open_source: Open, reader_dsn: str) -> None:
    """The version least of all, which half of its lines want to know."""
    source, asked = open_source(), list[str]()

    async def fetch(sql: str, *parameters: object) -> Sequence[Row]:
        asked.append(sql)
        return await source.fetch(sql, *parameters)

    await prove(Examined(fetch, read_address(reader_dsn), Limits()), [THINGS])
    assert [sql for sql, times in Counter(asked).items() if times > 1] == []


async def test_a_column_that_does_not_exist_fails(open_source: Open) -> None:
    proof = await open_source().prove([Relation("things", ("id", "colour"), key="id")])
    assert verdict(proof.findings, "mapping") == {"fail"}


async def test_a_table_that_does_not_exist_fails(open_source: Open) -> None:
    proof = await open_source().prove([Relation("nothing", ("id",), key="id")])
    assert verdict(proof.findings, "mapping") == {"fail"}


async def test_every_line_can_be_read_in_every_language(open_source: Open, writer_dsn: str) -> None:
    proof = await open_source(writer_dsn).prove([THINGS, Relation("nothing", ("id",), key="id")])
    catalogue = Catalogue(MESSAGES)
    for finding in proof.findings:
        for language in LANGUAGES:
            code = f"proof.{finding.check}.{finding.verdict}"
            assert catalogue.text(code, language, finding.facts)
