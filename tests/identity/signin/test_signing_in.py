"""Who is let in by a password, and what everybody else is told."""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie

import bcrypt
import httpx
import pytest
from sqlalchemy import text

from regie.identity.people.changes import changed
from regie.identity.signin.throttle import ACCOUNTS, TRIES
from signinplay import ME, PASSWORD, SIGN_IN, Site, Somebody

WRONG = "not the password"


@pytest.fixture
async def person(site: Site) -> Somebody:
    return await site.person()


async def nobodies(site: Site) -> dict[str, tuple[str, str]]:
    """Address and password of those who are not let in, for whatever reason."""
    return {
        "unknown": ("nobody@people.example", PASSWORD),
        "wrong": ((await site.person()).email, WRONG),
        "disabled": ((await site.person(status="disabled")).email, PASSWORD),
        "invited": ((await site.person(status="invited", password=None)).email, PASSWORD),
        "erased": ((await site.person(status="erased", password=None)).email, PASSWORD),
        "another hash": ((await site.person(password="pbkdf2$1$x$y")).email, PASSWORD),
        "no address": ("that is not an address", PASSWORD),
        "empty": ("", ""),
    }


def told(answer: httpx.Response) -> tuple[object, ...]:
    """All that an answer says, but for what numbers the request."""
    ours = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, ours, answer.json() | {"request_id": None}


async def test_the_right_password_lets_in(site: Site, person: Somebody) -> None:
    answer = await site.browser().sign_in(person.email)
    assert (answer.status_code, answer.json()["status"]) == (200, "signed_in")


async def test_the_answer_says_who_one_is(site: Site, person: Somebody) -> None:
    browser = site.browser()
    answer = await browser.sign_in(person.email)
    assert answer.json()["me"] == (await browser.client.get(ME)).json()


async def test_capitals_and_blanks_in_the_address_do_not_matter(
    site: Site, person: Somebody
) -> None:
    answer = await site.browser().sign_in(f" {person.email.upper()} ")
    assert answer.status_code == 200


async def test_session_and_device_are_cookies_that_only_this_host_gets_over_https(
    site: Site, person: Somebody
) -> None:
    answer = await site.browser().sign_in(person.email)
    cookies = [SimpleCookie(each) for each in answer.headers.get_list("set-cookie")]
    flags = {
        name: (each["secure"], each["httponly"], each["samesite"], each["path"], each["domain"])
        for cookie in cookies
        for name, each in cookie.items()
    }
    expected = (True, True, "Lax", "/", "")
    assert flags == {"__Host-regie": expected, "__Host-regie-device": expected}


async def test_everybody_else_is_told_the_same(site: Site) -> None:
    answers = [await site.browser().sign_in(*who) for who in (await nobodies(site)).values()]
    first, *others = map(told, answers)
    assert first[0] == 401
    assert all(other == first for other in others), others


async def test_no_refusal_sets_a_cookie(site: Site) -> None:
    answers = [await site.browser().sign_in(*who) for who in (await nobodies(site)).values()]
    assert [answer.headers.get("set-cookie") for answer in answers] == [None] * len(answers)


@pytest.mark.parametrize(
    ("language", "says"), [("fr", "Réessayez dans 15"), ("en", "Try again in 15")]
)
async def test_after_five_tries_one_is_told_in_how_many_minutes_to_come_back(
    site: Site, person: Somebody, language: str, says: str
) -> None:
    browser = site.browser()
    await browser.fail(person.email, TRIES)
    answer = await browser.sign_in(person.email, **{"Accept-Language": language})
    assert (answer.status_code, says in answer.json()["detail"]) == (429, True)


async def test_a_header_says_so_in_seconds(site: Site, person: Somebody) -> None:
    browser = site.browser()
    await browser.fail(person.email, TRIES)
    answer = await browser.sign_in(person.email, WRONG)
    assert int(answer.headers["retry-after"]) == pytest.approx(900, abs=10)


async def test_the_right_password_does_not_help_then(site: Site, person: Somebody) -> None:
    browser = site.browser()
    await browser.fail(person.email, TRIES)
    assert (await browser.sign_in(person.email)).status_code == 429


async def test_an_account_that_does_not_exist_is_locked_like_one_that_does(
    site: Site, person: Somebody
) -> None:
    answers = []
    for email in (person.email, "also-nobody@people.example"):
        browser = site.browser()
        await browser.fail(email, TRIES)
        answers.append(await browser.sign_in(email, WRONG))
    known, unknown = (each.json() | {"request_id": None} for each in answers)
    assert known == unknown


async def test_a_success_forgets_the_failures(site: Site, person: Somebody) -> None:
    browser = site.browser()
    for _ in range(3):
        await browser.fail(person.email, TRIES - 1)
        await browser.signed_in(person)


async def test_a_stranger_does_not_lock_a_known_device_out(site: Site, person: Somebody) -> None:
    owner = await site.browser().signed_in(person)
    await site.browser().fail(person.email, TRIES)
    assert (await owner.sign_in(person.email)).status_code == 200


async def test_a_known_device_is_locked_by_its_own_tries(site: Site, person: Somebody) -> None:
    owner = await site.browser().signed_in(person)
    await owner.fail(person.email, TRIES)
    assert (await owner.sign_in(person.email)).status_code == 429


async def test_a_device_is_known_to_those_alone_who_signed_in_there(
    site: Site, person: Somebody
) -> None:
    browser = await site.browser().signed_in(await site.person())
    await site.browser().fail(person.email, TRIES)
    assert (await browser.sign_in(person.email)).status_code == 429


async def test_one_address_may_fail_for_20_accounts(site: Site, person: Somebody) -> None:
    browser = site.browser()
    for number in range(ACCOUNTS):
        await browser.fail(f"guess{number}.{person.email}", 1)
    assert (await browser.sign_in(person.email)).status_code == 429


async def test_it_locks_the_accounts_nowhere_else(site: Site, person: Somebody) -> None:
    browser = site.browser()
    for number in range(ACCOUNTS):
        await browser.fail(f"other{number}.{person.email}", 1)
    await browser.sign_in(person.email)
    assert (await site.browser().sign_in(person.email)).status_code == 200


async def test_a_bcrypt_hash_is_replaced_by_one_of_ours(site: Site) -> None:
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    person = await site.person(password=hashed)
    await site.browser().signed_in(person)
    stored = await site.value("SELECT password FROM identity.person WHERE id = :id", id=person.id)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (await site.browser().sign_in(person.email)).status_code == 200


async def test_with_a_second_factor_nobody_is_signed_in_yet(site: Site, person: Somebody) -> None:
    await site.rows(
        "INSERT INTO identity.factor (person_id, seed, confirmed_at) VALUES (:id, 'x', now())"
        " RETURNING 1",
        id=person.id,
    )
    browser = site.browser()
    answer = await browser.sign_in(person.email)
    names = {cookie.name for cookie in browser.client.cookies.jar}
    assert answer.json() == {"status": "factor_required", "me": None}
    assert (names, await browser.status_of_me()) == ({"__Host-regie"}, 401)


async def test_over_plain_http_nobody_is_asked_for_a_password(site: Site, person: Somebody) -> None:
    answer = await site.browser(scheme="http").sign_in(person.email)
    tries = await site.value(
        "SELECT count(*) FROM identity.session WHERE person_id = :id", id=person.id
    )
    assert (answer.status_code // 100, tries) == (4, 0)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"email":"a@b.fr","password":"\\u0000"}', 400),
        (b'{"email":"a@b.fr\\ud800","password":"x"}', 400),
        (b'{"email":"a@b.fr","password":"\\udfff"}', 400),
        (b'{"email":"a@b.fr","password":"' + b"x" * 1025 + b'"}', 422),
        (b'{"email":"' + b"x" * 255 + b'","password":"x"}', 422),
        (b'{"email":"a@b.fr","password":12345678}', 422),
        (b'{"email":"a@b.fr"}', 422),
        (b'{"email":"a@b.fr","password":"x","code":"1"}', 422),
        (b'{"email":"a@b.fr","password":"' + b"x" * 20_000 + b'"}', 413),
    ],
)
async def test_what_cannot_be_a_password_is_not_tried(site: Site, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await site.browser().client.post(SIGN_IN, content=body, headers=headers)
    assert answer.status_code == status


async def test_a_problem_never_holds_what_was_typed(site: Site) -> None:
    typed = {"email": "secret-address@people.example", "password": "secret" * 300}
    answer = await site.browser().client.post(SIGN_IN, json=typed)
    assert "secret" not in answer.text


async def test_a_password_of_64_characters_and_more_lets_in(site: Site) -> None:
    long = "une phrase entière, avec ses virgules et ses accents ; " * 10
    hashed = await site.services.passwords.hash(long)
    person = await site.person(password=hashed)
    assert (await site.browser().sign_in(person.email, long)).status_code == 200


async def test_a_new_device_is_told_of_by_e_mail_once(site: Site, person: Somebody) -> None:
    browser = await site.browser().signed_in(person)
    await browser.signed_in(person)
    letters = await site.rows(
        "SELECT template, language FROM core.mail WHERE recipient = :email", email=person.email
    )
    assert [tuple(each) for each in letters] == [("new_device", "fr")]


async def test_the_former_session_of_the_browser_is_over(site: Site, person: Somebody) -> None:
    browser = await site.browser().signed_in(person)
    await browser.signed_in(person)
    ended = await site.rows(
        "SELECT ended_by FROM identity.session WHERE person_id = :id ORDER BY id", id=person.id
    )
    assert [by for (by,) in ended] == ["replaced", None]


CHANGES = {
    "password": "UPDATE identity.person SET password = 'x' WHERE id = :id RETURNING 1",
    "status": "UPDATE identity.person SET status = 'disabled' WHERE id = :id RETURNING 1",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
async def test_who_is_locked_out_while_the_password_is_checked_is_not_let_in(
    site: Site, person: Somebody, change: str
) -> None:
    database = site.services.core.database
    async with database.begin() as changing:
        await changing.execute(text(change), {"id": person.id})
        signing_in = asyncio.create_task(site.browser().sign_in(person.email))
        await site.somebody_waits()
    assert (await signing_in).status_code == 401


async def test_who_sets_a_factor_meanwhile_is_asked_for_it(site: Site, person: Somebody) -> None:
    database = site.services.core.database
    async with database.begin() as changing:
        factor = (
            "INSERT INTO identity.factor (person_id, seed, confirmed_at) VALUES (:id, 'x', now())"
        )
        await changing.execute(text(factor), {"id": person.id})
        await changed(changing, person.id)
        signing_in = asyncio.create_task(site.browser().sign_in(person.email))
        await site.somebody_waits()
    assert (await signing_in).json()["status"] == "factor_required"


async def test_a_colleagues_session_that_this_one_replaces_is_ended_in_the_order_of_locks(
    site: Site, person: Somebody
) -> None:
    """Who signs a colleague out holds the person first, then the sessions."""
    colleague = await site.person()
    browser = await site.browser().signed_in(colleague)
    async with site.services.core.database.begin() as ending:
        await changed(ending, colleague.id)
        signing_in = asyncio.create_task(browser.sign_in(person.email))
        await site.somebody_waits()
        await site.services.sessions.end(ending, person_id=colleague.id, why="disabled")
    assert (await signing_in).status_code == 200
