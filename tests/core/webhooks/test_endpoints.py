"""Endpoints have lanes of their own, limits, and secrets that stay theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from regie.core.db import Database
from regie.core.vault import SealBroken, Vault, rotate
from regie.core.webhooks import (
    SECRETS,
    Draft,
    EndpointLimit,
    EndpointNotFound,
    create_endpoint,
    find_endpoint,
    rotate_secret,
)
from regie.core.webhooks.endpoints import open_secrets
from regie.core.webhooks.errors import MOST_ENDPOINTS
from regie.core.webhooks.lanes import LANES

from .conftest import KEY, Tenant

URL = "https://hooks.example.fr/"
NEW_KEY = SecretStr("fedcba9876543210" * 4)


async def column(database: Database, tenant: Tenant, name: str) -> list:
    async with database.begin() as connection:
        statement = f"SELECT {name} FROM core.webhook_endpoint WHERE tenant = :tenant ORDER BY id"
        return [*(await connection.execute(text(statement), {"tenant": tenant.name})).scalars()]


async def test_as_long_as_there_are_lanes_each_has_its_own(
    tenant: Tenant, database: Database
) -> None:
    async with database.begin() as connection:
        await connection.execute(text("DELETE FROM core.webhook_endpoint"))
    for _ in range(LANES):
        await tenant.endpoint(URL)
    assert sorted(await column(database, tenant, "lane")) == list(range(LANES))


async def test_a_tenant_has_so_many_endpoints_and_no_more(
    tenant: Tenant, database: Database, vault: Vault
) -> None:
    async with database.begin() as connection:
        for _ in range(MOST_ENDPOINTS):
            await create_endpoint(connection, vault, tenant.name, Draft(URL, ["*"]))
        with pytest.raises(EndpointLimit):
            await create_endpoint(connection, vault, tenant.name, Draft(URL, ["*"]))


async def test_another_tenant_s_endpoint_is_not_found(tenant: Tenant, database: Database) -> None:
    endpoint, _ = await tenant.endpoint(URL)
    async with database.begin() as connection:
        with pytest.raises(EndpointNotFound):
            await find_endpoint(connection, "somebody", endpoint.id)


async def test_after_two_rotations_the_first_secret_is_out_of_use(
    tenant: Tenant, database: Database, vault: Vault
) -> None:
    endpoint, _ = await tenant.endpoint(URL)
    secrets: list[str] = []
    async with database.begin() as connection:
        for _ in range(2):
            _, secret = await rotate_secret(
                connection, vault, tenant.name, endpoint.id, timedelta(hours=24)
            )
            secrets.insert(0, secret)
    (sealed,) = await column(database, tenant, "secrets")
    assert open_secrets(vault, endpoint.id, sealed) == secrets


async def test_a_secret_cannot_be_moved_to_another_endpoint(
    tenant: Tenant, database: Database, vault: Vault
) -> None:
    endpoints = sorted([(await tenant.endpoint(URL))[0].id for _ in range(2)])
    sealed = await column(database, tenant, "secrets")
    with pytest.raises(SealBroken):
        open_secrets(vault, endpoints[1], sealed[0])


async def test_a_new_key_of_the_installation_takes_over(tenant: Tenant, database: Database) -> None:
    endpoint, secret = await tenant.endpoint(URL)
    async with database.begin() as connection:
        await rotate(connection, Vault(NEW_KEY, [KEY]), [SECRETS])
        found = await connection.execute(
            text("SELECT secrets FROM core.webhook_endpoint WHERE id = :id"), {"id": endpoint.id}
        )
        assert open_secrets(Vault(NEW_KEY), endpoint.id, found.scalar_one()) == [secret]
        await rotate(connection, Vault(KEY, [NEW_KEY]), [SECRETS])
