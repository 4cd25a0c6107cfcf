"""The first administrator comes in by a link, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from httpplay import opened_app
from peopleplay import Organisation
from regie.core.access import MAIN_TENANT
from regie.core.db import DatabaseUrl, migrate
from regie.core.web import Edge
from regie.identity.services import Services
from regie.migrations import SCRIPTS

PATH = "/api/v1/identity/first-run"


@dataclass(frozen=True)
class Installation:
    services: Services
    app: Edge

    def browser(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://localhost")


@pytest.fixture
async def empty(
    new_database: Callable[[], DatabaseUrl], tmp_path: Path
) -> AsyncIterator[Installation]:
    """Of which nobody is."""
    url = new_database()
    await asyncio.to_thread(migrate, url, SCRIPTS)
    async with opened_app(url, tmp_path) as (runtime, app):
        yield Installation(runtime.parts["identity"].service, app)


async def link(installation: Installation) -> str | None:
    async with installation.services.core.database.begin() as connection:
        return await installation.services.first_run.link(connection)


async def create(installation: Installation, link: str | None, name: str = "Ada LOVELACE"):
    body = {
        "code": (link or "").partition("#code=")[2],
        "name": name,
        "email": f"{name.split(maxsplit=1)[0]}@exemple.fr",
        "password": "une longue phrase de passe",
    }
    async with installation.browser() as client:
        return await client.post(PATH, json=body)


async def needed(installation: Installation) -> bool:
    async with installation.browser() as client:
        return (await client.get(PATH)).json()["needed"]


async def test_whoever_has_the_link_is_administrator_and_signed_in(empty: Installation) -> None:
    answer = await create(empty, await link(empty))
    assert answer.json()["me"]["roles"] == [
        {"role": "administrator", "title": "Administrateur", "place": None}
    ]


async def test_it_is_needed_until_somebody_is_there(empty: Installation) -> None:
    before = await needed(empty)
    await create(empty, await link(empty))
    assert (before, await needed(empty)) == (True, False)


async def test_the_link_works_once(empty: Installation) -> None:
    made = await link(empty)
    await create(empty, made)
    answer = await create(empty, made, "Grace HOPPER")
    assert (answer.status_code, answer.json()["code"]) == (410, "identity.first_run_over")


async def test_of_two_at_once_one_comes_in(empty: Installation) -> None:
    made = await link(empty)
    both = await asyncio.gather(create(empty, made), create(empty, made, "Grace HOPPER"))
    assert sorted(each.status_code for each in both) == [200, 410]


async def test_another_start_makes_another_link(empty: Installation) -> None:
    former, _ = await link(empty), await link(empty)
    assert (await create(empty, former)).status_code == 410


async def test_a_password_that_will_not_do_leaves_the_link_as_it_is(empty: Installation) -> None:
    made = await link(empty)
    async with empty.browser() as client:
        body = {"code": (made or "").partition("#code=")[2], "name": "Ada", "email": "a@exemple.fr"}
        refused = await client.post(PATH, json={**body, "password": "azerty"})
    assert (refused.status_code, (await create(empty, made)).status_code) == (422, 200)


async def test_where_there_is_somebody_there_is_no_link(empty: Installation) -> None:
    await Organisation(empty.services, MAIN_TENANT).person("Ada")
    assert await link(empty) is None
