"""Everything here is asked twice: at the root of a host and below a prefix of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from served import Served, serving


@pytest.fixture(scope="session")
def at_the_root(demo: dict[str, str]) -> Iterator[Served]:
    with serving(demo) as served:
        yield served


@pytest.fixture(scope="session")
def below_a_prefix(demo: dict[str, str]) -> Iterator[Served]:
    with serving(demo, root_path="/mppeep") as served:
        yield served


@pytest.fixture(scope="session", params=["at_the_root", "below_a_prefix"])
def served(request: pytest.FixtureRequest) -> Served:
    """Both stay until the end, in whatever order they are asked for."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


@pytest.fixture(scope="session")
def document(client: httpx.Client) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json()
