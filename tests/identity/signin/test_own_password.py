"""Changing one's own password."""

from __future__ import annotations

import pytest

from regie.identity.signin.throttle import TRIES
from signinplay import PASSWORD, Browser, Site, Somebody

NEW = "un autre que personne ne devine non plus"


@pytest.fixture
async def person(site: Site) -> Somebody:
    return await site.person()


@pytest.fixture
async def visitor(site: Site, person: Somebody) -> Browser:
    return await site.browser().signed_in(person)


async def test_the_new_password_lets_in_and_the_old_one_no_more(
    site: Site, person: Somebody, visitor: Browser
) -> None:
    assert (await visitor.change_password(PASSWORD, NEW)).status_code == 204
    answers = [await site.browser().sign_in(person.email, each) for each in (NEW, PASSWORD)]
    assert [answer.status_code for answer in answers] == [200, 401]


async def test_this_session_goes_on_under_another_cookie(visitor: Browser) -> None:
    before = dict(visitor.client.cookies)
    await visitor.change_password(PASSWORD, NEW)
    after = dict(visitor.client.cookies)
    assert before["__Host-regie"] != after["__Host-regie"]
    assert await visitor.status_of_me() == 200


async def test_the_former_cookie_is_worth_nothing(visitor: Browser) -> None:
    before = dict(visitor.client.cookies)
    await visitor.change_password(PASSWORD, NEW)
    visitor.client.cookies.update(before)
    assert await visitor.status_of_me() == 401


async def test_all_other_sessions_end(site: Site, person: Somebody, visitor: Browser) -> None:
    other = await site.browser().signed_in(person)
    await visitor.change_password(PASSWORD, NEW)
    assert await other.status_of_me() == 401


async def test_a_link_to_another_password_opens_nothing_any_more(
    site: Site, person: Somebody, visitor: Browser
) -> None:
    async with site.services.core.database.begin() as connection:
        link = await site.services.codes.reset(connection, person.id)
    await visitor.change_password(PASSWORD, NEW)
    answer = await site.browser().client.post(
        "/api/v1/identity/password-reset/confirm",
        json={"code": link.partition("#code=")[2], "password": PASSWORD},
    )
    assert answer.status_code == 410


async def test_its_owner_is_told_by_e_mail(site: Site, person: Somebody, visitor: Browser) -> None:
    await visitor.change_password(PASSWORD, NEW)
    told = await site.value(
        "SELECT text FROM core.mail WHERE recipient = :email AND template = 'password_changed'",
        email=person.email,
    )
    assert "Bonjour Mina RAMI" in told
    assert NEW not in told


@pytest.mark.parametrize(
    ("current", "new", "pointer", "code"),
    [
        ("wrong", NEW, "/current", "password_wrong"),
        (PASSWORD, "court", "/new", "password_short"),
        (PASSWORD, "é" * 600, "/new", "password_long"),
        (PASSWORD, "motdepasse", "/new", "password_common"),
        (PASSWORD, "mina.rami.2026", "/new", "password_yours"),
    ],
)
async def test_what_is_wrong_is_said_of_its_field(
    visitor: Browser, current: str, new: str, pointer: str, code: str
) -> None:
    answer = await visitor.change_password(current, new)
    (field,) = answer.json()["errors"]
    assert (answer.status_code, field["pointer"], field["code"]) == (422, pointer, code)


async def test_a_refused_password_is_not_repeated(visitor: Browser) -> None:
    answer = await visitor.change_password(PASSWORD, "mina.rami.2026")
    assert "mina.rami" not in answer.text


async def test_whoever_finds_a_session_open_has_five_tries_at_its_password(
    visitor: Browser,
) -> None:
    for _ in range(TRIES):
        await visitor.change_password("wrong", NEW)
    assert (await visitor.change_password(PASSWORD, NEW)).status_code == 429


async def test_they_lock_nobody_out_of_signing_in(
    site: Site, person: Somebody, visitor: Browser
) -> None:
    for _ in range(TRIES):
        await visitor.change_password("wrong", NEW)
    assert (await site.browser().sign_in(person.email)).status_code == 200


async def test_without_a_session_nobody_is_asked(site: Site) -> None:
    assert (await site.browser().change_password(PASSWORD, NEW)).status_code == 401
