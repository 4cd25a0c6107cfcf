"""New passwords and accepted invitations, through the whole application."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from regie.identity.codes.domain import new_code
from regie.identity.signin.throttle import TRIES
from signinplay import PASSWORD, Browser, Site, Somebody

from .conftest import code_in

NEXT = "une autre phrase que nul ne connaît"
IDENTITY = "/api/v1/identity"


async def link_code(site: Site, purpose: str, person: Somebody) -> str:
    codes = site.services.codes
    make = codes.invite if purpose == "invitation" else codes.reset
    async with site.services.core.database.begin() as connection:
        return code_in(await make(connection, person.id))


async def post(browser: Browser, path: str, **body: Any) -> httpx.Response:
    return await browser.client.post(f"{IDENTITY}/{path}", json=body)


async def reset(site: Site, person: Somebody, password: str = NEXT) -> httpx.Response:
    code = await link_code(site, "reset", person)
    return await post(site.browser(), "password-reset/confirm", code=code, password=password)


async def test_a_new_password_opens_the_account_and_the_old_one_does_not(site: Site) -> None:
    person = await site.person()
    assert (await reset(site, person)).status_code == 204
    statuses = [
        (await site.browser().sign_in(person.email, password)).status_code
        for password in (PASSWORD, NEXT)
    ]
    assert statuses == [401, 200]


async def test_a_reset_signs_nobody_in(site: Site) -> None:
    answer = await reset(site, await site.person())
    assert "set-cookie" not in answer.headers


async def test_a_reset_ends_every_session(site: Site) -> None:
    person = await site.person()
    browsers = [await site.browser().signed_in(person) for _ in range(2)]
    await reset(site, person)
    await asyncio.sleep(1.1)  # the promise: within a second
    assert [await each.status_of_me() for each in browsers] == [401, 401]


async def test_a_reset_ends_what_was_exchanged_for_a_personal_token(site: Site) -> None:
    person = await site.person()
    await site.value(
        "WITH made AS (INSERT INTO identity.token"
        " (tenant, kind, person_id, name, prefix, digest, permissions, expires_at)"
        " VALUES ('main', 'personal', :id, 'x', 'regie_pat_x', :digest, '{}', now() + '1 d')"
        " RETURNING id)"
        " INSERT INTO identity.refresh_token (digest, family, token_id, audience, expires_at)"
        " SELECT :digest, gen_random_uuid(), id, 'regie', now() + '1 d' FROM made RETURNING 1",
        id=person.id,
        digest=new_code().encode(),
    )
    await reset(site, person)
    left = await site.value(
        "SELECT count(*) FROM identity.refresh_token r JOIN identity.token t ON t.id = token_id"
        " WHERE person_id = :id AND r.revoked_at IS NULL",
        id=person.id,
    )
    assert left == 0


async def test_a_reset_forgets_the_tries_that_strangers_used_up(site: Site) -> None:
    person = await site.person()
    await site.browser().fail(person.email, TRIES)
    await reset(site, person)
    assert (await site.browser().sign_in(person.email, NEXT)).status_code == 200


async def test_a_reset_is_told_to_its_owner(site: Site) -> None:
    person = await site.person()
    await reset(site, person)
    told = await site.rows(
        "SELECT template FROM core.mail WHERE recipient = :email ORDER BY id", email=person.email
    )
    assert [row[0] for row in told] == ["password_reset", "password_changed"]


async def test_a_password_that_will_not_do_uses_no_link_up(site: Site) -> None:
    person = await site.person()
    code = await link_code(site, "reset", person)
    browser = site.browser()
    short = await post(browser, "password-reset/confirm", code=code, password="short")
    good = await post(browser, "password-reset/confirm", code=code, password=NEXT)
    assert (short.status_code, good.status_code) == (422, 204)
    assert short.json()["errors"][0]["pointer"] == "/password"


async def test_of_simultaneous_resets_by_one_link_one_succeeds(site: Site) -> None:
    code = await link_code(site, "reset", await site.person())
    answers = await asyncio.gather(
        *(
            post(site.browser(), "password-reset/confirm", code=code, password=f"{NEXT} {number}")
            for number in range(10)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [204] + [410] * 9


@pytest.mark.parametrize("path", ["password-reset/confirm", "invitation/accept", "invitation/look"])
async def test_a_link_that_is_over_says_so(site: Site, path: str) -> None:
    body = {"code": new_code()} | ({} if path == "invitation/look" else {"password": NEXT})
    answer = await post(site.browser(), path, **body)
    assert (answer.status_code, answer.json()["code"]) == (410, "identity.link_over")


async def test_an_invitation_tells_whom_it_is_for(site: Site) -> None:
    person = await site.person(status="invited", password=None)
    code = await link_code(site, "invitation", person)
    answer = await post(site.browser(), "invitation/look", code=code)
    assert answer.json() == {
        "email": person.email,
        "name": "Mina RAMI",
        "organisation": "Régie",
    }


async def test_whoever_accepts_an_invitation_is_signed_in(site: Site) -> None:
    person = await site.person(status="invited", password=None)
    code, browser = await link_code(site, "invitation", person), site.browser()
    await post(browser, "invitation/look", code=code)
    answer = await post(browser, "invitation/accept", code=code, password=NEXT)
    said = answer.json()
    assert (said["status"], said["me"]["person"]["id"]) == ("signed_in", person.id)
    assert await browser.status_of_me() == 200


async def test_an_invitation_is_accepted_once(site: Site) -> None:
    person = await site.person(status="invited", password=None)
    code = await link_code(site, "invitation", person)
    statuses = [
        (await post(site.browser(), "invitation/accept", code=code, password=NEXT)).status_code
        for _ in range(2)
    ]
    assert statuses == [200, 410]
