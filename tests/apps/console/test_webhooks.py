"""Webhooks over HTTP, through the whole app, its relay and a receiver on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import httpx
import pytest
from standardwebhooks import Webhook

from core.http.servers import Exchange, Script, Server, serving
from regie.bootstrap import Runtime
from regie.core.mail import list_mails
from regie.core.webhooks import WebhookEvent, trigger_webhook

BASE = "/api/v1/console/webhooks"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DRAFT = {"url": "https://hooks.example.fr/regie", "events": ["quota.*"], "description": "ERP"}
LOW = {"provider": "groq", "remaining": 100}

Ask = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture(scope="module")
def chosen() -> Mapping[str, str]:
    return {
        "REGIE_ALERTS_TO": "exploitation@example.fr",
        "WEBHOOK_7_URL": "http://127.0.0.1:65535/environment",
        "WEBHOOK_7_SECRET": SECRET,
        "WEBHOOK_7_EVENTS": "api.error",
    }


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def serve(stack: AsyncExitStack) -> Callable[[Script], Awaitable[Server]]:
    async def start(script: Script) -> Server:
        return await stack.enter_async_context(serving(script))

    return start


async def create(visitor: httpx.AsyncClient, url: str, *events: str) -> dict[str, Any]:
    draft = {"url": url, "events": events or ["*"]}
    answer = await visitor.post(f"{BASE}/endpoints", json=draft)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def ended(visitor: httpx.AsyncClient, delivery: str) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while True:
            found = (await visitor.get(f"{BASE}/deliveries/{delivery}")).json()
            if found["delivery"]["attempts"]:
                return found
            await asyncio.sleep(0.02)


async def test_the_secret_is_in_no_later_answer(visitor: httpx.AsyncClient) -> None:
    made = await create(visitor, "https://hooks.example.fr/a")
    listed = (await visitor.get(f"{BASE}/endpoints")).text
    shown = (await visitor.get(f"{BASE}/endpoints/{made['endpoint']['id']}")).text
    assert made["secret"].startswith("whsec_")
    assert made["secret"] not in listed + shown


async def test_the_secret_is_not_in_the_answer_that_is_given_again(
    visitor: httpx.AsyncClient,
) -> None:
    key = {"Idempotency-Key": uuid4().hex}
    answers = [await visitor.post(f"{BASE}/endpoints", json=DRAFT, headers=key) for _ in range(2)]
    first, second = (answer.json() for answer in answers)
    assert (second["endpoint"], second["secret"]) == (first["endpoint"], None)


async def test_an_endpoint_is_changed_and_deleted(visitor: httpx.AsyncClient) -> None:
    made = await create(visitor, "https://hooks.example.fr/b")
    path = f"{BASE}/endpoints/{made['endpoint']['id']}"
    changed = (
        await visitor.put(path, json={**DRAFT, "events": ["job.failed", "job.failed"]})
    ).json()
    assert (changed["url"], changed["events"]) == (DRAFT["url"], ["job.failed"])
    assert (await visitor.delete(path)).status_code == 204
    assert (await visitor.get(path)).json()["code"] == "webhooks.endpoint_not_found"


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"url": "ftp://hooks.example.fr/"}, "/url", "url_scheme"),
        ({"url": "http://10.0.0.1/"}, "/url", "webhooks_address"),
        ({"url": "http://169.254.169.254/latest/meta-data/"}, "/url", "webhooks_address"),
        ({"url": "https://hooks.example.fr:25/"}, "/url", "webhooks_address"),
        ({"url": "https://user:pass@hooks.example.fr/"}, "/url", "url_userinfo"),
        ({"events": []}, "/events", "too_short"),
        ({"events": ["quota"]}, "/events/0", "webhooks_filter"),
        ({"events": ["*", "qouta.*"]}, "/events/1", "webhooks_filter"),
        ({"events": ["Quota.low"]}, "/events/0", "string_pattern_mismatch"),
        ({"events": ["quota.*.x"]}, "/events/0", "string_pattern_mismatch"),
        ({"description": "a\u202eb"}, "/description", "text_direction"),
        ({"secret": SECRET}, "", "extra_forbidden"),
    ],
)
async def test_what_is_wrong_is_said_once_with_its_place(
    visitor: httpx.AsyncClient, change: dict[str, Any], pointer: str, code: str
) -> None:
    answer = await visitor.post(f"{BASE}/endpoints", json={**DRAFT, **change})
    errors = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
    assert (answer.status_code, errors) == (422, [(pointer, code)])


@pytest.mark.parametrize(("language", "words"), [("fr", "serveur public"), ("en", "public server")])
async def test_refusals_are_in_the_reader_s_language(
    visitor: httpx.AsyncClient, language: str, words: str
) -> None:
    answer = await visitor.post(
        f"{BASE}/endpoints",
        json={**DRAFT, "url": "http://10.0.0.1/"},
        headers={"Accept-Language": language},
    )
    assert words in answer.json()["errors"][0]["detail"]


async def test_the_environment_s_endpoint_is_shown_with_its_variable(
    visitor: httpx.AsyncClient,
) -> None:
    first = (await visitor.get(f"{BASE}/endpoints")).json()["endpoints"][0]
    shown = {name: first[name] for name in ("variable", "read_only", "events", "enabled")}
    assert shown == {
        "variable": "WEBHOOK_7_URL",
        "read_only": True,
        "events": ["api.error"],
        "enabled": True,
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "", DRAFT),
        ("DELETE", "", None),
        ("POST", "/rotate", {}),
        ("POST", "/disable", None),
    ],
)
async def test_the_environment_s_endpoint_is_read_only(
    visitor: httpx.AsyncClient, method: str, path: str, body: Any
) -> None:
    first = (await visitor.get(f"{BASE}/endpoints")).json()["endpoints"][0]
    answer = await visitor.request(method, f"{BASE}/endpoints/{first['id']}{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "webhooks.endpoint_read_only")


async def test_the_catalogue_has_a_schema_and_an_example_for_each_event(
    visitor: httpx.AsyncClient,
) -> None:
    answer = await visitor.get(f"{BASE}/events", headers={"Accept-Language": "fr"})
    events = {event["name"]: event for event in answer.json()["events"]}
    low = events["quota.low"]
    assert (low["title"], low["example"]["data"], sorted(low["data_schema"]["$defs"])) == (
        "Un quota est presque épuisé",
        LOW,
        ["QuotaLow"],
    )


async def test_a_test_event_goes_out_and_tells_how_that_went(visitor, serve) -> None:
    got: list[tuple[dict[str, str], bytes]] = []

    async def keep(exchange: Exchange) -> None:
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        got.append(({name: exchange.header(name) or "" for name in names}, await exchange.body()))
        await exchange.answer(b"merci", "202 Accepted")

    made = await create(visitor, (await serve(keep)).url("/hook"), "job.failed")
    answer = await visitor.post(f"{BASE}/endpoints/{made['endpoint']['id']}/test")
    found = await ended(visitor, answer.json()["delivery_id"])
    message = Webhook(made["secret"]).verify(got[0][1], got[0][0])
    assert message["type"] == "webhook.test"
    attempt = found["attempts"][0]
    assert (found["delivery"]["state"], attempt["status"], attempt["excerpt"]) == (
        "delivered",
        202,
        "merci",
    )


async def test_a_failure_is_told_in_words_and_sent_again_when_asked(visitor, serve) -> None:
    statuses = iter(["302 Found", "200 OK"])
    server = await serve(lambda exchange: exchange.answer(b"", next(statuses)))
    made = await create(visitor, server.url())
    tested = await visitor.post(f"{BASE}/endpoints/{made['endpoint']['id']}/test")
    delivery = tested.json()["delivery_id"]
    found = await ended(visitor, delivery)
    assert "302" in found["attempts"][0]["error_text"]
    again = await visitor.post(f"{BASE}/deliveries/{delivery}/replay")
    assert (again.status_code, again.json()["code"]) == (409, "webhooks.delivery_waits")


async def test_it_is_triggered_in_the_form_that_is_promised(visitor, serve) -> None:
    made = await create(
        visitor, (await serve(lambda exchange: exchange.answer())).url(), "quota.low"
    )
    id_ = await trigger_webhook(WebhookEvent.QUOTA_LOW, {"provider": "groq", "remaining": 100})
    listed = await visitor.get(
        f"{BASE}/deliveries", params={"endpoint": made["endpoint"]["id"], "event": "quota.low"}
    )
    assert [each["webhook_id"] for each in listed.json()["deliveries"]] == [id_]


async def test_pages_follow_one_another_without_gap_or_double(visitor) -> None:
    made = await create(visitor, "http://127.0.0.1:65535/")
    path = f"{BASE}/endpoints/{made['endpoint']['id']}/test"
    sent = [(await visitor.post(path)).json()["delivery_id"] for _ in range(5)]
    seen: list[str] = []
    # Of these alone: another endpoint's end is an event too, and this one is told of it.
    params = {"endpoint": made["endpoint"]["id"], "event": "webhook.test", "limit": 2}
    while True:
        page = (await visitor.get(f"{BASE}/deliveries", params=params)).json()
        seen += [each["id"] for each in page["deliveries"]]
        if page["next"] is None:
            break
        params["cursor"] = page["next"]
    assert seen == sent[::-1]


@pytest.mark.parametrize(
    "query",
    ["cursor=x", "limit=0", "limit=101", "state=lost", "endpoint=1", "since=yesterday"],
)
async def test_a_list_is_not_asked_for_nonsense(visitor: httpx.AsyncClient, query: str) -> None:
    assert (await visitor.get(f"{BASE}/deliveries?{query}")).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/deliveries/", "webhooks.delivery_not_found"),
        ("POST", "/deliveries/{}/replay", "webhooks.delivery_not_found"),
        ("POST", "/endpoints/{}/test", "webhooks.endpoint_not_found"),
        ("POST", "/endpoints/{}/enable", "webhooks.endpoint_not_found"),
    ],
)
async def test_what_is_not_there_is_not_found(visitor, method: str, path: str, code: str) -> None:
    path = path.format(uuid4()) if "{}" in path else f"{path}{uuid4()}"
    answer = await visitor.request(method, BASE + path)
    assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_nothing_is_sent_to_an_endpoint_that_is_off(visitor) -> None:
    made = await create(visitor, "http://127.0.0.1:65535/")
    path = f"{BASE}/endpoints/{made['endpoint']['id']}"
    off = await visitor.post(f"{path}/disable")
    tested = await visitor.post(f"{path}/test")
    on = await visitor.post(f"{path}/enable")
    assert (off.json()["disabled_because"], tested.json()["code"], on.json()["enabled"]) == (
        "person",
        "webhooks.endpoint_off",
        True,
    )


async def test_all_that_failed_is_sent_again(visitor, serve) -> None:
    statuses = iter(["410 Gone", *["200 OK"] * 2])
    server = await serve(lambda exchange: exchange.answer(b"", next(statuses)))
    made = await create(visitor, server.url())
    path = f"{BASE}/endpoints/{made['endpoint']['id']}"
    tested = await visitor.post(f"{path}/test")
    gone = await ended(visitor, tested.json()["delivery_id"])
    await visitor.post(f"{path}/enable")
    answer = await visitor.post(f"{path}/replay-failed", json={"since": "2026-01-01T00:00:00Z"})
    assert (gone["delivery"]["reason"], answer.json()) == ("gone", {"replayed": 1, "more": False})


async def test_the_operator_gets_a_mail_when_an_endpoint_is_disabled(
    visitor, serve, runtime: Runtime
) -> None:
    server = await serve(lambda exchange: exchange.answer(b"", "410 Gone"))
    made = await create(visitor, server.url("/hook?token=secret"))
    tested = await visitor.post(f"{BASE}/endpoints/{made['endpoint']['id']}/test")
    await ended(visitor, tested.json()["delivery_id"])
    async with runtime.core.database.begin() as connection:
        (newest, *_) = await list_mails(connection, address="exploitation@example.fr")
        read = await runtime.core.mailer.open_mail(connection, newest.id)
    assert read.letter is not None
    assert server.url("/hook") in read.letter.text
    assert "410" in read.letter.text
    assert "token" not in read.letter.text


async def test_requests_that_fail_through_our_fault_are_told_once_a_minute(visitor) -> None:
    for _ in range(3):
        answer = await visitor.post("/api/v1/orders/track", json={"number": "1", "name": "A"})
        assert answer.status_code == 503  # no source is set
    told: list[Any] = []
    async with asyncio.timeout(20):
        while not told:
            await asyncio.sleep(0.02)
            found = await visitor.get(f"{BASE}/deliveries", params={"event": "api.error"})
            told = found.json()["deliveries"]
    body = (await visitor.get(f"{BASE}/deliveries/{told[0]['id']}")).json()["body"]
    assert '"route":"/api/v1/orders/track","status":503' in body
    assert len({each["webhook_id"] for each in told}) == 1
