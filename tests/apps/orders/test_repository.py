from __future__ import annotations

import pytest

from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.repository import OrderRepository
from regie.apps.orders.statements import order_select
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
