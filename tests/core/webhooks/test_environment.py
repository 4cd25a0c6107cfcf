"""Endpoints of the environment are read strictly and written once, whoever starts first."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.errors import Misconfigured
from regie.core.vault import Vault
from regie.core.webhooks import (
    Declared,
    Draft,
    Endpoint,
    EndpointReadOnly,
    change_endpoint,
    declared_endpoints,
    delete_endpoint,
    list_endpoints,
    switch_endpoint,
)
from regie.core.webhooks.endpoints import open_secrets
from regie.core.webhooks.environment import write_declared

from .conftest import MakeWebhooks, Tenant

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_plJ3nmyCDGBKInavdOK15jsl8dJhBvQGMxUVcGRtTFU="
URL = "https://hooks.example.fr/a"
ONE = Declared(1, URL, (SECRET,), ("quota.low", "api.error"))


def test_an_endpoint_is_read_as_it_is_documented() -> None:
    environ = {
        "WEBHOOK_1_URL": URL,
        "WEBHOOK_1_SECRET": SECRET,
        "WEBHOOK_1_EVENTS": "quota.low,api.error",
    }
    assert declared_endpoints(environ) == (ONE,)


def test_without_a_list_it_gets_everything() -> None:
    environ = {"WEBHOOK_1_URL": URL, "WEBHOOK_1_SECRET": SECRET}
    assert declared_endpoints(environ)[0].events == ("*",)


def test_any_number_of_them_comes_in_order() -> None:
    environ = {
        f"WEBHOOK_{number}_{name}": value
        for number in (12, 3, 100)
        for name, value in (("URL", URL), ("SECRET", SECRET))
    }
    assert [each.number for each in declared_endpoints(environ)] == [3, 12, 100]


def test_while_a_secret_is_replaced_both_are_given() -> None:
    environ = {"WEBHOOK_1_URL": URL, "WEBHOOK_1_SECRET": f"{OTHER}, {SECRET}"}
    assert declared_endpoints(environ)[0].secrets == (OTHER, SECRET)


def test_empty_values_are_none() -> None:
    environ = {
        "WEBHOOK_1_URL": "",
        "WEBHOOK_1_SECRET": " ",
        "WEBHOOK_URL": "x",
        "WEBHOOK_0_URL": URL,
    }
    assert declared_endpoints(environ) == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"WEBHOOK_1_URL": ""}, "WEBHOOK_1_URL"),
        ({"WEBHOOK_1_URL": "hooks.example.fr"}, "WEBHOOK_1_URL"),
        ({"WEBHOOK_1_SECRET": ""}, "WEBHOOK_1_SECRET"),
        ({"WEBHOOK_1_SECRET": "hunter2"}, "WEBHOOK_1_SECRET"),
        ({"WEBHOOK_1_SECRET": f"{SECRET},hunter2"}, "WEBHOOK_1_SECRET"),
        ({"WEBHOOK_1_EVENTS": "quota low"}, "WEBHOOK_1_EVENTS"),
        ({"WEBHOOK_1_EVENT": "quota.low"}, "WEBHOOK_1_EVENT:"),
    ],
)
def test_what_cannot_be_used_is_named_and_not_repeated(change: dict[str, str], named: str) -> None:
    environ = {"WEBHOOK_1_URL": URL, "WEBHOOK_1_SECRET": SECRET, **change}
    with pytest.raises(Misconfigured) as raised:
        declared_endpoints(environ)
    assert named in raised.value.detail
    assert "hunter2" not in raised.value.detail


async def written(tenant: Tenant, *declared: Declared) -> list[Endpoint]:
    async with tenant.database.begin() as connection:
        await write_declared(connection, tenant.vault, tenant.name, declared)
        return await list_endpoints(connection, tenant.name)


async def test_a_second_start_changes_nothing(tenant: Tenant) -> None:
    first = await written(tenant, ONE)
    assert await written(tenant, ONE) == first


async def test_ten_that_start_at_once_write_it_once(tenant: Tenant) -> None:
    found = await asyncio.gather(*(written(tenant, ONE) for _ in range(10)))
    assert {endpoint.id for endpoints in found for endpoint in endpoints} == {found[0][0].id}


async def test_what_is_not_named_any_more_is_withdrawn_and_comes_back(tenant: Tenant) -> None:
    (before,) = await written(tenant, ONE)
    (gone,) = await written(tenant)
    (back,) = await written(tenant, ONE)
    assert (gone.enabled, gone.disabled_because, back.enabled, back.id) == (
        False,
        "withdrawn",
        True,
        before.id,
    )


async def test_a_process_whose_environment_does_not_decide_leaves_them_as_they_are(
    make_webhooks: MakeWebhooks, database: Database
) -> None:
    await make_webhooks(declared=(ONE,))
    await make_webhooks(declared=None)
    async with database.begin() as connection:
        (endpoint,) = await list_endpoints(connection, "main")
    assert endpoint.enabled


async def test_another_address_is_tried_again(tenant: Tenant) -> None:
    (before,) = await written(tenant, ONE)
    async with tenant.database.begin() as connection:
        await connection.execute(
            text(
                "UPDATE core.webhook_endpoint SET enabled = false, disabled_because = 'gone'"
                " WHERE id = :id"
            ),
            {"id": before.id},
        )
    (same,) = await written(tenant, ONE)
    (moved,) = await written(tenant, Declared(1, URL + "b", (SECRET,), ONE.events))
    assert (same.enabled, moved.enabled, moved.url) == (False, True, URL + "b")


async def test_a_new_secret_is_taken_over(tenant: Tenant, database: Database, vault: Vault) -> None:
    await written(tenant, ONE)
    (endpoint,) = await written(tenant, Declared(1, URL, (OTHER, SECRET)))
    async with database.begin() as connection:
        sealed = await connection.execute(
            text("SELECT secrets FROM core.webhook_endpoint WHERE id = :id"), {"id": endpoint.id}
        )
        assert open_secrets(vault, endpoint.id, sealed.scalar_one()) == [OTHER, SECRET]


async def test_people_s_endpoints_stay_as_they_are(tenant: Tenant) -> None:
    own, _ = await tenant.endpoint(URL)
    assert own in await written(tenant)


@pytest.mark.parametrize("what", ["change", "delete", "off", "on"])
async def test_a_person_cannot_change_what_the_environment_says(tenant: Tenant, what: str) -> None:
    await written(tenant, ONE)
    (endpoint,) = await written(tenant)  # withdrawn: nobody but the environment brings it back
    with pytest.raises(EndpointReadOnly):
        async with tenant.database.begin() as connection:
            if what == "change":
                await change_endpoint(connection, tenant.name, endpoint.id, Draft(URL, ["*"]))
            elif what == "delete":
                await delete_endpoint(connection, tenant.name, endpoint.id)
            else:
                await switch_endpoint(connection, tenant.name, endpoint.id, on=what == "on")
