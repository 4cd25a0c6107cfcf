"""What is done on the console's pages is on record, once, and with who did it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import pytest
from fastapi.dependencies.models import Dependant

from regie.bootstrap import Runtime
from regie.core.web.routes import StrictRoute

ENDPOINT = "/api/v1/console/webhooks/endpoints/7f2f8b0b-4ac2-4cce-8be5-3451c79f3f39"
TEST_MAIL = "/api/v1/console/mail/test"
TO = {"to": "mina@example.fr"}


async def acts(visitor: httpx.AsyncClient, action: str) -> list[dict[str, Any]]:
    answer = await visitor.get("/api/v1/console/audit", params={"action": action})
    return answer.json()["entries"]


@pytest.mark.parametrize(
    ("action", "outcome", "path", "asked"),
    [
        ("cache.manage", "begun", "/api/v1/console/cache/switch", {"enabled": True}),
        ("cache.manage", "begun", "/api/v1/console/cache/clear", {"prefix": "orders.track"}),
        ("cache.empty", "begun", "/api/v1/console/cache/empty", None),
        ("jobs.manage", "done", "/api/v1/jobs/self-test", {"steps": 1}),
        ("mail.manage", "done", TEST_MAIL, TO),
        ("retention.manage", "begun", "/api/v1/console/retention/purge", {"classes": ["locks"]}),
        (
            "webhooks.manage",
            "done",
            "/api/v1/console/webhooks/endpoints",
            {"url": "https://hooks.example.fr/a", "events": ["*"]},
        ),
    ],
)
async def test_an_act_is_on_record_with_who_did_it(
    visitor: httpx.AsyncClient, action: str, outcome: str, path: str, asked: dict[str, Any] | None
) -> None:
    answer = await visitor.post(path, json=asked)
    assert answer.is_success, answer.text
    me = (await visitor.get("/api/v1/identity/me")).json()["person"]["id"]
    entry = (await acts(visitor, action))[0]
    told = {name: entry["payload"][name] for name in ("method", "path")}
    assert (entry["actor"]["key"], entry["outcome"], told) == (
        f"person:{me}",
        outcome,
        {"method": "POST", "path": path},
    )


@pytest.mark.parametrize("spelling", ["{}", "urn:uuid:{}"])
async def test_an_act_about_something_is_on_record_however_its_id_is_written(
    visitor: httpx.AsyncClient, spelling: str
) -> None:
    endpoints = "/api/v1/console/webhooks/endpoints"
    draft = {"url": "https://hooks.example.fr/b", "events": ["*"]}
    made = (await visitor.post(endpoints, json=draft)).json()["endpoint"]["id"]
    path = f"{endpoints}/{spelling.format(made)}"
    assert (await visitor.delete(path)).status_code == 204
    entry = (await acts(visitor, "webhooks.revoke"))[0]
    assert (entry["subject"], entry["payload"]["path"]) == (
        f"webhooks:{made}" if spelling == "{}" else None,
        path,
    )


@asynccontextmanager
async def refusing(runtime: Runtime, table: str, *, at_commit: bool = False) -> AsyncIterator[None]:
    """Nothing is added to that table meanwhile."""
    kind, when = ("CONSTRAINT", "AFTER") if at_commit else ("", "BEFORE")
    deferred = "DEFERRABLE INITIALLY DEFERRED" if at_commit else ""
    async with runtime.core.database.begin() as connection:
        await connection.exec_driver_sql(
            "CREATE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$"
        )
        await connection.exec_driver_sql(
            f"CREATE {kind} TRIGGER refuse_it {when} INSERT ON {table} {deferred}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_it()"
        )
    try:
        yield
    finally:
        async with runtime.core.database.begin() as connection:
            await connection.exec_driver_sql("DROP FUNCTION refuse_it() CASCADE")


class Adding(NamedTuple):
    table: str
    action: str
    path: str
    asked: dict[str, Any]


ADDING = [
    Adding("core.jobs", "jobs.manage", "/api/v1/jobs/self-test", {"steps": 1}),
    Adding("core.mail", "mail.manage", TEST_MAIL, TO),
    Adding(
        "core.webhook_endpoint",
        "webhooks.manage",
        "/api/v1/console/webhooks/endpoints",
        {"url": "https://hooks.example.fr/c", "events": ["*"]},
    ),
]


async def rows(runtime: Runtime, table: str) -> int:
    async with runtime.core.database.begin() as connection:
        counted = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
        return counted.scalar_one()


@pytest.mark.parametrize("act", ADDING, ids=lambda act: act.action)
async def test_an_act_that_is_not_committed_is_not_on_record(
    visitor: httpx.AsyncClient, runtime: Runtime, act: Adding
) -> None:
    before = await acts(visitor, act.action)
    async with refusing(runtime, act.table, at_commit=True):
        answer = await visitor.post(act.path, json=act.asked)
    assert (answer.status_code, await acts(visitor, act.action)) == (500, before)


@pytest.mark.parametrize("act", ADDING, ids=lambda act: act.action)
async def test_an_act_that_cannot_be_put_on_record_is_not_done(
    visitor: httpx.AsyncClient, runtime: Runtime, act: Adding
) -> None:
    before = await rows(runtime, act.table)
    async with refusing(runtime, "identity.audit_entry"):
        answer = await visitor.post(act.path, json=act.asked)
    assert (answer.status_code, await rows(runtime, act.table)) == (500, before)


async def test_the_cache_is_not_worked_when_that_cannot_be_put_on_record(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with refusing(runtime, "identity.audit_entry"):
        answer = await visitor.post("/api/v1/console/cache/switch", json={"enabled": False})
    assert (answer.status_code, runtime.core.cache.enabled) == (500, True)


async def test_nothing_is_purged_when_that_cannot_be_put_on_record(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.core.database.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO core.idempotency (tenant, key, person, request, status, headers, body, at)"
            " VALUES ('main', 'old', 'p', '', 200, '[]', '', now() - interval '2 days')"
        )
    before = await rows(runtime, "core.idempotency")
    async with refusing(runtime, "identity.audit_entry"):
        purge = "/api/v1/console/retention/purge"
        answer = await visitor.post(purge, json={"classes": ["answers"]})
    assert (answer.status_code, await rows(runtime, "core.idempotency")) == (500, before)


async def test_what_is_only_answered_again_is_on_record_once(visitor: httpx.AsyncClient) -> None:
    before = len(await acts(visitor, "mail.manage"))
    key = {"Idempotency-Key": str(uuid4())}
    answers = [await visitor.post(TEST_MAIL, json=TO, headers=key) for _ in range(2)]
    assert "idempotency-replayed" in answers[1].headers
    assert len(await acts(visitor, "mail.manage")) == before + 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", TEST_MAIL),
        ("POST", "/api/v1/console/mail/999999/repeat"),
        ("POST", "/api/v1/console/cache/clear"),
        ("GET", "/api/v1/jobs"),
    ],
    ids=["of the wrong shape", "about nothing", "of nothing in particular", "a look"],
)
async def test_where_nothing_was_done_nothing_is_on_record(
    visitor: httpx.AsyncClient, method: str, path: str
) -> None:
    actions = ("mail.manage", "cache.manage", "jobs.manage")
    before = [await acts(visitor, action) for action in actions]
    await visitor.request(method, path, json={} if method == "POST" else None)
    assert [await acts(visitor, action) for action in actions] == before


async def test_a_purge_of_what_there_is_not_is_not_on_record(visitor: httpx.AsyncClient) -> None:
    before = await acts(visitor, "retention.manage")
    await visitor.post("/api/v1/console/retention/purge", json={"classes": ["nonsense"]})
    assert await acts(visitor, "retention.manage") == before


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/console/retention/purge"),
        ("POST", "/api/v1/console/cache/empty"),
        ("DELETE", ENDPOINT),
        ("POST", f"{ENDPOINT}/rotate"),
    ],
)
def test_what_is_gone_for_good_wants_the_password_again(
    runtime: Runtime, method: str, path: str
) -> None:
    wanted = next(
        route.guard.permission
        for route in _changing(runtime)
        if method in route.methods and route.path_regex.fullmatch(path) and route.guard is not None
    )
    assert runtime.core.permissions[wanted or ""].dangerous


def test_every_route_that_changes_something_puts_it_on_record(runtime: Runtime) -> None:
    routes = _changing(runtime)
    assert routes != []
    for route in routes:
        assert route.guard is not None
        app, _, verb = (route.guard.permission or "..").split(".")
        assert (app, verb == "read") == ("console", False), route.path
        assert {"record", "announcing"} & {*_called(route.dependant)}, route.path


def _changing(runtime: Runtime) -> list[StrictRoute]:
    return [
        route
        for router in runtime.parts["console"].routes.api
        for route in router.routes
        if isinstance(route, StrictRoute) and route.methods != {"GET"}
    ]


def _called(dependant: Dependant) -> Iterator[str]:
    for each in dependant.dependencies:
        if each.call is not None:
            yield each.call.__name__
        yield from _called(each)
