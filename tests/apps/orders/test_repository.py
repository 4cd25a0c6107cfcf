from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.repository import OrderRepository
from regie.apps.orders.statements import order_select, search_values
from regie.core.errors import Misconfigured
from regie.core.sqlguard import compiled

from .conftest import PARIS, mapped


def statement(**settings: object) -> str:
    return compiled(order_select(mapped(**settings)), "postgresql").sql


def test_names_of_the_mapping_are_quoted() -> None:
    assert 'FROM dbo."Ord""ers" AS o' in statement(table='Ord"ers', schema_name="dbo")


def test_a_name_that_the_engine_would_cut_is_refused_before_any_statement() -> None:
    with pytest.raises(Misconfigured):
        statement(column_number="é" * 40)


async def test_a_source_without_history_is_read_all_the_same(source: ProvenSource) -> None:
    orders = OrderRepository(source, mapped(history_table=None), PARIS)
    found = await orders.find("CL-401118-220964")
    assert found is not None
    assert found.open().history == ()


async def test_the_look_up_goes_through_the_indexes(source: ProvenSource, production) -> None:
    asked = statement().replace("$1", "'CL-401372-487531'").replace("$2", "100")
    plan = "\n".join(str(line) for (line,) in production(f"EXPLAIN {asked}"))
    assert "Seq Scan" not in plan


def test_the_proof_is_asked_about_every_column_that_is_read() -> None:
    asked = {column for relation in mapped().relations() for column in relation.columns}
    assert all(f'"{column}"' in statement() for column in asked)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Anne Laure de Broglie", {"%b%r%g%", "%r%"}),
        ("Mina Rami de Brive", {"%b%r%v%", "%r%m%"}),
        ("Léa RÉMI", {"%r%m%"}),
    ],
)
def test_a_name_is_looked_for_with_what_may_be_its_town_and_without(
    name: str, asked: set[str]
) -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    values = search_values(mapped(), "postgresql", name, year, PARIS)
    assert {values["spelled"], values["spelled_bare"]} == asked
