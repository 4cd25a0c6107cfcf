"""The schema goes up and down, one at a time, and never past what the code knows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, MetaData, create_engine, text
from sqlalchemy.dialects import postgresql

import regie
from regie.core.db import DatabaseUrl, metadata, migrate, schema_version
from regie.core.errors import Misconfigured
from regie.migrations import SCRIPTS

NewDatabase = Callable[[], DatabaseUrl]
REGIE = Path(regie.__path__[0])
SCHEMAS = ("core", "identity", "retail", "workforce", "staff", "gateway", "orders")


def execute(url: DatabaseUrl, statement: str) -> list[tuple]:
    engine = create_engine(url.for_alembic())
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def test_an_empty_database_gets_the_newest_schema(new_database: NewDatabase) -> None:
    assert migrate(new_database(), SCRIPTS).is_current


def test_a_second_run_changes_nothing(migrated: DatabaseUrl) -> None:
    before = execute(migrated, "SELECT count(*) FROM pg_class")
    migrate(migrated, SCRIPTS)
    assert execute(migrated, "SELECT count(*) FROM pg_class") == before


def test_down_to_base_leaves_no_table_and_up_again_works(new_database: NewDatabase) -> None:
    url = new_database()
    migrate(url, SCRIPTS)
    migrate(url, SCRIPTS, target="base")
    left = execute(
        url,
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        f"WHERE nspname IN {SCHEMAS} AND relkind = 'r' AND relname <> 'alembic_version'",
    )
    assert left == []
    assert migrate(url, SCRIPTS).is_current


@pytest.fixture(scope="module")
def models() -> MetaData:
    for tables in REGIE.rglob("tables.py"):  # a package declares its own in this file
        import_module(".".join(("regie", *tables.relative_to(REGIE).with_suffix("").parts)))
    return metadata


def test_models_and_migrations_agree(migrated: DatabaseUrl, models: MetaData) -> None:
    engine = create_engine(migrated.for_alembic())
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table_schema": "core",
                "include_schemas": True,
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "schema" or name in SCHEMAS,
            },
        )
        differences = compare_metadata(context, models)
    engine.dispose()
    assert differences == []


def test_each_check_of_the_models_is_in_the_database(
    migrated: DatabaseUrl, models: MetaData
) -> None:
    """Alembic does not compare these."""
    name_of = postgresql.dialect().identifier_preparer.format_constraint
    declared = {
        (f"{table.schema}.{table.name}", name_of(check))
        for table in models.tables.values()
        for check in chain(table.constraints, *(column.constraints for column in table.columns))
        if isinstance(check, CheckConstraint)
    }
    made = "SELECT CAST(conrelid::regclass AS text), conname FROM pg_constraint WHERE contype = 'c'"
    assert declared
    assert declared <= {*execute(migrated, made)}


@pytest.mark.parametrize("target", ["nonsense", "+1", "-1", ""])
def test_a_revision_that_is_not_there_is_refused_with_those_that_are(
    migrated: DatabaseUrl, target: str
) -> None:
    with pytest.raises(Misconfigured, match="base, 0001"):
        migrate(migrated, SCRIPTS, target=target)


def test_to_where_it_is_changes_nothing(migrated: DatabaseUrl) -> None:
    head = schema_version(migrated, SCRIPTS).head
    assert migrate(migrated, SCRIPTS, target=head).is_current


def test_a_schema_newer_than_the_code_is_refused(new_database: NewDatabase) -> None:
    url = new_database()
    migrate(url, SCRIPTS)
    execute(url, "UPDATE core.alembic_version SET version_num = '9999'")
    with pytest.raises(Misconfigured, match="newer than this Régie"):
        migrate(url, SCRIPTS)


def test_a_newer_schema_is_told_from_an_older_one(new_database: NewDatabase) -> None:
    url = new_database()
    assert schema_version(url, SCRIPTS).known
    migrate(url, SCRIPTS)
    execute(url, "UPDATE core.alembic_version SET version_num = '9999'")
    assert not schema_version(url, SCRIPTS).known


def test_ten_migrations_at_once_all_succeed(new_database: NewDatabase) -> None:
    url = new_database()
    outcomes: list[bool] = []

    def run() -> None:
        outcomes.append(migrate(url, SCRIPTS).is_current)

    threads = [threading.Thread(target=run) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [True] * 10


def test_french_names_sort_as_french_does(migrated: DatabaseUrl) -> None:
    names = [
        "Zoé",
        "Élodie",
        "eloi",
        "Eric",
        "Éric",
        "Œdipe",
        "Odile",
        "Ofélie",
        "côte",
        "coté",
        "cote",
    ]
    rows = execute(
        migrated,
        "SELECT name FROM unnest(ARRAY["
        + ", ".join(f"'{name}'" for name in names)
        + "]) AS t(name) ORDER BY core.sort_key(name)",
    )
    assert [name for (name,) in rows] == [
        "cote", "coté", "côte", "Élodie", "eloi", "Eric", "Éric", "Odile", "Œdipe", "Ofélie", "Zoé",
    ]  # fmt: skip
