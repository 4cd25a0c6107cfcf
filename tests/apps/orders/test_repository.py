from __future__ import annotations

import pytest

from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.repository import OrderRepository, order_statement, relations
from regie.apps.orders.settings import OrdersSettings
from regie.core.errors import Misconfigured

from .conftest import PARIS


def test_names_of_the_mapping_are_quoted() -> None:
    settings = OrdersSettings(table='Ord"ers', schema_name="dbo")
    assert 'FROM "dbo"."Ord""ers" AS o' in order_statement(settings)


def test_a_name_that_cannot_be_one_is_refused_before_any_statement() -> None:
    with pytest.raises(Misconfigured):
        order_statement(OrdersSettings(column_number="Numero\0Commande"))


async def test_a_source_without_history_is_read_all_the_same(source: ProvenSource) -> None:
    orders = OrderRepository(source, OrdersSettings(history_table=None), PARIS)
    found = await orders.find("CL-401118-220964")
    assert found is not None
    assert found.open().history == ()


async def test_the_look_up_goes_through_the_indexes(source: ProvenSource, production) -> None:
    statement = order_statement(OrdersSettings()).replace("$1", "'CL-401372-487531'")
    plan = "\n".join(str(line) for (line,) in production(f"EXPLAIN {statement}"))
    assert "Seq Scan" not in plan


def test_the_proof_is_asked_about_every_column_that_is_read() -> None:
    settings = OrdersSettings()
    asked = {column for relation in relations(settings) for column in relation.columns}
    statement = order_statement(settings)
    assert all(f'"{column}"' in statement for column in asked)
