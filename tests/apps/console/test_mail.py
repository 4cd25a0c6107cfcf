"""The mailbox over HTTP, through the whole app and its relay."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from regie.bootstrap import Runtime
from regie.core.mail import INVITATION

BASE = "/api/v1/console/mail"
LINK = "https://regie.example.fr/i?token=q7Vw"


async def send_test(visitor: httpx.AsyncClient, to: str = "mina@example.fr") -> dict[str, Any]:
    answer = await visitor.post(f"{BASE}/test", json={"to": to})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def ended(visitor: httpx.AsyncClient, number: int) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while True:
            found = (await visitor.get(f"{BASE}/{number}")).json()
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


async def test_a_test_message_arrives_in_the_mailbox(visitor: httpx.AsyncClient) -> None:
    found = await ended(visitor, (await send_test(visitor))["id"])
    assert (found["mail"]["state"], found["mail"]["to"]) == ("sent", "mina@example.fr")


async def test_the_page_says_that_nothing_leaves(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get(BASE)).json()["way"] == "mailbox"


async def test_mails_are_found_by_a_part_of_the_address(visitor: httpx.AsyncClient) -> None:
    await send_test(visitor, "somebody.rare@example.fr")
    found = (await visitor.get(BASE, params={"address": "RARE@"})).json()["mails"]
    assert [each["to"] for each in found] == ["somebody.rare@example.fr"]


@pytest.mark.parametrize("address", ["a%0Ab", "a%7Fb", "x" * 300])
async def test_what_is_in_no_address_is_not_looked_for(
    visitor: httpx.AsyncClient, address: str
) -> None:
    assert (await visitor.get(f"{BASE}?address={address}")).status_code == 422


async def test_pages_follow_each_other(visitor: httpx.AsyncClient) -> None:
    for n in range(3):
        await send_test(visitor, f"page{n}@paging.fr")
    ask = {"address": "@paging.fr", "limit": 2}
    first = (await visitor.get(BASE, params=ask)).json()
    second = (await visitor.get(BASE, params={**ask, "before": first["next"]})).json()
    assert [each["to"][4] for each in first["mails"] + second["mails"]] == ["2", "1", "0"]
    assert second["next"] is None


async def test_a_mail_shows_its_headers(visitor: httpx.AsyncClient) -> None:
    found = (await visitor.get(f"{BASE}/{(await send_test(visitor))['id']}")).json()
    headers = {each["name"]: each["value"] for each in found["headers"]}
    assert (headers["To"], headers["Auto-Submitted"]) == ("mina@example.fr", "auto-generated")


async def test_a_demo_shows_the_link_that_nobody_else_gets(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    found = (await visitor.get(f"{BASE}/{await invite(runtime)}")).json()
    assert LINK in found["text"]


async def test_the_html_is_a_document_that_can_do_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    answer = await visitor.get(f"{BASE}/{await invite(runtime)}/html")
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert ("default-src 'none'" in policy, "sandbox" in policy) == (True, True)
    assert "<b>Élodie" not in answer.text


@pytest.mark.parametrize(
    ("verdict", "state"), [("sent", {"sent"}), ("failed", {"failed"}), ("again", {"queued"})]
)
async def test_a_person_decides_about_a_mail_that_is_unknown(
    visitor: httpx.AsyncClient, runtime: Runtime, verdict: str, state: set[str]
) -> None:
    number = (await ended(visitor, (await send_test(visitor))["id"]))["mail"]["id"]
    await put_into_state(runtime, number, "unknown")
    answer = await visitor.post(f"{BASE}/{number}/decide", json={"verdict": verdict})
    assert (answer.status_code, answer.json()["state"] in state) == (200, True)
    await ended(visitor, number)


async def test_a_mail_that_failed_is_repeated(visitor: httpx.AsyncClient, runtime: Runtime) -> None:
    number = (await ended(visitor, (await send_test(visitor))["id"]))["mail"]["id"]
    await put_into_state(runtime, number, "failed")
    answer = await visitor.post(f"{BASE}/{number}/repeat")
    assert answer.status_code == 200, answer.text
    assert (await ended(visitor, number))["mail"]["state"] == "sent"


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("decide", {"verdict": "sent"}, "mail.not_undecided"),
        ("repeat", None, "mail.not_repeatable"),
    ],
)
async def test_there_is_nothing_to_do_about_a_mail_that_was_sent(
    visitor: httpx.AsyncClient, act: str, body: dict[str, str] | None, code: str
) -> None:
    number = (await ended(visitor, (await send_test(visitor))["id"]))["mail"]["id"]
    answer = await visitor.post(f"{BASE}/{number}/{act}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize("path", ["", "/html"])
async def test_a_mail_that_is_not_there_is_not_found(visitor: httpx.AsyncClient, path: str) -> None:
    answer = await visitor.get(f"{BASE}/999999999{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "mail.not_found")


async def test_a_test_message_needs_an_address(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(f"{BASE}/test", json={"to": "a@b\r\nBcc: c@example.fr"})
    assert answer.status_code == 422
