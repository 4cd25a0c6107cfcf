"""A pool is the installation's, divided over its processes, and never above what a source gives."""

from __future__ import annotations

import pytest

from regie.apps.orders.mapping.schema import Connection
from regie.apps.orders.sources.opening import limits_of
from regie.core.errors import Misconfigured
from regie.core.settings import Size, sized_for


@pytest.mark.parametrize(
    ("size", "connection", "processes", "kept", "most"),
    [
        ("small", {}, 1, 5, 10),
        ("medium", {}, 2, 10, 20),
        ("large", {}, 5, 10, 20),
        ("small", {"pool_size": 8, "pool_ceiling": 8}, 2, 4, 4),
        ("large", {"most_connections": 20}, 10, 2, 2),
        ("large", {"pool_ceiling": 10}, 2, 5, 5),
        ("small", {"most_connections": 8}, 8, 1, 1),
    ],
)
def test_each_process_has_its_share(
    size: Size, connection: dict[str, int], processes: int, kept: int, most: int
) -> None:
    limits = limits_of(Connection.model_validate(connection), sized_for(size), processes)
    assert (limits.connections_kept, limits.connections) == (kept, most)


def test_fewer_connections_than_processes_are_refused() -> None:
    with pytest.raises(Misconfigured, match="fewer than the 8 processes"):
        limits_of(Connection.model_validate({"most_connections": 4}), sized_for("small"), 8)
