"""`regie retention`, on a server of the operator's own."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from commandplay import Outcome, Regie, on_own_server
from regie.core.db import DatabaseUrl


@pytest.fixture
def regie(migrated: DatabaseUrl, tmp_path: Path) -> Regie:
    return on_own_server(migrated, tmp_path, "retention")


@pytest.fixture(autouse=True)
def old_answers(migrated: DatabaseUrl) -> None:
    """Three answers, two, three and four days old."""
    with psycopg.connect(migrated.for_libpq()) as connection:
        connection.execute("TRUNCATE core.idempotency")
        connection.execute(
            "INSERT INTO core.idempotency (tenant, key, person, request, at)"
            " SELECT 'main', n::text::bytea, 'p', '', now() - make_interval(days => n)"
            " FROM generate_series(2, 4) AS n"
        )


def rows_of_answers(outcome: Outcome) -> int:
    told = {each["class"]: each["tables"] for each in json.loads(outcome.stdout)}
    return told["answers"][0]["rows"]


def test_a_preview_counts_and_removes_nothing(regie: Regie) -> None:
    counted = [rows_of_answers(regie("preview", "--json")) for _ in range(2)]
    assert counted == [3, 3]


def test_a_purge_removes_what_is_old(regie: Regie) -> None:
    gone = rows_of_answers(regie("purge", "--json"))
    assert (gone, rows_of_answers(regie("preview", "--json"))) == (3, 0)


def test_how_long_is_a_setting(regie: Regie) -> None:
    outcome = regie("preview", "--json", REGIE_RETENTION_ANSWERS_DAYS="3")
    assert rows_of_answers(outcome) == 2


def test_one_class_can_be_named(regie: Regie) -> None:
    outcome = regie("preview", "--class", "answers")
    assert [line.split("\t")[:4] for line in outcome.stdout.splitlines()] == [
        ["answers", "1 d", "idempotency", "3"]
    ]


def test_a_class_that_does_not_exist_is_refused_with_those_that_do(regie: Regie) -> None:
    outcome = regie("purge", "--class", "nonsense")
    assert (outcome.returncode, "there are: outbox, jobs," in outcome.stderr) == (1, True)
