"""The mailbox over HTTP, through the whole app and its relay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from people import sign_in_here
from regie.bootstrap import Runtime, build_asgi, build_runtime, configure
from regie.core.db import DatabaseUrl
from regie.core.mail import INVITATION

BASE = "/api/v1/console/mail"
LINK = "https://regie.example.fr/i?token=q7Vw"


@pytest.fixture(scope="module")
async def runtime(migrated: DatabaseUrl) -> AsyncIterator[Runtime]:
    configuration = configure(
        {
            "REGIE_ENV": "development",
            "REGIE_DATABASE_URL": migrated.for_libpq(),
            "REGIE_REDIS_URL": "none",
            "REGIE_SECRET_KEY": "0123456789abcdef" * 4,
            "REGIE_REQUESTS_A_MINUTE": "100000",
        }
    )
    runtime = build_runtime(configuration)
    async with runtime.opened():
        yield runtime


@pytest.fixture(scope="module")
async def client(runtime: Runtime, migrated: DatabaseUrl) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_asgi(runtime), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        await sign_in_here(client, migrated.for_libpq())
        yield client


async def send_test(client: httpx.AsyncClient, to: str = "mina@example.fr") -> dict[str, Any]:
    answer = await client.post(f"{BASE}/test", json={"to": to})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def ended(client: httpx.AsyncClient, number: int) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while True:
            found = (await client.get(f"{BASE}/{number}")).json()
            if found["mail"]["ended_at"]:
                return found
            await asyncio.sleep(0.05)


async def invite(runtime: Runtime) -> int:
    data = {
        "name": "<b>Élodie</b>",
        "inviter": "Claire",
        "valid_until": datetime.now(UTC),
        "link": LINK,
    }
    async with runtime.core.database.begin() as connection:
        (number,) = await runtime.core.mailer.send(
            connection, INVITATION, to="elodie@example.fr", data=data
        )
    return number


async def put_into_state(runtime: Runtime, number: int, state: str) -> None:
    """As if the server had fallen silent, or had refused it."""
    statements = {
        "unknown": "INSERT INTO core.outbox (id, kind, payload, state, created_at)"
        " OVERRIDING SYSTEM VALUE SELECT id, kind, '{}', 'unknown', created_at"
        " FROM core.outbox_ended WHERE id = :id",
        "failed": "UPDATE core.outbox_ended SET state = 'failed', payload = '{}' WHERE id = :id",
    }
    async with runtime.core.database.begin() as connection:
        await connection.execute(text(statements[state]), {"id": number})
        if state == "unknown":
            gone = "DELETE FROM core.outbox_ended WHERE id = :id"
        else:
            gone = "UPDATE core.mail SET state = 'failed' WHERE id = :id"
        await connection.execute(text(gone), {"id": number})


async def test_a_test_message_arrives_in_the_mailbox(client: httpx.AsyncClient) -> None:
    found = await ended(client, (await send_test(client))["id"])
    assert (found["mail"]["state"], found["mail"]["to"]) == ("sent", "mina@example.fr")


async def test_the_page_says_that_nothing_leaves(client: httpx.AsyncClient) -> None:
    assert (await client.get(BASE)).json()["way"] == "mailbox"


async def test_mails_are_found_by_a_part_of_the_address(client: httpx.AsyncClient) -> None:
    await send_test(client, "somebody.rare@example.fr")
    found = (await client.get(BASE, params={"address": "RARE@"})).json()["mails"]
    assert [each["to"] for each in found] == ["somebody.rare@example.fr"]


@pytest.mark.parametrize("address", ["a%0Ab", "a%7Fb", "x" * 300])
async def test_what_is_in_no_address_is_not_looked_for(
    client: httpx.AsyncClient, address: str
) -> None:
    assert (await client.get(f"{BASE}?address={address}")).status_code == 422


async def test_pages_follow_each_other(client: httpx.AsyncClient) -> None:
    for n in range(3):
        await send_test(client, f"page{n}@paging.fr")
    ask = {"address": "@paging.fr", "limit": 2}
    first = (await client.get(BASE, params=ask)).json()
    second = (await client.get(BASE, params={**ask, "before": first["next"]})).json()
    assert [each["to"][4] for each in first["mails"] + second["mails"]] == ["2", "1", "0"]
    assert second["next"] is None


async def test_a_mail_shows_its_headers(client: httpx.AsyncClient) -> None:
    found = (await client.get(f"{BASE}/{(await send_test(client))['id']}")).json()
    headers = {each["name"]: each["value"] for each in found["headers"]}
    assert (headers["To"], headers["Auto-Submitted"]) == ("mina@example.fr", "auto-generated")


async def test_a_demo_shows_the_link_that_nobody_else_gets(
    client: httpx.AsyncClient, runtime: Runtime
) -> None:
    found = (await client.get(f"{BASE}/{await invite(runtime)}")).json()
    assert LINK in found["text"]


async def test_the_html_is_a_document_that_can_do_nothing(
    client: httpx.AsyncClient, runtime: Runtime
) -> None:
    answer = await client.get(f"{BASE}/{await invite(runtime)}/html")
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert ("default-src 'none'" in policy, "sandbox" in policy) == (True, True)
    assert "<b>Élodie" not in answer.text


@pytest.mark.parametrize(
    ("verdict", "state"), [("sent", {"sent"}), ("failed", {"failed"}), ("again", {"queued"})]
)
async def test_a_person_decides_about_a_mail_that_is_unknown(
    client: httpx.AsyncClient, runtime: Runtime, verdict: str, state: set[str]
) -> None:
    number = (await ended(client, (await send_test(client))["id"]))["mail"]["id"]
    await put_into_state(runtime, number, "unknown")
    answer = await client.post(f"{BASE}/{number}/decide", json={"verdict": verdict})
    assert (answer.status_code, answer.json()["state"] in state) == (200, True)
    await ended(client, number)


async def test_a_mail_that_failed_is_repeated(client: httpx.AsyncClient, runtime: Runtime) -> None:
    number = (await ended(client, (await send_test(client))["id"]))["mail"]["id"]
    await put_into_state(runtime, number, "failed")
    answer = await client.post(f"{BASE}/{number}/repeat")
    assert answer.status_code == 200, answer.text
    assert (await ended(client, number))["mail"]["state"] == "sent"


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("decide", {"verdict": "sent"}, "mail.not_undecided"),
        ("repeat", None, "mail.not_repeatable"),
    ],
)
async def test_there_is_nothing_to_do_about_a_mail_that_was_sent(
    client: httpx.AsyncClient, act: str, body: dict[str, str] | None, code: str
) -> None:
    number = (await ended(client, (await send_test(client))["id"]))["mail"]["id"]
    answer = await client.post(f"{BASE}/{number}/{act}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize("path", ["", "/html"])
async def test_a_mail_that_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"{BASE}/999999999{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "mail.not_found")


async def test_a_test_message_needs_an_address(client: httpx.AsyncClient) -> None:
    answer = await client.post(f"{BASE}/test", json={"to": "a@b\r\nBcc: c@example.fr"})
    assert answer.status_code == 422
