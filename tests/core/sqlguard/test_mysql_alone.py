"""What MySQL has and MariaDB has not: asked of the MySQL that was given to the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest

from conftest import Require
from mysqlserver import VARIABLE, MySQL
from regie.core.sqlguard import (
    Finding,
    Limits,
    ReadOnlySource,
    Relation,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
    open_source,
)

from .mysql_workshop import DATABASE, PASSWORD, READER

pytestmark = pytest.mark.mysql

THINGS = Relation("things", ("id", "name"), key="id")
ROLE = "alone_role"
NOT_LOCAL = "0.0.0.0"  # noqa: S104 - leads to the loopback, and is not called so


@pytest.fixture(scope="module")
def mysql(mysql_workshop: MySQL) -> MySQL:
    if mysql_workshop.is_mariadb:
        pytest.skip(f"no MySQL in {VARIABLE}: see `make test-mysql`")
    return mysql_workshop


@asynccontextmanager
async def opened(server: MySQL, account: str = READER) -> AsyncIterator[ReadOnlySource]:
    source = open_source("workshop", server.dsn(account, PASSWORD, DATABASE))
    yield source
    await source.close()


@contextmanager
def done(server: MySQL, *statements: tuple[str, str]) -> Iterator[None]:
    """Each with what undoes it."""
    for do, _ in statements:
        server.admin(do, DATABASE)
    try:
        yield
    finally:
        for _, undo in reversed(statements):
            server.admin(undo, DATABASE)


async def proved(server: MySQL, check: str) -> Finding:
    async with opened(server) as source:
        (finding,) = (
            each for each in (await source.prove([THINGS])).findings if each.check == check
        )
        return finding


@pytest.fixture(params=["caching_sha2_password", "sha256_password"])
def stranger(request: pytest.FixtureRequest, mysql: MySQL) -> Iterator[str]:
    """An account that the server does not have in its cache."""
    identified = f"CREATE USER stranger IDENTIFIED WITH {request.param} BY '{PASSWORD}'"
    with done(mysql, (identified, "DROP USER stranger")):
        yield "stranger"


class TestThePassword:
    async def test_is_given_on_an_encrypted_link(
        self, mysql: MySQL, require_component: Require, stranger: str
    ) -> None:
        require_component("ca= in the DSN of the MySQL", mysql.ca)
        source = open_source("sealed", mysql.sealed().dsn(stranger, PASSWORD, ""))
        await source.ping()
        await source.close()

    async def test_is_given_under_the_servers_key_on_the_loopback(
        self, mysql: MySQL, stranger: str
    ) -> None:
        source = open_source("near", mysql.behind(mysql.port).dsn(stranger, PASSWORD, ""))
        await source.ping()
        await source.close()

    async def test_is_not_given_under_a_key_that_came_over_an_open_link(
        self, mysql: MySQL, stranger: str
    ) -> None:
        dsn = mysql.dsn(stranger, PASSWORD, "", "?tls=off").replace(mysql.host, NOT_LOCAL)
        source = open_source("open", dsn)
        with pytest.raises(SourceRefused, match="not encrypted"):
            await source.ping()
        await source.close()

    async def test_is_not_needed_where_the_server_remembers_the_account(self, mysql: MySQL) -> None:
        async with opened(mysql) as source:
            await source.ping()
        dsn = mysql.dsn(READER, PASSWORD, "", "?tls=off").replace(mysql.host, NOT_LOCAL)
        source = open_source("open", dsn)
        await source.ping()
        await source.close()


@pytest.mark.parametrize(
    ("hint", "ended"),
    [
        ("MAX_EXECUTION_TIME(60000)", "3024"),
        ("SET_VAR(max_execution_time = 60000)", "no answer"),
    ],
    ids=["by the server", "by the second clock"],
)
async def test_a_hint_lifts_no_more_than_the_servers_limit(
    mysql: MySQL, hint: str, ended: str
) -> None:
    """What no statement of ours has, and the guard refuses."""
    limits = Limits(statement_s=0.2, grace_s=0.3)
    source = open_source("workshop", mysql.dsn(READER, PASSWORD, DATABASE), limits)
    await source.ping()
    with pytest.raises(SourceTimeout, match=ended):
        await source.fetch(f"SELECT /*+ {hint} */ SLEEP(30) AS nothing FROM things")
    await source.close()


async def test_a_server_that_is_read_only_itself_is_read(mysql: MySQL) -> None:
    with done(mysql, ("SET GLOBAL super_read_only = 1", "SET GLOBAL read_only = 0")):
        async with opened(mysql) as source:
            assert (await source.prove([THINGS])).harmless


@pytest.mark.parametrize(
    ("setting", "before"),
    [
        ("max_prepared_stmt_count = 0", "max_prepared_stmt_count = DEFAULT"),
        ("offline_mode = 1", "offline_mode = 0"),
    ],
    ids=["full of statements", "out of service"],
)
async def test_a_server_that_serves_nobody_now_is_unavailable(
    mysql: MySQL, setting: str, before: str
) -> None:
    with done(mysql, (f"SET GLOBAL {setting}", f"SET GLOBAL {before}")):
        async with opened(mysql) as source:
            with pytest.raises(SourceUnavailable):
                await source.ping()


DYNAMIC = ("SYSTEM_VARIABLES_ADMIN", "BACKUP_ADMIN", "SESSION_VARIABLES_ADMIN", "CLONE_ADMIN")


@pytest.mark.parametrize("right", DYNAMIC)
async def test_an_administrators_right_fails(mysql: MySQL, right: str) -> None:
    given = (f"GRANT {right} ON *.* TO {READER}", f"REVOKE {right} ON *.* FROM {READER}")
    with done(mysql, given):
        finding = await proved(mysql, "attributes")
    assert (finding.verdict, finding.facts) == ("fail", {"attributes": right})


async def test_rights_of_all_kinds_are_taken_back_by_what_is_given(mysql: MySQL) -> None:
    given = (
        (f"GRANT FILE, PROCESS ON *.* TO {READER}", "DO 1"),
        (f"GRANT BACKUP_ADMIN ON *.* TO {READER}", "DO 1"),
        (f"GRANT ROLE_ADMIN, XA_RECOVER_ADMIN ON *.* TO {READER} WITH GRANT OPTION", "DO 1"),
    )
    with done(mysql, *given):
        remedy = (await proved(mysql, "attributes")).remedy or ""
    for statement in remedy.rstrip(";").split("; "):
        mysql.admin(statement)
    assert (await proved(mysql, "attributes")).verdict == "pass"


async def test_a_right_that_is_taken_back_in_part_is_a_right(mysql: MySQL) -> None:
    given = (
        ("SET GLOBAL partial_revokes = 1", "SET GLOBAL partial_revokes = 0"),
        (f"GRANT INSERT ON *.* TO {READER}", f"REVOKE INSERT ON *.* FROM {READER}"),
        (f"REVOKE INSERT ON {DATABASE}.* FROM {READER}", "DO 1"),
    )
    with done(mysql, *given):
        assert (await proved(mysql, "writes")).verdict == "fail"


def role(right: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"CREATE ROLE {ROLE}", f"DROP ROLE {ROLE}"),
        (f"GRANT {right} ON {DATABASE}.* TO {ROLE}", "DO 1"),
    )


GIVEN = (f"GRANT {ROLE} TO {READER}", "DO 1")
IN_FORCE = (f"SET DEFAULT ROLE {ROLE} TO {READER}", "DO 1")
MANDATORY = (f"SET GLOBAL mandatory_roles = '{ROLE}'", "SET GLOBAL mandatory_roles = ''")
WAYS = {"given": (GIVEN,), "in force": (GIVEN, IN_FORCE), "mandatory": (MANDATORY,)}


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
@pytest.mark.parametrize(("right", "verdict"), [("SELECT", "warn"), ("INSERT", "fail")])
async def test_a_role_is_looked_into(
    mysql: MySQL, way: tuple[tuple[str, str], ...], right: str, verdict: str
) -> None:
    with done(mysql, *role(right), *way):
        assert (await proved(mysql, "memberships")).verdict == verdict


async def test_what_a_role_may_do_is_not_held_against_the_account_itself(mysql: MySQL) -> None:
    with done(mysql, *role("INSERT"), GIVEN, IN_FORCE):
        assert (await proved(mysql, "writes")).verdict == "pass"


async def test_what_a_role_opens_is_closed_to_the_role(mysql: MySQL) -> None:
    of_all = (f"GRANT SELECT ON mysql.* TO {ROLE}", "DO 1")
    with done(mysql, *role("SELECT"), of_all, GIVEN):
        finding = await proved(mysql, "secrets")
    assert finding.remedy == f"REVOKE SELECT ON `mysql`.* FROM `{ROLE}`@`%`;"


async def test_of_a_role_that_everybody_has_nothing_is_taken_back(mysql: MySQL) -> None:
    with done(mysql, *role("INSERT"), MANDATORY):
        assert (await proved(mysql, "memberships")).remedy is None


async def test_a_key_without_an_index_is_a_warning_to_an_account_of_columns(mysql: MySQL) -> None:
    given = f"GRANT SELECT (who) ON salaries TO {READER}"
    with done(mysql, (given, f"REVOKE SELECT (who) ON salaries FROM {READER}")):
        async with opened(mysql) as source:
            proof = await source.prove([Relation("salaries", ("who",), key="who")])
    assert {each.verdict for each in proof.findings if each.check == "index"} == {"warn"}
