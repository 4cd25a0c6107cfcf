"""Over HTTP: a request sent again with its key has its effect once and its answer again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from ipaddress import ip_network
from itertools import count
from typing import Any

import httpx
import pytest
from fastapi import Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.db import Database, DatabaseUrl
from regie.core.errors import Conflict
from regie.core.i18n import CORE_MESSAGES, Catalogue
from regie.core.idempotency import ANSWER_LIMIT_BYTES, IDEMPOTENCY_MESSAGES, PostgresAnswers
from regie.core.observe import Health
from regie.core.web import (
    PUBLIC,
    WEB_MESSAGES,
    EdgeOptions,
    Routes,
    api_router,
    build_app,
    idempotent,
)

from .conftest import Served, running
from .sample import about

_numbers = count(1)


class Thing(BaseModel):
    copies: int


class Made(BaseModel):
    number: int
    secret: str | None = None


@pytest.fixture(scope="module")
def served(make_migrated: Callable[[], DatabaseUrl]) -> Iterator[Served]:
    url = make_migrated()
    database = Database(url, pool_size=5, pool_overflow=0)
    answers = PostgresAnswers(database, wait_s=10)
    begun, begun_secretly = idempotent(answers), idempotent(answers, secret=("secret",))
    router = api_router("/api/v1", "tests", guard=PUBLIC)

    async def effect(connection: AsyncConnection) -> int:
        made = await connection.execute(text("INSERT INTO effects DEFAULT VALUES RETURNING n"))
        return made.scalar_one()

    @router.post("/things", status_code=201)
    async def make(thing: Thing, response: Response, connection: AsyncConnection = begun) -> Made:
        response.headers["Location"] = "/things/1"
        response.set_cookie("session", "private")
        return Made(number=await effect(connection))

    @router.post("/other-things", status_code=201)
    async def make_other(thing: Thing, connection: AsyncConnection = begun) -> Made:
        return Made(number=await effect(connection))

    @router.post("/secrets")
    async def make_secret(connection: AsyncConnection = begun_secretly) -> Made:
        return Made(number=await effect(connection), secret="whsec_only-once")

    @router.post("/fails/{how}")
    async def fail(how: str, connection: AsyncConnection = begun) -> Response:
        await effect(connection)
        if how == "refused":
            raise Conflict
        if how == "defect":
            raise ZeroDivisionError
        return Response(status_code=503)

    @router.post("/long")
    async def long(connection: AsyncConnection = begun) -> str:
        await effect(connection)
        return "x" * ANSWER_LIMIT_BYTES

    @router.delete("/things", status_code=204)
    async def remove(connection: AsyncConnection = begun) -> None:
        await effect(connection)

    @router.get("/effects")
    async def effects(connection: AsyncConnection = begun) -> int:
        return (await connection.execute(text("SELECT count(*) FROM effects"))).scalar_one()

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        await database.open()
        async with database.begin() as connection:
            await connection.execute(text("CREATE TABLE effects (n serial)"))
        yield
        await database.close()

    app = build_app(
        [Routes(api=(router,))],
        EdgeOptions(environment="development", trusted_proxies=(ip_network("127.0.0.1/32"),)),
        health=Health("0", [database]),
        about=about,
        catalogue=Catalogue.merged([CORE_MESSAGES, IDEMPOTENCY_MESSAGES, WEB_MESSAGES]),
        version="0",
        webapp=None,
        lifespan=lifespan,
    )
    with running(app) as served:
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as client:
        yield client


@pytest.fixture
def key() -> dict[str, str]:
    return {"Idempotency-Key": f"key-of-this-test-{next(_numbers)}"}


def effects(client: httpx.Client) -> int:
    return client.get("/api/v1/effects").json()


def make(client: httpx.Client, key: dict[str, str], copies: int = 1) -> httpx.Response:
    return client.post("/api/v1/things", json={"copies": copies}, headers=key)


def test_a_request_sent_again_has_its_effect_once(
    client: httpx.Client, key: dict[str, str]
) -> None:
    before = effects(client)
    make(client, key)
    make(client, key)
    assert effects(client) == before + 1


def test_a_request_sent_again_has_the_same_answer(
    client: httpx.Client, key: dict[str, str]
) -> None:
    first, again = make(client, key), make(client, key)
    told = [
        (each.status_code, each.content, each.headers["content-type"], each.headers["location"])
        for each in (first, again)
    ]
    assert told[0] == told[1]


def test_an_answer_says_whether_it_is_an_old_one(client: httpx.Client, key: dict[str, str]) -> None:
    told = [make(client, key).headers.get("idempotency-replayed") for _ in range(2)]
    assert told == [None, "true"]


def test_a_cookie_is_not_given_again(client: httpx.Client, key: dict[str, str]) -> None:
    given = ["set-cookie" in make(client, key).headers for _ in range(2)]
    assert given == [True, False]


def test_without_a_key_each_request_has_its_effect(client: httpx.Client) -> None:
    before = effects(client)
    make(client, {})
    make(client, {})
    assert effects(client) == before + 2


def test_an_answer_without_a_body_is_given_again(client: httpx.Client, key: dict[str, str]) -> None:
    answers = [client.delete("/api/v1/things", headers=key) for _ in range(2)]
    assert [(each.status_code, each.content) for each in answers] == [(204, b"")] * 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/things", {"copies": 2}),
        ("/other-things", {"copies": 1}),
        ("/things?page=2", {"copies": 1}),
    ],
    ids=["other content", "another route", "another query"],
)
def test_a_key_is_refused_to_another_request(
    client: httpx.Client, key: dict[str, str], path: str, body: dict[str, int]
) -> None:
    make(client, key)
    before = effects(client)
    answer = client.post(f"/api/v1{path}", json=body, headers=key)
    told = answer.status_code, answer.json()["code"], effects(client)
    assert told == (409, "idempotency_key_reused", before)


def test_nobody_is_given_another_s_answer(client: httpx.Client, key: dict[str, str]) -> None:
    make(client, key)
    before = effects(client)
    answer = make(client, key | {"X-Forwarded-For": "192.0.2.7"})
    told = answer.status_code, answer.json()["code"], effects(client)
    assert told == (409, "idempotency_key_reused", before)


def test_a_secret_is_told_once(client: httpx.Client, key: dict[str, str]) -> None:
    told = [client.post("/api/v1/secrets", headers=key).json() for _ in range(2)]
    assert told == [told[0] | {"secret": "whsec_only-once"}, told[0] | {"secret": None}]


@pytest.mark.parametrize(
    ("how", "effects_of_each"), [("refused", 0), ("defect", 0), ("answered-503", 1)]
)
def test_a_failure_is_not_kept(
    client: httpx.Client, key: dict[str, str], how: str, effects_of_each: int
) -> None:
    before = effects(client)
    answers = [client.post(f"/api/v1/fails/{how}", headers=key) for _ in range(2)]
    assert not any("idempotency-replayed" in answer.headers for answer in answers)
    assert effects(client) == before + 2 * effects_of_each


def test_a_wrong_shape_leaves_the_key_free(client: httpx.Client, key: dict[str, str]) -> None:
    refused = client.post("/api/v1/things", json={"copies": "many"}, headers=key)
    assert (refused.status_code, make(client, key).status_code) == (422, 201)


def test_an_answer_too_large_to_keep_has_no_second_effect(
    client: httpx.Client, key: dict[str, str]
) -> None:
    before = effects(client)
    first, again = (client.post("/api/v1/long", headers=key) for _ in range(2))
    told = first.status_code, again.status_code, again.json()["code"], effects(client)
    assert told == (200, 409, "idempotency_answer_not_kept", before + 1)


def test_a_key_that_is_too_short_is_refused(client: httpx.Client) -> None:
    answer = make(client, {"Idempotency-Key": "1"})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_malformed")


def test_two_keys_are_refused(client: httpx.Client) -> None:
    keys = [("Idempotency-Key", "x" * 20), ("Idempotency-Key", "y" * 20)]
    assert client.delete("/api/v1/things", headers=keys).status_code == 400


def test_of_fifty_at_once_one_has_its_effect_and_all_its_answer(
    served: Served, client: httpx.Client, key: dict[str, str]
) -> None:
    before = effects(client)
    with served.client() as many, ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: make(many, key), range(50)))
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (201, answers[0].content)
    }
    assert effects(client) == before + 1


def test_the_document_shows_the_header(served: Served) -> None:
    operation = served.app.openapi()["paths"]["/api/v1/things"]["post"]
    assert [each["name"] for each in operation["parameters"]] == ["Idempotency-Key"]
