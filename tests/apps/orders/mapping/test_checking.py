"""A mapping is held against the catalogue, and what was meant is suggested."""

from __future__ import annotations

from typing import Any

import pytest

from regie.apps.orders.mapping.checking import check_mapping
from regie.core.sqlguard import Finding

from ..conftest import mapped
from . import schemas


def found(**settings: Any) -> list[Finding]:
    return list(check_mapping(mapped(**settings), schemas.DEMO))


def test_the_demos_mapping_fits_its_catalogue() -> None:
    assert [(each.check, each.verdict) for each in found()] == [("mapping.names", "pass")]


@pytest.mark.parametrize(
    ("settings", "key", "remedy"),
    [
        ({"table": "commande"}, "orders.table", 'orders.table = "Commandes"'),
        (
            {"column_number": "NumCommande"},
            "orders.number",
            'orders.number = "NumeroCommande"',
        ),
        (
            {"history_column_on": "DateStatus"},
            "history.on",
            'history.on = "DateStatut"',
        ),
        ({"column_status": "xyzzy"}, "orders.status", None),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    settings: dict[str, str], key: str, remedy: str | None
) -> None:
    (finding,) = found(**settings)
    assert (finding.verdict, finding.facts["key"], finding.remedy) == ("fail", key, remedy)


def test_an_integer_that_is_asked_for_as_text_is_told_with_what_to_write() -> None:
    (finding,) = found(column_number="NbExemplaires")
    assert finding.remedy == 'orders.number = { column = "NbExemplaires", type = "integer" }'


def test_a_table_in_another_schema_is_not_the_one() -> None:
    assert [each.check for each in found(schema_name="archive")] == ["mapping.tables"] * 2


def test_where_nothing_is_seen_nothing_is_known() -> None:
    assert [each.verdict for each in check_mapping(mapped(), [])] == ["unknown"]
