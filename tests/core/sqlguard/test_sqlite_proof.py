"""What is said of good and of sloppy SQLite files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from regie.core.i18n import LANGUAGES, Catalogue
from regie.core.sqlguard import MESSAGES, Finding, Limits, ReadOnlySource, Relation, open_source

THINGS = Relation("things", ("id", "name"), key="id")
TABLES = """
    PRAGMA journal_mode = wal;
    CREATE TABLE things (id TEXT PRIMARY KEY, name TEXT, weight REAL);
    CREATE VIEW heavy AS SELECT id, name FROM things WHERE weight > 10;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


@pytest.fixture
async def source(file: Path) -> AsyncIterator[ReadOnlySource]:
    opened = open_source("workshop", f"sqlite://{file}", Limits(tables=(THINGS,)))
    yield opened
    await opened.close()


@pytest.fixture
async def unmapped(file: Path) -> AsyncIterator[ReadOnlySource]:
    """A source that nobody told what it may read."""
    opened = open_source("workshop", f"sqlite://{file}")
    yield opened
    await opened.close()


def verdicts(findings: Sequence[Finding], check: str) -> set[str]:
    return {finding.verdict for finding in findings if finding.check == check}


async def test_a_file_that_is_read_as_mapped_passes_every_line_but_for_the_right_to_write_it(
    source: ReadOnlySource,
) -> None:
    findings = (await source.prove([THINGS])).findings
    assert {finding.verdict for finding in findings if finding.check != "file"} == {"pass"}


@pytest.fixture(params=[0o644, 0o444])
def moded(request: pytest.FixtureRequest, file: Path) -> Path:
    file.chmod(request.param)
    return file


async def test_a_file_that_we_could_write_to_is_a_warning(
    source: ReadOnlySource, moded: Path
) -> None:
    expected = {"warn" if os.access(moded, os.W_OK) else "pass"}
    assert verdicts((await source.prove([THINGS])).findings, "file") == expected


async def test_a_journal_that_makes_writers_wait_is_a_warning(
    source: ReadOnlySource, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = delete").close()
    assert verdicts((await source.prove([THINGS])).findings, "journal") == {"warn"}


async def test_without_a_mapping_all_that_can_be_read_is_a_warning(
    unmapped: ReadOnlySource,
) -> None:
    assert verdicts((await unmapped.prove([THINGS])).findings, "sees_more") == {"warn"}


@pytest.mark.parametrize(
    ("relation", "check", "verdict"),
    [
        (Relation("things", ("id", "colour"), key="id"), "mapping", "fail"),
        (Relation("nothing", ("id",), key="id"), "mapping", "fail"),
        (Relation("nothing", ("id",), key="id"), "index", "unknown"),
        (Relation("heavy", ("id",), key="id"), "index", "unknown"),
        (Relation("things", ("name",), key="name"), "index", "warn"),
        (Relation("things", ("weight",), key="weight"), "key_type", "warn"),
    ],
)
async def test_a_mapping_that_does_not_fit_is_said_so(
    unmapped: ReadOnlySource, relation: Relation, check: str, verdict: str
) -> None:
    proof = await unmapped.prove([relation])
    assert verdicts(proof.findings, check) == {verdict}


async def test_every_line_can_be_read_in_every_language(unmapped: ReadOnlySource) -> None:
    proof = await unmapped.prove([THINGS, Relation("nothing", ("id",), key="id")])
    catalogue = Catalogue(MESSAGES)
    for finding in proof.findings:
        for language in LANGUAGES:
            code = f"proof.{finding.check}.{finding.verdict}"
            assert catalogue.text(code, language, finding.facts)
