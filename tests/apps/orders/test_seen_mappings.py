"""A mapping as it is shown: everything that is read, and nothing that is secret."""

from __future__ import annotations

from typing import Any

import pytest

from regie.apps.orders.domain import Status
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.seen_mappings import SeenMapping, seen_mapping
from regie.core.settings import Settings

SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
MAPPING: dict[str, Any] = {
    "name": "ventes",
    "connection": {
        "dsn": "postgresql://lecteur:motdepasse@db.example/ventes?replica=one:motdepasse@two:5433",
        "replicas": ["three"],
        "max_lag_s": 12,
        "pool_size": 4,
        "pool_ceiling": 8,
    },
    "orders": {
        "schema": "ventes",
        "table": "Cmd",
        "number": {"column": "No", "type": "integer"},
        "customer": ["Prénom", {"column": "Nom", "join": "client"}],
        "status": "Etat",
        "ordered_on": {"column": "Le", "format": "yyyymmdd"},
    },
    "joins": {"client": {"table": "Cli", "column": "Id", "equals": "IdCli"}},
    "numbers": {"formats": ["VE-000000"], "stored_as": "digits", "digits": 10},
    "statuses": {"dispatched": ["30", "31"], "in_production": ["10"]},
    "changes_secret": SECRET,
}


def seen(processes: int = 2, **more: Any) -> SeenMapping:
    return seen_mapping(
        SourceMapping.model_validate(MAPPING | more),
        sized=Settings.model_validate({"env": "development"}).sizing(),
        processes=processes,
        label=lambda status: status.value,
    )


@pytest.mark.parametrize("secret", ["motdepasse", "lecteur", SECRET])
def test_no_secret_is_in_it(secret: str) -> None:
    assert secret not in seen().model_dump_json()


def test_columns_come_as_the_file_names_them() -> None:
    columns = [(each.means, each.column, each.join) for each in seen().orders.columns]
    assert columns == [
        ("number", "No", None),
        ("customer", "Prénom", None),
        ("customer", "Nom", "client"),
        ("status", "Etat", None),
        ("ordered_on", "Le", None),
    ]


def test_statuses_stand_in_the_order_of_an_orders_life() -> None:
    assert [(each.status, each.words) for each in seen().statuses] == [
        (Status.IN_PRODUCTION, ["10"]),
        (Status.DISPATCHED, ["30", "31"]),
    ]


def test_copies_are_told_by_host_and_port() -> None:
    replicas = seen().replicas
    assert replicas is not None
    assert (replicas.places, replicas.max_lag_s) == (["two:5433", "three"], 12.0)


@pytest.mark.parametrize(("processes", "share"), [(1, (7, 1)), (2, (3, 1)), (8, (1, 0))], ids=str)
def test_a_connection_is_set_apart_for_queries_where_there_are_two(
    processes: int, share: tuple[int, int]
) -> None:
    pool = seen(processes).pool
    assert (pool.customers, pool.queries) == share


def test_a_source_that_is_connected_to_nothing_is_shown_too() -> None:
    shown = seen(connection={})
    assert (shown.engine, shown.replicas) == (None, None)
