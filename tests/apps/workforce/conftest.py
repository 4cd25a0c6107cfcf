"""The served application on a database per module, and organisations to size."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from httpplay import SignIn, opened_app, signing_in
from peopleplay import Organisation
from regie.apps.workforce.services import Services
from regie.bootstrap import Runtime
from regie.core.db import DatabaseUrl
from regie.core.web import Edge
from regie.identity.services import Services as IdentityServices
from workforceplay import Sized, sized


@pytest.fixture(scope="module")
async def app(
    migrated: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Runtime, Edge]]:
    async with opened_app(migrated, Path(tmp_path_factory.mktemp("home"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def runtime(app: tuple[Runtime, Edge]) -> Runtime:
    return app[0]


@pytest.fixture(scope="module")
def services(runtime: Runtime) -> Services:
    found = runtime.parts["workforce"].service
    assert isinstance(found, Services)
    return found


@pytest.fixture(scope="module")
def identity(runtime: Runtime) -> IdentityServices:
    found = runtime.parts["identity"].service
    assert isinstance(found, IdentityServices)
    return found


@pytest.fixture(scope="module")
async def kept(identity: IdentityServices) -> Sized:
    """An organisation that the module only reads."""
    return await sized(Organisation.new(identity))


@pytest.fixture(scope="module")
async def reading(app: tuple[Runtime, Edge], kept: Sized) -> AsyncIterator[SignIn]:
    """Somebody of that organisation, one for each role and place."""
    clients: dict[tuple[str, int | None], httpx.AsyncClient] = {}
    async with signing_in(app[1], kept.house) as sign_in:

        async def signed_in(role: str, *, place: int | None = None) -> httpx.AsyncClient:
            if (role, place) not in clients:
                name = f"{role} {place or 'everywhere'}"
                clients[role, place] = await sign_in(role, place=place, name=name)
            return clients[role, place]

        yield signed_in


@pytest.fixture
async def own(identity: IdentityServices) -> Sized:
    """An organisation of one test, which changes it."""
    return await sized(Organisation.new(identity))


@pytest.fixture
async def sign_in(app: tuple[Runtime, Edge], own: Sized) -> AsyncIterator[SignIn]:
    async with signing_in(app[1], own.house) as sign_in:
        yield sign_in
