"""Machines to play with: people with sessions, tokens that they make, and who asks with them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpx

from peopleplay import Organisation, environ
from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.access import Actor
from regie.core.db import DatabaseUrl
from regie.core.web import Exchange
from regie.identity.services import Services
from regie.identity.sessions.device import Device

ME_TOKENS = "/api/v1/identity/me/tokens"
TOKENS = "/api/v1/console/tokens"
PEOPLE = "/api/v1/console/people"
EXCHANGE = "/api/v1/identity/token"
REFRESH = "/api/v1/identity/token/refresh"
JWKS = "/api/v1/identity/jwks.json"

READ_PEOPLE = "console.people.read"
MANAGE_PEOPLE = "console.people.manage"


@dataclass(frozen=True)
class House:
    """One process that serves, and one tenant of it."""

    runtime: Runtime
    client: httpx.AsyncClient
    organisation: Organisation

    @property
    def services(self) -> Services:
        return self.organisation.services

    def beside(self) -> House:
        """Another tenant of the same process."""
        return House(self.runtime, self.client, Organisation.new(self.services))

    def of(self, organisation: Organisation) -> House:
        return House(self.runtime, self.client, organisation)

    async def session(self, person: int, *, stepped_up: bool = True) -> dict[str, str]:
        """The headers of somebody who is signed in."""
        begun = await self.organisation.run(
            lambda c: self.services.sessions.begin(
                c, person, device=Device(None, None, None), stepped_up=stepped_up
            )
        )
        return {"cookie": f"regie-dev={begun.secret}", "sec-fetch-site": "same-origin"}

    async def administrator(self, name: str = "Ada") -> tuple[int, dict[str, str]]:
        person = await self.organisation.person(name, ("administrator", None))
        return person, await self.session(person)

    async def own_token(
        self, headers: dict[str, str], *permissions: str, days: int = 30
    ) -> dict[str, Any]:
        draft = {"name": "Export", "permissions": permissions, "expires_in_days": days}
        answer = await self.client.post(ME_TOKENS, json=draft, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def service_token(
        self, headers: dict[str, str], *permissions: str, place: int | None = None
    ) -> dict[str, Any]:
        draft = {
            "name": "Caisse",
            "permissions": permissions,
            "expires_in_days": 30,
            "place_id": place,
        }
        answer = await self.client.post(TOKENS, json=draft, headers=headers)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def personal(self, *permissions: str) -> tuple[int, str]:
        """Of a new administrator: who, and the secret."""
        person, headers = await self.administrator()
        return person, (await self.own_token(headers, *permissions))["secret"]

    async def exchanged(self, secret: str, audience: str = "regie") -> dict[str, Any]:
        answer = await self.client.post(
            EXCHANGE, json={"audience": audience}, headers=bearer(secret)
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def known(self, secret: str) -> Actor | None:
        """As the edge asks who this is; tokens do not look at the request."""
        return await self.services.machines.authenticator.begin(cast("Exchange", None), secret)

    async def status(self, secret: str, path: str = PEOPLE) -> int:
        return (await self.client.get(path, headers=bearer(secret))).status_code

    async def refresh(self, secret: str) -> httpx.Response:
        return await self.client.post(REFRESH, json={"refresh_token": secret})


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


@asynccontextmanager
async def opened_house(
    url: DatabaseUrl, valkey: str | None = None, **more: str
) -> AsyncIterator[House]:
    if valkey is not None:
        more |= {f"REGIE_{name}_URL": valkey for name in ("CACHE", "BROKER", "RESULTS")}
    configuration = configure({**environ(url), **more})
    runtime = build_runtime(configuration)
    transport = httpx.ASGITransport(build_asgi(runtime), raise_app_exceptions=False)
    async with (
        runtime.opened(),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        service = runtime.parts["identity"].service
        assert isinstance(service, Services)
        yield House(runtime, client, Organisation.new(service))
