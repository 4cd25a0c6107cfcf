"""What a mapping opens, and how values go out and come back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.saved_queries.domain import (
    Cell,
    Parameter,
    bound_values,
    cell,
    column_type,
    plain,
    policy_of,
)
from regie.apps.orders.saved_queries.errors import ParameterInvalid
from regie.core.files import SheetFormat, written_sheet
from regie.core.sqlguard import Engine

ORDERS: dict[str, Any] = {
    "table": "Commandes",
    "number": "Numero",
    "customer": "Nom",
    "status": "Statut",
    "ordered_on": "Le",
}


def mapping(**more: object) -> SourceMapping:
    return SourceMapping.model_validate({"name": "atelier", "orders": ORDERS, **more})


def test_what_is_mapped_is_open_and_nothing_else() -> None:
    assert policy_of(mapping(), "mysql").allowed == {"Commandes": ("Numero", "Nom", "Statut", "Le")}


def test_a_file_has_its_tables_in_main() -> None:
    assert policy_of(mapping(), "sqlite").schema == {"sqlite": "main"}


def test_a_table_elsewhere_keeps_its_place() -> None:
    history = {"schema": "suivi", "table": "Etapes", "number": "N", "status": "S", "on": "L"}
    policy = policy_of(mapping(orders=ORDERS | {"schema": "ventes"}, history=history), "sqlserver")
    assert [policy.place(table, "tsql") for table in policy.allowed] == ["ventes", "suivi"]


def test_of_two_tables_of_one_name_the_first_is_open() -> None:
    history = {"schema": "b", "table": "Commandes", "number": "N", "status": "S", "on": "L"}
    policy = policy_of(mapping(orders=ORDERS | {"schema": "a"}, history=history), "postgresql")
    assert policy.allowed == {"Commandes": ("Numero", "Nom", "Statut", "Le")}


@pytest.mark.parametrize(
    ("type_", "text", "engine", "value"),
    [
        ("text", "12", "sqlite", "12"),
        ("number", "12", "postgresql", Decimal(12)),
        ("number", "12", "sqlserver", 12),
        ("number", "12.50", "mysql", Decimal("12.50")),
        ("number", "12.5", "sqlite", 12.5),
        ("date", "2026-01-31", "sqlserver", date(2026, 1, 31)),
        ("date", "2026-01-31", "sqlite", "2026-01-31"),
    ],
)
def test_a_value_goes_out_as_its_engine_takes_it(
    type_: Any, text: str, engine: Engine, value: object
) -> None:
    assert bound_values([Parameter("x", type_)], {"x": text}, engine) == {"x": value}


@given(st.sampled_from(["number", "date"]), st.text(max_size=40))
def test_what_is_no_value_of_the_type_is_refused_and_nothing_else_happens(
    type_: Any, text: str
) -> None:
    try:
        bound_values([Parameter("x", type_)], {"x": text}, "postgresql")
    except ParameterInvalid as refused:
        assert refused.params == {"name": "x"}  # noqa: PT017 - most texts are none


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (2**60, "1152921504606846976"),
        (1.5, 1.5),
        (float("nan"), "nan"),
        (Decimal("12.50"), "12.50"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), "2026-01-31T12:00:00+00:00"),
        (timedelta(days=1), "1 day, 0:00:00"),
        (b"\x00\xff", "00ff"),
        ("é" * 5_000, "é" * 2_000),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_cell_is_json(value: object, shown: Cell) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ([None, 3], "number"),
        ([Decimal(3)], "number"),
        ([True], "boolean"),
        ([date(2026, 1, 31)], "date"),
        ([datetime(2026, 1, 31, tzinfo=UTC)], "moment"),
        (["x"], "text"),
        ([None], "text"),
        ([], "text"),
    ],
)
def test_a_column_has_the_type_of_its_values(values: list[object], type_: str) -> None:
    assert column_type(values) == type_


NUMBERS = [
    (Decimal("12.50"), Decimal("12.50")),
    (999_999_999_999_999, 999_999_999_999_999),
    (True, True),
    (123456789012345678, "123456789012345678"),
    (Decimal(123456789012345678), "123456789012345678"),
    (Decimal("100000000000000000000"), "100000000000000000000"),
    (Decimal("0.1234567890123456"), "0.1234567890123456"),
    (Decimal("NaN"), "NaN"),
    (Decimal("Infinity"), "Infinity"),
    (float("nan"), "nan"),
    (float("inf"), "inf"),
    (date(1753, 1, 1), "1753-01-01"),
    (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00+00:00"),
    (datetime(2026, 1, 31, 12, tzinfo=UTC), datetime(2026, 1, 31, 12, tzinfo=UTC)),
]


@pytest.mark.parametrize(("value", "written"), NUMBERS, ids=lambda value: repr(value)[:40])
def test_a_number_stays_one_in_a_file_unless_that_would_change_it(
    value: object, written: object
) -> None:
    assert plain(value) == written


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_a_file_takes_whatever_a_source_holds(to: SheetFormat) -> None:
    assert written_sheet([[plain(value) for value, _ in NUMBERS]], to)
