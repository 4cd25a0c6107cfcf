"""What an account of a real MariaDB or MySQL may do by ways that are no right on a table."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from mysqlserver import MySQL
from regie.core.i18n import LANGUAGES, Catalogue
from regie.core.sqlguard import MESSAGES, Finding, ReadOnlySource, Relation, open_source

from .mysql_workshop import DATABASE, PASSWORD

pytestmark = pytest.mark.mysql

THINGS = Relation("things", ("id", "name"), key="id")
ACCOUNT, ROLE = "workshop_sloppy", "workshop_lender"

FAILED = {
    "attributes by reading and writing files": (f"GRANT FILE ON *.* TO {ACCOUNT}", "FILE"),
    "attributes by SUPER": (f"GRANT SUPER ON *.* TO {ACCOUNT}", "SUPER"),
    "attributes by acting as another": (f"GRANT PROXY ON {ROLE}_user TO {ACCOUNT}", "PROXY"),
    "attributes by passing on": (
        f"GRANT SELECT ON {DATABASE}.salaries TO {ACCOUNT} WITH GRANT OPTION",
        "GRANT OPTION",
    ),
    "writes by an event": (f"GRANT EVENT ON {DATABASE}.* TO {ACCOUNT}", DATABASE),
    "writes by a trigger": (f"GRANT TRIGGER ON {DATABASE}.things TO {ACCOUNT}", "things"),
    "memberships that may be given away": (
        f"GRANT {ROLE} TO {ACCOUNT} WITH ADMIN OPTION",
        ROLE,
    ),
    "secrets of all": (f"GRANT SELECT ON *.* TO {ACCOUNT}", "*.*"),
    "secrets of the schema": (f"GRANT SELECT ON mysql.* TO {ACCOUNT}", "`mysql`"),
    "secrets by a pattern": (f"GRANT SELECT ON `my%`.* TO {ACCOUNT}", "`my%`"),
}


@pytest.fixture(scope="module", autouse=True)
def lender(mysql_workshop: MySQL) -> Iterator[None]:
    """A role that only reads, and an account to act as."""
    mysql_workshop.admin(f"CREATE ROLE {ROLE}")
    mysql_workshop.admin(f"GRANT SELECT (id) ON {DATABASE}.things TO {ROLE}")
    mysql_workshop.admin(f"CREATE USER {ROLE}_user")
    yield
    mysql_workshop.admin(f"DROP ROLE {ROLE}")
    mysql_workshop.admin(f"DROP USER {ROLE}_user")


@pytest.fixture
async def sloppy(mysql_workshop: MySQL) -> AsyncIterator[ReadOnlySource]:
    mysql_workshop.admin(f"CREATE USER {ACCOUNT} IDENTIFIED BY '{PASSWORD}'")
    mysql_workshop.admin(f"GRANT SELECT (id, name) ON {DATABASE}.things TO {ACCOUNT}")
    source = open_source("workshop", mysql_workshop.dsn(ACCOUNT, PASSWORD, DATABASE))
    yield source
    await source.close()
    mysql_workshop.admin(f"DROP USER {ACCOUNT}")


async def look(source: ReadOnlySource, check: str) -> Finding:
    proof = await source.prove([THINGS])
    return next(each for each in proof.findings if each.check == check.split(maxsplit=1)[0])


@pytest.mark.parametrize(("check", "how"), FAILED.items(), ids=list(FAILED))
async def test_a_power_fails_by_its_name(
    sloppy: ReadOnlySource, mysql_workshop: MySQL, check: str, how: tuple[str, str]
) -> None:
    statement, named = how
    mysql_workshop.admin(statement)
    finding = await look(sloppy, check)
    assert (finding.verdict, named in str(finding.facts)) == ("fail", True)


@pytest.mark.parametrize(("check", "how"), FAILED.items(), ids=list(FAILED))
async def test_the_statement_that_is_given_takes_it_away(
    sloppy: ReadOnlySource, mysql_workshop: MySQL, check: str, how: tuple[str, str]
) -> None:
    mysql_workshop.admin(how[0])
    remedy = (await look(sloppy, check)).remedy or ""
    for statement in remedy.rstrip(";").split("; "):
        mysql_workshop.admin(statement, DATABASE)
    assert (await look(sloppy, check)).verdict == "pass"


async def test_every_line_can_be_read_in_every_language(
    sloppy: ReadOnlySource, mysql_workshop: MySQL
) -> None:
    mysql_workshop.admin(f"GRANT ALL ON *.* TO {ACCOUNT}")
    catalogue = Catalogue(MESSAGES)
    for finding in (await sloppy.prove([THINGS])).findings:
        for language in LANGUAGES:
            code = f"proof.{finding.check}.{finding.verdict}"
            assert catalogue.text(code, language, finding.facts)
