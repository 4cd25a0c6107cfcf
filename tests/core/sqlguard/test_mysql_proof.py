"""What a real MariaDB or MySQL says of good and of sloppy accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence

import pytest

from mysqlserver import MySQL
from regie.core.i18n import LANGUAGES, Catalogue
from regie.core.sqlguard import (
    MESSAGES,
    Finding,
    Limits,
    ReadOnlySource,
    Relation,
    Row,
    open_source,
    read_address,
)
from regie.core.sqlguard.driver import Examined
from regie.core.sqlguard.engines.mysql.proof import prove

from .mysql_workshop import DATABASE, PASSWORD, READER, WRITER

pytestmark = pytest.mark.mysql

THINGS = Relation("things", ("id", "name"), key="id")
ROLE, READING = "workshop_role", "workshop_reading"

SLOPPY = {
    "attributes": (f"GRANT FILE ON *.* TO {READER}", f"REVOKE FILE ON *.* FROM {READER}"),
    "writes": (
        f"GRANT UPDATE (name) ON {DATABASE}.things TO {READER}",
        f"REVOKE UPDATE (name) ON {DATABASE}.things FROM {READER}",
    ),
    "creates": (
        f"GRANT CREATE ON {DATABASE}.* TO {READER}",
        f"REVOKE CREATE ON {DATABASE}.* FROM {READER}",
    ),
    "memberships": (f"GRANT {ROLE} TO {READER}", f"REVOKE {ROLE} FROM {READER}"),
    "mapping": (
        f"REVOKE SELECT (name) ON {DATABASE}.things FROM {READER}",
        f"GRANT SELECT (name) ON {DATABASE}.things TO {READER}",
    ),
}
WARNED = {
    "attributes": (f"GRANT PROCESS ON *.* TO {READER}", f"REVOKE PROCESS ON *.* FROM {READER}"),
    "creates": (
        f"GRANT CREATE TEMPORARY TABLES ON {DATABASE}.* TO {READER}",
        f"REVOKE CREATE TEMPORARY TABLES ON {DATABASE}.* FROM {READER}",
    ),
    "functions": (
        f"GRANT EXECUTE ON FUNCTION {DATABASE}.forgetting TO {READER}",
        f"REVOKE EXECUTE ON FUNCTION {DATABASE}.forgetting FROM {READER}",
    ),
    "sees_more": (
        f"GRANT SELECT (price) ON {DATABASE}.things TO {READER}",
        f"REVOKE SELECT (price) ON {DATABASE}.things FROM {READER}",
    ),
}


@pytest.fixture
def sloppy(request: pytest.FixtureRequest, mysql_workshop: MySQL) -> Iterator[str]:
    check, (break_it, mend_it) = request.param
    mysql_workshop.admin(break_it)
    yield check
    mysql_workshop.admin(mend_it)


@pytest.fixture(scope="module", autouse=True)
def role(mysql_workshop: MySQL) -> Iterator[None]:
    """One that writes, and one that only reads."""
    mysql_workshop.admin(f"CREATE ROLE {ROLE}")
    mysql_workshop.admin(f"GRANT INSERT ON {DATABASE}.things TO {ROLE}")
    mysql_workshop.admin(f"CREATE ROLE {READING}")
    mysql_workshop.admin(f"GRANT SELECT (id) ON {DATABASE}.things TO {READING}")
    yield
    mysql_workshop.admin(f"DROP ROLE {ROLE}")
    mysql_workshop.admin(f"DROP ROLE {READING}")


@pytest.fixture
async def reader(mysql_workshop: MySQL) -> AsyncIterator[ReadOnlySource]:
    source = open_source("workshop", mysql_workshop.dsn(READER, PASSWORD, DATABASE))
    yield source
    await source.close()


@pytest.fixture
async def writer(mysql_workshop: MySQL) -> AsyncIterator[ReadOnlySource]:
    source = open_source("workshop", mysql_workshop.dsn(WRITER, PASSWORD, DATABASE))
    yield source
    await source.close()


def verdicts(findings: Sequence[Finding], check: str) -> set[str]:
    return {finding.verdict for finding in findings if finding.check == check}


async def test_a_proof_asks_nothing_twice(reader: ReadOnlySource, mysql_workshop: MySQL) -> None:
    """The version least of all."""
    asked: list[str] = []

    async def fetch(sql: str, *parameters: object) -> Sequence[Row]:
        asked.append(sql)
        return await reader.fetch(sql, *parameters)

    address = read_address(mysql_workshop.dsn(READER, PASSWORD, DATABASE))
    await prove(Examined(fetch, address, Limits()), [THINGS])
    assert [sql for sql, times in Counter(asked).items() if times > 1] == []


async def test_an_account_that_reads_what_is_mapped_passes_every_line(
    reader: ReadOnlySource,
) -> None:
    proof = await reader.prove([THINGS])
    assert {finding.verdict for finding in proof.findings} == {"pass"}


@pytest.mark.parametrize("sloppy", SLOPPY.items(), ids=list(SLOPPY), indirect=True)
async def test_an_account_that_can_do_harm_or_too_little_fails(
    reader: ReadOnlySource, sloppy: str
) -> None:
    proof = await reader.prove([THINGS])
    assert sloppy in {finding.check for finding in proof.failed}


@pytest.mark.parametrize("sloppy", WARNED.items(), ids=list(WARNED), indirect=True)
async def test_what_is_more_than_needed_is_a_warning(reader: ReadOnlySource, sloppy: str) -> None:
    proof = await reader.prove([THINGS])
    assert proof.harmless
    assert "warn" in verdicts(proof.findings, sloppy)


@pytest.mark.parametrize(
    "sloppy", (SLOPPY | WARNED).items(), ids=list(SLOPPY | WARNED), indirect=True
)
async def test_the_statements_that_are_given_mend_it(
    reader: ReadOnlySource, mysql_workshop: MySQL, sloppy: str
) -> None:
    for finding in (await reader.prove([THINGS])).findings:
        for statement in (finding.remedy or "").rstrip(";").split("; "):
            if statement:
                mysql_workshop.admin(statement, DATABASE)
    proof = await reader.prove([THINGS])
    assert {finding.verdict for finding in proof.findings} == {"pass"}
    _break_again(mysql_workshop, sloppy)


def _break_again(server: MySQL, check: str) -> None:
    """For the fixture to mend."""
    for broken in (SLOPPY, WARNED):
        if check in broken:
            server.admin(broken[check][0])


async def test_an_index_that_nobody_shows_us_is_unknown(
    reader: ReadOnlySource, mysql_workshop: MySQL
) -> None:
    if not mysql_workshop.is_mariadb:
        pytest.skip("MySQL shows them")
    proof = await reader.prove([Relation("things", ("id", "name"), key="name")])
    assert verdicts(proof.findings, "index.unseen") == {"unknown"}


@pytest.mark.parametrize(
    ("given", "passed_on", "check"),
    [
        (f"INSERT ON {DATABASE}.*", "", "writes"),
        (f"DELETE ON {DATABASE}.things", "", "writes"),
        (ROLE, "", "memberships"),
        (ROLE, "WITH ADMIN OPTION", "memberships"),
        (READING, "WITH ADMIN OPTION", "memberships"),
    ],
)
async def test_what_everybody_may_do_our_account_may_do(
    reader: ReadOnlySource, mysql_workshop: MySQL, given: str, passed_on: str, check: str
) -> None:
    if not mysql_workshop.is_mariadb:
        pytest.skip("MySQL has no PUBLIC")
    mysql_workshop.admin(f"GRANT {given} TO PUBLIC {passed_on}")
    failed = [each for each in (await reader.prove([THINGS])).failed if each.check == check]
    remedy = "".join(each.remedy or "" for each in failed)
    mysql_workshop.admin(remedy or f"REVOKE {given} FROM PUBLIC")
    assert remedy
    assert not (await reader.prove([THINGS])).failed


async def test_what_everybody_may_pass_on_our_account_may_do(
    reader: ReadOnlySource, mysql_workshop: MySQL
) -> None:
    if not mysql_workshop.is_mariadb:
        pytest.skip("MySQL has no PUBLIC")
    mysql_workshop.admin(f"GRANT INSERT ON {DATABASE}.* TO PUBLIC WITH GRANT OPTION")
    try:
        proof = await reader.prove([THINGS])
    finally:
        mysql_workshop.admin(f"REVOKE INSERT, GRANT OPTION ON {DATABASE}.* FROM PUBLIC")
    assert {finding.check for finding in proof.failed} == {"attributes", "writes"}


@pytest.mark.parametrize(
    "right",
    [
        "PROCESS ON *.*",
        f"EXECUTE ON {DATABASE}.*",
        f"CREATE TEMPORARY TABLES ON {DATABASE}.*",
    ],
)
async def test_what_is_a_warning_by_itself_is_one_through_a_role(
    reader: ReadOnlySource, mysql_workshop: MySQL, right: str
) -> None:
    mysql_workshop.admin(f"GRANT {right} TO {READING}")
    mysql_workshop.admin(f"GRANT {READING} TO {READER}")
    if mysql_workshop.is_mariadb:  # shows a role that is in force, and no other
        mysql_workshop.admin(f"SET DEFAULT ROLE {READING} FOR {READER}")
    try:
        proof = await reader.prove([THINGS])
    finally:
        if mysql_workshop.is_mariadb:
            mysql_workshop.admin(f"SET DEFAULT ROLE NONE FOR {READER}")
        mysql_workshop.admin(f"REVOKE {READING} FROM {READER}")
        mysql_workshop.admin(f"REVOKE {right} FROM {READING}")
    assert (proof.harmless, verdicts(proof.findings, "memberships")) == (True, {"warn"})


async def test_a_key_without_an_index_is_a_warning(writer: ReadOnlySource) -> None:
    proof = await writer.prove([Relation("salaries", ("who",), key="who")])
    assert verdicts(proof.findings, "index") == {"warn"}


async def test_a_table_that_does_not_exist_fails(reader: ReadOnlySource) -> None:
    proof = await reader.prove([Relation("nothing", ("id",), key="id")])
    assert verdicts(proof.findings, "mapping") == {"fail"}


async def test_the_hash_of_the_password_is_in_no_line(
    reader: ReadOnlySource, mysql_workshop: MySQL
) -> None:
    ((hashed,),) = mysql_workshop.admin(
        f"SELECT authentication_string FROM mysql.user WHERE user = '{READER}'"
    )
    assert str(hashed) not in repr(await reader.prove([THINGS]))


async def test_every_line_can_be_read_in_every_language(
    reader: ReadOnlySource, writer: ReadOnlySource
) -> None:
    relations = [
        THINGS,
        Relation("nothing", ("id",), key="id"),
        Relation("things", ("name",), key="name"),
    ]
    proofs = [await source.prove(relations) for source in (reader, writer)]
    catalogue = Catalogue(MESSAGES)
    for finding in [finding for proof in proofs for finding in proof.findings]:
        for language in LANGUAGES:
            code = f"proof.{finding.check}.{finding.verdict}"
            assert catalogue.text(code, language, finding.facts)
