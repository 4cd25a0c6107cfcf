"""Asking for a new password: what it tells, and what it does not."""

from __future__ import annotations

from itertools import count
from typing import Any

import httpx
import pytest

from regie.core.observe import count_statements
from signinplay import Browser, Site, Somebody

from .conftest import Post

ASK = "/api/v1/identity/password-reset"
_numbers = count(1)


async def ask(browser: Browser, email: str, **headers: str) -> httpx.Response:
    return await browser.client.post(ASK, json={"email": email}, headers=headers)


async def letters(site: Site, person: Somebody) -> list[Any]:
    post = Post(site.services)
    await post.deliver()
    return await post.letters(person.email)


def nobody() -> str:
    return f"nobody{next(_numbers)}@people.example"


async def test_a_link_is_sent(site: Site) -> None:
    person = await site.person()
    await ask(site.browser(), person.email)
    post = Post(site.services)
    await post.deliver()
    (link,) = await post.links(person.email)
    assert link.startswith("http://localhost:9000/reset#code=")


async def test_the_address_may_be_written_in_capitals(site: Site) -> None:
    person = await site.person()
    await ask(site.browser(), person.email.upper())
    assert len(await letters(site, person)) == 1


@pytest.mark.parametrize("status", ["invited", "disabled", "erased"])
async def test_who_may_not_come_in_is_sent_nothing(site: Site, status: Any) -> None:
    person = await site.person(status=status)
    await ask(site.browser(), person.email)
    assert await letters(site, person) == []


def told(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    volatile = {"x-request-id", "date"}
    kept = {name: value for name, value in answer.headers.items() if name not in volatile}
    return answer.status_code, answer.content, kept


@pytest.mark.parametrize("status", ["active", "invited", "disabled"])
async def test_known_and_unknown_addresses_are_answered_alike(site: Site, status: Any) -> None:
    person = await site.person(status=status)
    answers, counts = [], []
    for email in (person.email, nobody()):
        with count_statements() as counted:
            answers.append(told(await ask(site.browser(), email)))
        counts.append(counted.count)
    assert answers[0] == answers[1]
    assert counts[0] == counts[1]
    assert answers[0][:2] == (202, b"")


async def test_an_account_is_sent_three_letters_an_hour(site: Site) -> None:
    person = await site.person()
    answers = {(await ask(site.browser(), person.email)).status_code for _ in range(5)}
    assert (answers, len(await letters(site, person))) == ({202}, 3)


async def test_addresses_that_are_unknown_are_counted_alike(site: Site) -> None:
    email, seen = nobody(), []
    for _ in range(4):
        with count_statements() as counted:
            await ask(site.browser(), email)
        seen.append(counted.count)
    person, seen_of_known = await site.person(), []
    for _ in range(4):
        with count_statements() as counted:
            await ask(site.browser(), person.email)
        seen_of_known.append(counted.count)
    assert seen == seen_of_known


async def test_one_address_asks_for_twenty_accounts_an_hour(site: Site) -> None:
    browser = site.browser()
    for _ in range(20):
        await ask(browser, nobody())
    person = await site.person()
    await ask(browser, person.email)
    from_there = len(await letters(site, person))
    await ask(site.browser(), person.email)
    assert (from_there, len(await letters(site, person))) == (0, 1)


async def test_asking_counts_as_no_try_to_sign_in(site: Site) -> None:
    person, browser = await site.person(), site.browser()
    for _ in range(6):
        await ask(browser, person.email)
    assert (await browser.sign_in(person.email)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example"},
        {"X-Forwarded-Prefix": "/evil.example"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/"},
    ],
    ids=lambda headers: next(iter(headers)),
)
async def test_no_header_says_where_links_lead(site: Site, headers: dict[str, str]) -> None:
    person = await site.person()
    await ask(site.browser(), person.email, **headers)
    post = Post(site.services)
    await post.deliver()
    assert all(
        link.startswith("http://localhost:9000/reset#") for link in await post.links(person.email)
    )


async def test_another_host_that_is_allowed_does_not_say_it_either(site: Site) -> None:
    person = await site.person()
    await ask(site.browser("127.0.0.1"), person.email, Host="localhost:6666")
    post = Post(site.services)
    await post.deliver()
    (link,) = await post.links(person.email)
    assert link.startswith("http://localhost:9000/")


async def test_the_record_of_what_was_asked_keeps_no_address(site: Site) -> None:
    email = nobody()
    await ask(site.browser(), email)
    await Post(site.services).deliver()
    kept = [
        await site.value(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
        for table in ("core.outbox", "core.outbox_ended", "identity.sign_in_try")
    ]
    assert not any(email in rows for rows in kept)
