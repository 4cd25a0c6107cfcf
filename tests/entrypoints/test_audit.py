"""`regie audit`, on a server of the operator's own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from prometheus_client import CollectorRegistry

from commandplay import Regie, on_own_server
from regie.core.access import AuditEvent
from regie.core.db import Database, DatabaseUrl
from regie.identity.audit import PostgresAudit

CUT = """
    ALTER TABLE identity.audit_entry DISABLE TRIGGER USER;
    ALTER TABLE identity.audit_payload DISABLE TRIGGER USER;
    DELETE FROM identity.audit_payload WHERE number > 2;
    DELETE FROM identity.audit_entry WHERE number > 2;
    UPDATE identity.audit_head h SET number = e.number, digest = e.digest
    FROM identity.audit_entry e WHERE e.number = 2;
"""


@pytest.fixture
def regie(recorded: DatabaseUrl, tmp_path: Path) -> Regie:
    return on_own_server(recorded, tmp_path, "audit")


@pytest.fixture
async def recorded(make_migrated: Callable[[], DatabaseUrl]) -> DatabaseUrl:
    """Three entries of the main tenant."""
    url = make_migrated()
    database = Database(url, pool_size=1, pool_overflow=0)
    await database.open()
    audit = PostgresAudit(database, CollectorRegistry())
    for action in ("person.add", "person.disable", "place.change"):
        async with database.begin() as connection:
            await audit.record(connection, AuditEvent(action, "person:7"))
    await database.close()
    return url


def test_an_intact_record_is_verified(regie: Regie) -> None:
    outcome = regie("verify", "--json")
    (told,) = json.loads(outcome.stdout)
    assert (outcome.returncode, told["intact"], told["entries"]) == (0, True, 3), outcome.stderr


def test_a_verification_leaves_the_head_outside(regie: Regie, tmp_path: Path) -> None:
    regie("verify")
    assert json.loads((tmp_path / "audit" / "heads.ndjson").read_text())["number"] == 3


def test_a_tail_that_was_cut_since_is_told_with_its_first_number(
    regie: Regie, recorded: DatabaseUrl
) -> None:
    regie("verify")
    with psycopg.connect(recorded.for_libpq()) as connection:
        connection.execute(CUT)
    outcome = regie("verify")
    assert (outcome.returncode, "tail_cut at 3" in outcome.stdout) == (1, True)


def test_heads_that_were_kept_elsewhere_count(
    regie: Regie, recorded: DatabaseUrl, tmp_path: Path
) -> None:
    regie("verify")
    elsewhere = (tmp_path / "audit" / "heads.ndjson").rename(tmp_path / "elsewhere.ndjson")
    with psycopg.connect(recorded.for_libpq()) as connection:
        connection.execute(CUT)
    assert regie("verify", "--heads", str(elsewhere)).returncode == 1


def test_the_newest_entries_are_listed(regie: Regie) -> None:
    lines = regie("list", "--limit", "2").stdout.splitlines()
    assert [line.split("\t")[3] for line in lines] == ["place.change", "person.disable"]


def test_an_export_is_written_and_on_record(regie: Regie) -> None:
    lines = [json.loads(line) for line in regie("export").stdout.splitlines()]
    assert [line["action"] for line in lines][-2:] == ["place.change", "export.make"]


def test_a_spreadsheet_is_written(regie: Regie) -> None:
    written = regie("export", "--format", "csv", "--from", "2020-01-01").stdout
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";"))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]


def test_nothing_is_exported_of_a_time_in_which_nothing_was(regie: Regie) -> None:
    assert regie("export", "--to", "2020-01-01").stdout == ""
