"""A real SQLite file, read through the guard."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from regie.core.sqlguard import (
    CatalogueColumn,
    CatalogueTable,
    Limits,
    ReadOnlySource,
    Relation,
    SourceRefused,
    SourceTimeout,
    SourceUnavailable,
    compiled,
    open_source,
)
from regie.core.sqlguard.engines.sqlite.connection import SqliteConnection

TABLES = """
    CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL, made_on TEXT);
    CREATE INDEX by_name ON things (name);
    CREATE TABLE secrets (word TEXT);
    CREATE VIEW early AS SELECT id, name FROM things WHERE id < 10;
    INSERT INTO secrets VALUES ('hunter2');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
    INSERT INTO things SELECT i, 'thing ' || i, i, '2026-01-' || printf('%02d', i) FROM n;
"""
MAPPED = (
    Relation("things", ("id", "name", "made_on"), key="name"),
    Relation("early", ("id", "name"), key="id"),
)
ENDLESS = "SELECT count(*) AS n FROM things a, things b, things c, things d, things e, things f"

ATTACKS = {
    "INSERT": "INSERT INTO things VALUES (99, 'x', 1, '')",
    "UPDATE": "UPDATE things SET name = 'x' RETURNING id",
    "DELETE": "DELETE FROM things RETURNING id",
    "DELETE in a WITH": "WITH gone AS (SELECT 1) DELETE FROM things",
    "REPLACE": "REPLACE INTO things VALUES (1, 'x', 1, '')",
    "DROP": "DROP TABLE things",
    "ALTER": "ALTER TABLE things RENAME TO gone",
    "CREATE TABLE": "CREATE TABLE mine (id INTEGER)",
    "CREATE TEMP TABLE": "CREATE TEMP TABLE mine (id INTEGER)",
    "CREATE TEMP VIEW": "CREATE TEMP VIEW mine AS SELECT * FROM things",
    "CREATE TRIGGER": "CREATE TEMP TRIGGER t AFTER INSERT ON things BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE": "CREATE VIRTUAL TABLE mine USING fts5(a)",
    "ATTACH": "ATTACH '{folder}/new.db' AS other",
    "ATTACH memory": "ATTACH ':memory:' AS other",
    "DETACH": "DETACH main",
    "VACUUM INTO": "VACUUM INTO '{folder}/new.db'",
    "VACUUM": "VACUUM",
    "REINDEX": "REINDEX things",
    "ANALYZE": "ANALYZE",
    "query_only": "PRAGMA query_only = off",
    "query_only as a table": "SELECT * FROM pragma_query_only(0)",
    "writable_schema": "PRAGMA writable_schema = on",
    "journal_mode": "PRAGMA journal_mode = delete",
    "trusted_schema": "PRAGMA trusted_schema = on",
    "wal_checkpoint": "PRAGMA wal_checkpoint(TRUNCATE)",
    "user_version": "PRAGMA user_version = 7",
    "BEGIN": "BEGIN IMMEDIATE",
    "SAVEPOINT": "SAVEPOINT s",
    "load_extension": "SELECT load_extension('/tmp/x.so')",
    "fts3_tokenizer": "SELECT fts3_tokenizer('simple')",
    "writefile": "SELECT writefile('{folder}/new.db', 'x')",
    "much memory": "SELECT length(zeroblob(2000000000))",
    "recursion": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
    "two statements": "SELECT 1; DELETE FROM things",
    "another table": "SELECT word FROM secrets",
    "another column": "SELECT price FROM things",
    "a WITH of a view's name": "WITH early AS (SELECT price FROM things) SELECT * FROM early",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "l’atelier d'Élodie 100%?.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


Open = Callable[..., ReadOnlySource]


@pytest.fixture
async def open_file(file: Path) -> AsyncIterator[Open]:
    opened: list[ReadOnlySource] = []

    def make(path: Path = file, **limits: object) -> ReadOnlySource:
        allowed = Limits(**{"tables": MAPPED, **limits})  # type: ignore[arg-type]
        opened.append(open_source("workshop", f"sqlite://{quote(str(path))}", allowed))
        return opened[-1]

    yield make
    for source in opened:
        await source.close()


async def test_a_value_travels_as_a_parameter(open_file: Open) -> None:
    rows = await open_file().fetch("SELECT id FROM things WHERE name = ?", "x' OR '1'='1")
    assert list(rows) == []


async def test_a_compiled_select_is_read(open_file: Open) -> None:
    things = sa.table("things", sa.column("id"), sa.column("made_on")).alias("t")
    select = sa.select(things.c.id).where(things.c.made_on == sa.bindparam("on")).limit(5)
    statement = compiled(select, "sqlite")
    rows = await open_file().fetch(statement.sql, *statement.values(on=date(2026, 1, 7)))
    assert [row["id"] for row in rows] == [7]


async def test_a_view_that_is_mapped_is_read(open_file: Open) -> None:
    rows = await open_file().fetch("SELECT count(*) AS n FROM early")
    assert rows[0]["n"] == 9


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
async def test_an_attack_is_refused(open_file: Open, tmp_path: Path, attack: str) -> None:
    with pytest.raises(SourceRefused):
        await open_file().fetch(attack.replace("{folder}", str(tmp_path)))


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
def test_an_attack_is_refused_by_the_connection_alone(
    file: Path, tmp_path: Path, attack: str
) -> None:
    """Without the sub-query around it."""
    connection = SqliteConnection(file, Limits(tables=MAPPED))
    with closing(connection), pytest.raises(SourceRefused):
        connection.fetch(attack.replace("{folder}", str(tmp_path)), ())


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=list(ATTACKS))
def test_an_attack_leaves_the_file_and_its_folder_as_they_were(file: Path, attack: str) -> None:
    before = file.read_bytes()
    connection = SqliteConnection(file, Limits(tables=MAPPED))
    with closing(connection), suppress(SourceRefused):
        connection.fetch(attack.replace("{folder}", str(file.parent)), ())
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {file.name: before}


async def test_a_statement_that_takes_too_long_is_ended(open_file: Open) -> None:
    with pytest.raises(SourceTimeout, match="SQLITE_INTERRUPT"):
        await open_file(statement_s=0.1, grace_s=5).fetch(ENDLESS)


async def test_a_caller_who_goes_away_stops_the_statement(open_file: Open) -> None:
    source = open_file(connections=1, connections_lost=0, statement_s=60)
    task = asyncio.create_task(source.fetch(ENDLESS))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task])
    assert len(await source.fetch("SELECT 1 AS one")) == 1


async def test_a_file_that_a_writer_holds_is_not_waited_for_too_long(
    open_file: Open, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SourceTimeout, match="SQLITE_BUSY"):
            await open_file(lock_s=0.05).fetch("SELECT id FROM things")


async def test_a_file_that_takes_its_place_is_read_unnoticed(open_file: Open, file: Path) -> None:
    source = open_file(connections=1)
    await source.fetch("SELECT id FROM things")
    other = file.with_name("other.db")
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript(f"{TABLES} DELETE FROM things WHERE id > 3;")
    other.replace(file)
    assert len(await source.fetch("SELECT id FROM things")) == 3


async def test_a_file_that_is_not_there_is_unavailable(open_file: Open, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        await open_file(tmp_path / "none.db").ping()


async def test_nothing_is_made_where_no_file_is(open_file: Open, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable):
        await open_file(tmp_path / "none.db").ping()
    assert not (tmp_path / "none.db").exists()


async def test_what_is_no_database_is_a_refusal(open_file: Open, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Madame, Monsieur," * 100)
    with pytest.raises(SourceRefused):
        await open_file(tmp_path / "letter.db").ping()


async def test_text_that_is_none_hides_no_row(open_file: Open, file: Path) -> None:
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("UPDATE things SET name = CAST(x'c3' AS TEXT) WHERE id = 1")
        writer.commit()
    rows = await open_file().fetch("SELECT name FROM things WHERE id = 1")
    assert rows[0]["name"] == "\N{REPLACEMENT CHARACTER}"


async def test_an_error_tells_nothing_of_the_source(open_file: Open) -> None:
    with pytest.raises(SourceRefused) as raised:
        await open_file().fetch("SELECT colour FROM things WHERE name = ?", "secret")
    assert not {"colour", "things", "secret"} & set(repr(raised.value).split())


async def test_the_catalogue_has_tables_views_columns_and_what_indexes_begin_with(
    open_file: Open,
) -> None:
    tables = {table.name: table for table in await open_file().catalogue()}
    assert tables["things"] == CatalogueTable(
        schema=None,
        name="things",
        columns=(
            CatalogueColumn("id", "INTEGER", nullable=True),
            CatalogueColumn("name", "TEXT", nullable=False),
            CatalogueColumn("price", "REAL", nullable=True),
            CatalogueColumn("made_on", "TEXT", nullable=True),
        ),
        leading=frozenset({"id", "name"}),
    )


async def test_a_catalogue_may_have_more_columns_than_rows_are_allowed(
    open_file: Open,
) -> None:
    tables = await open_file(rows=3).catalogue()
    assert [table.name for table in tables] == ["early", "secrets", "things"]
