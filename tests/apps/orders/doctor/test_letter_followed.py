"""What the letter asks of a PostgreSQL, done by its administrators where nothing is closed yet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from postgresqlserver import PostgreSQL
from regie.apps.orders.doctor import Examiner
from regie.apps.orders.doctor.account_sql import Wanted, account_sql, index_sql
from regie.apps.orders.sources import Sources
from regie.apps.orders.sources.opening import order_source
from regie.core.settings import sized_for
from regie.core.sqlguard import Finding

from ..conftest import PARIS, noon
from ..sources import odd

ACCOUNT, PASSWORD, DATABASE = "letter_reader", "only-in-tests", "as_new"
NEW_TO_ALL = ("creates", "large_objects")
"""Lines of what a new database leaves to everybody, more or less by its version."""


@pytest.fixture(
    params=[pytest.param("postgresql_server", marks=pytest.mark.postgresql), "installed_postgresql"]
)
def server(request: pytest.FixtureRequest) -> Iterator[PostgreSQL]:
    server: PostgreSQL = request.getfixturevalue(request.param)
    server.admin(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
    server.admin("; ".join(odd.statements("postgresql")), DATABASE)
    yield server
    server.admin(f"DROP DATABASE {DATABASE}")
    server.admin(f"DROP ROLE {ACCOUNT}")


@pytest.fixture
async def examiner(server: PostgreSQL) -> AsyncIterator[Examiner]:
    mapping = odd.mapping("odd", server.url(DATABASE, ACCOUNT, PASSWORD), "public")
    relations = mapping.relations()
    wanted = Wanted(ACCOUNT, DATABASE, PASSWORD, "", 10, 5, relations)
    for statement in account_sql("postgresql", wanted):
        server.admin(statement, DATABASE)
    for relation in relations:
        server.admin(index_sql("postgresql", relation), DATABASE)
    source = order_source(mapping, zone=PARIS, sized=sized_for("small"), processes=1, strict=True)
    yield Examiner(Sources([source]), noon)
    await source.guarded.close()


async def findings(examiner: Examiner) -> list[Finding]:
    return list((await examiner.one("odd")).findings)


async def test_its_account_can_do_no_harm_but_what_everybody_can(examiner: Examiner) -> None:
    harm = {each.check for each in await findings(examiner) if each.verdict == "fail"}
    assert harm - set(NEW_TO_ALL) == set()


def test_what_others_may_is_not_taken_from_them_by_following_it() -> None:
    wanted = Wanted(ACCOUNT, DATABASE, PASSWORD, "", 10, 5, ())
    done = [line for line in account_sql("postgresql", wanted) if not line.startswith("--")]
    assert [line for line in done if "PUBLIC" in line] == []


async def test_what_is_open_to_all_besides_is_closed_by_what_is_said(
    examiner: Examiner, server: PostgreSQL
) -> None:
    for finding in await findings(examiner):
        if finding.check in NEW_TO_ALL:
            server.admin(finding.remedy or "SELECT", DATABASE)
    left = {each.verdict for each in await findings(examiner) if each.check in NEW_TO_ALL}
    assert left == {"pass"}
