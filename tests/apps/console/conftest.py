"""An administrator of the demo as it is served, and one of an installation in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping

import httpx
import pytest

from people import sign_in_here
from peopleplay import environ
from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.db import DatabaseUrl
from served import Served


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.signed_in() as client:
        yield client


@pytest.fixture(scope="module")
def chosen() -> Mapping[str, str]:
    """What a module's own installation is set to besides."""
    return {}


@pytest.fixture(scope="module")
async def runtime(migrated: DatabaseUrl, chosen: Mapping[str, str]) -> AsyncIterator[Runtime]:
    runtime = build_runtime(configure({**environ(migrated), **chosen}))
    async with runtime.opened():
        yield runtime


@pytest.fixture(scope="module")
async def visitor(runtime: Runtime, migrated: DatabaseUrl) -> AsyncIterator[httpx.AsyncClient]:
    """Of that installation."""
    transport = httpx.ASGITransport(build_asgi(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as visitor:
        await sign_in_here(visitor, migrated.for_libpq())
        yield visitor
