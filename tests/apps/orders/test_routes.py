"""The look-up over HTTP, through the whole served app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.embedded import EmbeddedPostgres
from regie.core.webhooks import Secret, new_secret, signed_headers

from .conftest import noon

TRACK = "/api/v1/orders/track"
CHANGED = "/api/v1/orders/sources/production/changed"
CHANGES_SECRET = new_secret()
MINE = {"number": "CL-401372-487531", "name": "Mina RAMI"}


@pytest.fixture(scope="module")
async def runtime(postgres: EmbeddedPostgres, demo_dsn: str) -> AsyncIterator[Runtime]:
    configuration = configure(
        {
            "REGIE_ENV": "development",
            "REGIE_APPS": "orders",
            "REGIE_DATABASE_URL": postgres.superuser_url(),
            "REGIE_REDIS_URL": "none",
            "REGIE_ORDERS_DSN": demo_dsn,
            "REGIE_ORDERS_CHANGES_SECRET": CHANGES_SECRET,
            "REGIE_ORDER_QUESTIONS_A_MINUTE": "1000",
        }
    )
    runtime = build_runtime(configuration, clock=noon)
    async with runtime.opened():
        yield runtime


@pytest.fixture(scope="module")
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_asgi(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("path", [TRACK, "/order/track"])
async def test_the_famous_order_is_answered(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, json=MINE)
    assert answer.json() == {
        "number": "CL-401372-487531",
        "status": "in_production",
        "status_label": "En production",
        "ordered_on": "2026-11-02",
        "expected_on": "2026-11-13",
        "days_late": 8,
        "designation": "DCC avec couverture",
        "copies": 5,
        "history": [
            {"status": "in_production", "status_label": "En production", "on": "2026-11-02"}
        ],
        "source": "production",
        "as_of": "2026-11-21T12:00:00Z",
    }


async def test_labels_are_in_the_readers_language(client: httpx.AsyncClient) -> None:
    answer = await client.post(TRACK, json=MINE, headers={"Accept-Language": "en-GB"})
    assert answer.json()["status_label"] == "In production"
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("body", [MINE, {**MINE, "name": "Mina"}])
async def test_no_answer_is_kept_by_anybody(
    client: httpx.AsyncClient, body: dict[str, str]
) -> None:
    assert (await client.post(TRACK, json=body)).headers["Cache-Control"] == "no-store"


async def test_a_wrong_name_and_an_unknown_number_get_the_same_bytes(
    client: httpx.AsyncClient,
) -> None:
    async def refused(**body: str) -> tuple[int, bytes, list[tuple[str, str]]]:
        answer = await client.post(TRACK, json=body, headers={"X-Request-Id": "the-same-for-all"})
        request_id = answer.headers.pop("x-request-id").encode()
        del answer.headers["ratelimit"]  # which says how many may still follow
        del answer.headers["x-sql-statements"]  # of development; what is remembered needs none
        headers = sorted(answer.headers.multi_items())
        return answer.status_code, answer.content.replace(request_id, b""), headers

    answers = [
        await refused(number="CL-401372-487531", name="Mina"),
        await refused(number="CL-401372-487531", name="Dupont"),
        await refused(number="CL-000000-000000", name="RAMI"),
        await refused(number="n’importe quoi", name="RAMI"),
    ]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"number": "CL-1"},
        {**MINE, "extra": 1},
        {**MINE, "number": ""},
        {**MINE, "number": "1" * 65},
        {**MINE, "name": "a" * 121},
        {**MINE, "name": "Mina\nRAMI"},
        {**MINE, "name": "Mina\u0085RAMI"},
        {**MINE, "number": 401372},
        {**MINE, "name": None},
        [MINE],
    ],
)
async def test_a_payload_of_another_shape_is_422(client: httpx.AsyncClient, body: Any) -> None:
    assert (await client.post(TRACK, json=body)).status_code == 422


async def test_a_name_is_composed_before_it_is_measured_out(client: httpx.AsyncClient) -> None:
    answer = await client.post(TRACK, json={**MINE, "name": "Mina Ra\u0300mi"})
    assert answer.status_code == 200


async def test_both_paths_are_documented(client: httpx.AsyncClient) -> None:
    document = (await client.get("/api/v1/openapi.json")).json()
    answers = document["paths"][TRACK]["post"]["responses"]["200"]["content"]
    assert {TRACK, "/order/track"} <= document["paths"].keys()
    assert answers.keys() == {"application/json"}


async def test_a_hundred_at_once_are_all_answered(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(client.post(TRACK, json=MINE) for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200}


async def test_the_source_is_on_the_health_page_and_not_required(runtime: Runtime) -> None:
    report = await runtime.health.report()
    found = {resource.name: (resource.status, resource.required) for resource in report.resources}
    assert found["production"] == ("up", False)


async def say(client: httpx.AsyncClient, message: str, body: bytes) -> httpx.Response:
    headers = signed_headers([Secret(CHANGES_SECRET)], message, int(noon().timestamp()), body)
    content_type = {"Content-Type": "application/json"}
    return await client.post(CHANGED, content=body, headers={**headers, **content_type})


async def test_a_source_says_which_orders_have_changed_once(client: httpx.AsyncClient) -> None:
    answers = [await say(client, "msg_1", b'{"numbers": ["CL-1", "CL-2"]}') for _ in range(2)]
    assert [answer.json() for answer in answers] == [
        {"heard": 2, "repeated": False},
        {"heard": 0, "repeated": True},
    ]


@pytest.mark.parametrize("body", [b"{}", b'{"numbers": []}', b'{"numbers": [1]}', b"null"])
async def test_what_it_signs_is_looked_at_all_the_same(
    client: httpx.AsyncClient, body: bytes
) -> None:
    assert (await say(client, "msg_2", body)).status_code == 422
