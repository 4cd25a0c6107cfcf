"""The PostgreSQL that the distribution installs, in every run beside the embedded one: what differs
from version to version is asked of it. All the rest: `make test-postgresql`."""

from __future__ import annotations

import pytest

from postgresqlserver import PostgreSQL

from .conftest import Admin, Open
from .postgresql_powers import PASSED_ON, SLOPPY, WARNED
from .postgresql_workshop import set_up
from .test_postgres import (  # noqa: F401 - run here as well
    test_a_caller_who_goes_away_stops_the_statement_on_the_server,
    test_a_session_that_something_on_the_way_leaves_writable_is_refused,
    test_a_slow_statement_is_ended_by_the_server_and_its_connection_used_again,
    test_even_an_account_with_rights_writes_nothing,
    test_what_a_statement_changes_in_its_session_does_not_meet_the_next_one,
)
from .test_proof import (  # noqa: F401 - as above
    THINGS,
    test_an_account_that_reads_what_is_mapped_passes_every_line,
    test_every_line_can_be_read_in_every_language,
)


@pytest.fixture(scope="module")
def workshop(installed_postgresql: PostgreSQL) -> PostgreSQL:
    return set_up(installed_postgresql)


@pytest.mark.parametrize(
    "sloppy",
    [*SLOPPY.items(), *WARNED.items(), *PASSED_ON.items()],
    ids=lambda item: item[0],
    indirect=True,
)
async def test_what_is_more_than_reading_is_found_and_mended_by_what_is_said(
    open_source: Open, admin: Admin, sloppy: str
) -> None:
    source = open_source()
    found = [each for each in (await source.prove([THINGS])).findings if each.verdict != "pass"]
    for finding in found:
        admin(finding.remedy or "SELECT")
    assert sloppy in {finding.check for finding in found}
    assert {finding.verdict for finding in (await source.prove([THINGS])).findings} == {"pass"}
