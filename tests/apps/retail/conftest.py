"""The served application on a database per module, and networks of stores made up for a test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from httpplay import SignIn, opened_app, signing_in
from peopleplay import Organisation
from regie.apps.retail.service import Retail
from regie.bootstrap import Runtime
from regie.core.db import DatabaseUrl
from regie.core.web import Edge
from regie.identity.services import Services
from retailplay import Network


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
def retail(runtime: Runtime) -> Retail:
    service = runtime.parts["retail"].service
    assert isinstance(service, Retail)
    return service


@pytest.fixture
def house(runtime: Runtime) -> Organisation:
    services = runtime.parts["identity"].service
    assert isinstance(services, Services)
    return Organisation.new(services)


@pytest.fixture
async def sign_in(app: tuple[Runtime, Edge], house: Organisation) -> AsyncIterator[SignIn]:
    async with signing_in(app[1], house) as sign_in:
        yield sign_in


@pytest.fixture
async def regions(house: Organisation) -> Network:
    """West and East with two stores each, and a category with one below."""
    network = Network(house)
    nation = await network.add_place("Nation", None)
    for region in ("West", "East"):
        above = await network.add_place(region, nation)
        for number in (1, 2):
            await network.add_place(f"{region} {number}", above, store=True)
    top = await network.add_category("Top", None)
    network.leaves.append(await network.add_category("Leaf", top))
    await network.add_product(network.leaves[0])
    return network


@pytest.fixture
async def director(sign_in: SignIn, regions: Network) -> httpx.AsyncClient:
    return await sign_in("director")


@pytest.fixture
async def manager(sign_in: SignIn, regions: Network) -> httpx.AsyncClient:
    """Of the West."""
    west = list(regions.places)[1]
    return await sign_in("manager", name="Zoé Petit", place=west)
