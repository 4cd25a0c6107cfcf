"""What an account of PostgreSQL passed on is taken from others too, and only with a word of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import Admin, Open
from .postgresql_powers import HELPERS_GONE, PASSED_ON
from .postgresql_workshop import READER
from .test_proof import THINGS

pytestmark = pytest.mark.postgresql

DOWN = [
    (check, PASSED_ON[f"{check} {how}"])
    for check, how in [
        ("writes", "what was passed on by those it passed it on to"),
        ("creates", "what was passed on by those it passed it on to"),
        ("sees_more", "what was passed on by those it passed it on to"),
        ("memberships", "that were passed on by those it passed them on to"),
    ]
]


async def remedy(open_source: Open, check: str) -> str:
    proof = await open_source().prove([THINGS])
    return next(each.remedy or "" for each in proof.findings if each.check == check)


@pytest.mark.parametrize("sloppy", DOWN, ids=lambda item: item[0], indirect=True)
async def test_who_loses_what_was_passed_on_is_named(open_source: Open, sloppy: str) -> None:
    comment = (await remedy(open_source, sloppy)).partition(" -- ")[2]
    assert comment.startswith('also from "clerk", "helper", to whom it was passed on')


@pytest.fixture
def passed_on(admin: Admin) -> Iterator[None]:
    """From the account to the helper, and on to the clerk; the owner has the helper do so too."""
    admin(
        "CREATE ROLE helper; CREATE ROLE clerk;"
        f" GRANT UPDATE ON things TO {READER}, helper WITH GRANT OPTION; SET ROLE {READER};"
        " GRANT UPDATE ON things TO helper WITH GRANT OPTION; SET ROLE helper;"
        " GRANT UPDATE ON things TO clerk; RESET ROLE"
    )
    yield
    admin(f"REVOKE UPDATE ON things FROM {READER} CASCADE; {HELPERS_GONE}")


@pytest.mark.usefixtures("passed_on")
async def test_who_was_given_it_by_somebody_who_may_still_pass_it_on_keeps_it(
    open_source: Open, admin: Admin
) -> None:
    admin(await remedy(open_source, "writes"))
    assert admin("SELECT has_table_privilege('clerk', 'things', 'UPDATE')") == [(True,)]


@pytest.fixture
def evil(admin: Admin) -> Iterator[None]:
    """A role whose name goes on, in a new line, with a statement of its own."""
    name = '"x\nDROP TABLE things; --"'
    admin(
        f"CREATE ROLE {name}; GRANT UPDATE ON things TO {READER} WITH GRANT OPTION;"
        f" SET ROLE {READER}; GRANT UPDATE ON things TO {name}; RESET ROLE"
    )
    yield
    admin(f"REVOKE UPDATE ON things FROM {READER} CASCADE; DROP ROLE {name}")


@pytest.mark.usefixtures("evil")
async def test_no_name_ends_the_comment(open_source: Open, admin: Admin) -> None:
    admin(await remedy(open_source, "writes"))
    assert admin("SELECT count(*) FROM things") == [(50,)]
