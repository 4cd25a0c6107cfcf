"""SELECTs as each engine wants them; that the servers take them is tested with each of them."""

from __future__ import annotations

from typing import Any, get_args

import pytest
import sqlalchemy as sa

from regie.core.errors import Misconfigured
from regie.core.sqlguard import Engine, compiled

ENGINES: tuple[Engine, ...] = get_args(Engine)

things = sa.table("N° \"d'un]` 50%", sa.column("id"), sa.column("Prénom ?"), schema="dbo").alias(
    "t"
)
by_id = sa.select(things.c["Prénom ?"].label("name")).where(things.c.id == sa.bindparam("id"))

WRITTEN: dict[Engine, str] = {
    "postgresql": 'SELECT t."Prénom ?" AS name FROM dbo."N° ""d\'un]` 50%" AS t WHERE t.id = $1',
    "mysql": "SELECT t.`Prénom ?` AS name FROM dbo.`N° \"d'un]`` 50%` AS t WHERE t.id = ?",
    "sqlite": 'SELECT t."Prénom ?" AS name FROM dbo."N° ""d\'un]` 50%" AS t WHERE t.id = ?',
    "sqlserver": "SELECT t.[Prénom ?] AS name FROM dbo.[N° \"d'un]]` 50%] AS t WHERE t.id = ?",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_any_name_is_quoted_as_the_engine_wants_it(engine: Engine) -> None:
    assert " ".join(compiled(by_id, engine).sql.split()) == WRITTEN[engine]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_value_never_stands_in_the_text(engine: Engine) -> None:
    statement = compiled(by_id.where(things.c["Prénom ?"] == "x' OR '1'='1"), engine)
    assert "OR" not in statement.sql


@pytest.mark.parametrize(
    ("engine", "values"),
    [
        ("postgresql", (7, "a", 3)),  # $1 twice, $2, and the limit
        ("mysql", (7, "a", 7, 3)),
        ("sqlite", (7, "a", 7, 3, 0)),
        ("sqlserver", (7, "a", 7)),  # TOP 3
    ],
)
def test_values_come_in_the_order_of_the_marks(engine: Engine, values: tuple[object, ...]) -> None:
    twice = by_id.where(things.c["Prénom ?"] > "a", things.c.id < sa.bindparam("id")).limit(3)
    assert compiled(twice, engine).values(id=7) == values


def test_a_number_of_rows_is_written_as_top_for_sql_server() -> None:
    assert compiled(by_id.limit(3), "sqlserver").sql.startswith("SELECT TOP 3 ")


@pytest.mark.parametrize("engine", ENGINES)
def test_values_of_a_list_each_have_a_mark(engine: Engine) -> None:
    statement = compiled(sa.select(things.c.id).where(things.c.id.in_([1, 2, 3])), engine)
    assert statement.values() == (1, 2, 3)


@pytest.mark.parametrize("named", [{}, {"id": 1, "colour": 2}], ids=["missing", "unknown"])
def test_parameters_are_all_those_of_the_statement_and_no_others(named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        compiled(by_id, "mysql").values(**named)


@pytest.mark.parametrize(
    ("engine", "longest"), [("postgresql", 63), ("mysql", 64), ("sqlserver", 128)]
)
def test_a_name_that_the_engine_would_cut_is_refused(engine: Engine, longest: int) -> None:
    def named(length: int) -> sa.Select[Any]:
        return sa.select(sa.table("t", sa.column("c" * length)).alias("t"))

    compiled(named(longest), engine)
    with pytest.raises(Misconfigured):
        compiled(named(longest + 1), engine)


things_ = sa.table("things", sa.column("id"))
REFUSED = {
    "locks": by_id.with_for_update(),
    "a write in a WITH": sa.select(
        sa.insert(things_).values(id=1).returning(things_.c.id).cte("made").c.id
    ),
    "NUL in a table": sa.select(sa.table("a\0", sa.column("id")).c.id),
    "NUL in a label": sa.select(things_.c.id.label("a\0")),
    "what a parameter is written as": sa.select(sa.table("t", sa.column("a %(id)s")).c["a %(id)s"]),
    "no name": sa.select(sa.table("", sa.column("id")).c.id),
    "three parts": sa.select(sa.table("things", sa.column("id"), schema="dbo").c.id),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("select", REFUSED.values(), ids=list(REFUSED))
def test_what_is_more_than_reading_or_no_name_is_refused(
    engine: Engine, select: sa.Select[Any]
) -> None:
    with pytest.raises(Misconfigured):
        compiled(select, engine)
