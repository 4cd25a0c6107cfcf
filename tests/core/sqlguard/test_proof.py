"""What the catalogue says of good and of sloppy accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from regie.core.i18n import LANGUAGES, Catalogue
from regie.core.sqlguard import MESSAGES, Finding, Relation

from .conftest import READER, WRITER, Admin, Open

THINGS = Relation("things", ("id", "name"), key="id")

SLOPPY = {
    "attributes": (f"ALTER ROLE {READER} CREATEDB", f"ALTER ROLE {READER} NOCREATEDB"),
    "writes": (
        f"GRANT UPDATE (name) ON things TO {READER}",
        f"REVOKE UPDATE ON things FROM {READER}",
    ),
    "creates": (
        f"GRANT CREATE ON SCHEMA public TO {READER}",
        f"REVOKE CREATE ON SCHEMA public FROM {READER}",
    ),
    "memberships": (f"GRANT {WRITER} TO {READER}", f"REVOKE {WRITER} FROM {READER}"),
    "readable": (
        f"REVOKE SELECT (name) ON things FROM {READER}",
        f"GRANT SELECT (name) ON things TO {READER}",
    ),
}
WARNED = {
    "sees_more": (
        f"GRANT SELECT (price) ON things TO {READER}",
        f"REVOKE SELECT (price) ON things FROM {READER}",
    ),
    "index": (
        "ALTER TABLE things DROP CONSTRAINT things_pkey",
        "DROP INDEX IF EXISTS things_id_idx; ALTER TABLE things ADD PRIMARY KEY (id)",
    ),
    "creates": (
        f"GRANT TEMPORARY ON DATABASE workshop TO {READER}",
        f"REVOKE TEMPORARY ON DATABASE workshop FROM {READER}",
    ),
    "memberships": (f"GRANT pg_monitor TO {READER}", f"REVOKE pg_monitor FROM {READER}"),
}


@pytest.fixture
def sloppy(request: pytest.FixtureRequest, admin: Admin) -> Iterator[str]:
    check, (break_it, mend_it) = request.param
    admin(break_it)
    yield check
    admin(mend_it)


def verdict(findings: Sequence[Finding], check: str) -> set[str]:
    return {finding.verdict for finding in findings if finding.check == check}


async def test_an_account_that_reads_what_is_mapped_passes_every_line(open_source: Open) -> None:
    proof = await open_source().prove([THINGS])
    assert {finding.verdict for finding in proof.findings} == {"pass"}


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
    [
        (check, how)
        for check, how in (SLOPPY | WARNED).items()
        if check not in ("writes", "creates")
    ],
    ids=lambda item: item[0],
    indirect=True,
)
async def test_the_statement_that_is_given_mends_it(
    open_source: Open, admin: Admin, sloppy: str
) -> None:
    """Rights that come through PUBLIC, and those of an owner, need more than one statement."""
    source = open_source()
    for finding in (await source.prove([THINGS])).findings:
        if finding.remedy:
            admin(finding.remedy)
    assert {finding.verdict for finding in (await source.prove([THINGS])).findings} == {"pass"}


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
