"""The second step of signing in, and stepping up, through the whole application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from regie.core.db import DatabaseUrl
from regie.identity.factors import totp
from regie.identity.people.changes import changed
from regie.identity.people.domain import WantedRole
from regie.identity.people.policy import set_factor_roles
from regie.identity.people.repository import set_roles
from regie.identity.sessions.tail import FRESH_S
from signinplay import PASSWORD, Browser, Site, Somebody, open_site

IDENTITY = "/api/v1/identity"
PEOPLE = "/api/v1/console/people"


@pytest.fixture(scope="module")
async def site(migrated: DatabaseUrl) -> AsyncIterator[Site]:
    async with open_site(migrated) as site:
        yield site


async def post(browser: Browser, path: str, **body: Any) -> httpx.Response:
    return await browser.client.post(f"{IDENTITY}/{path}", json=body or None)


class Phone:
    def __init__(self, site: Site, person: Somebody, browser: Browser):
        self.site, self.person, self.browser = site, person, browser
        self.seed = ""
        self.recovery: list[str] = []

    async def code(self) -> str:
        """One that was not used: the person's last step is forgotten."""
        await self.site.value(
            "UPDATE identity.factor SET last_step = 0 WHERE person_id = :id RETURNING 1",
            id=self.person.id,
        )
        return totp.code_at(self.seed, totp.step_at(datetime.now(UTC)))

    async def enrol(self) -> Phone:
        self.seed = (await post(self.browser, "me/factor")).json()["secret"]
        confirmed = await post(self.browser, "me/factor/confirm", code=await self.code())
        self.recovery = confirmed.json()["recovery_codes"]
        return self


@pytest.fixture
async def phone(site: Site) -> Phone:
    person = await site.person()
    return await Phone(site, person, await site.browser().signed_in(person)).enrol()


async def half(site: Site, phone: Phone) -> Browser:
    """A browser in which the password was given."""
    browser = site.browser()
    answer = await browser.sign_in(phone.person.email)
    assert answer.json() == {"status": "factor_required", "me": None}
    return browser


async def test_setting_one_ends_the_sessions_that_a_password_alone_began(site: Site) -> None:
    person = await site.person()
    before, own = [await site.browser().signed_in(person) for _ in range(2)]
    await Phone(site, person, own).enrol()
    await asyncio.sleep(FRESH_S)
    assert (await before.status_of_me(), await own.status_of_me()) == (401, 200)


async def test_a_password_alone_is_nobody(site: Site, phone: Phone) -> None:
    assert await (await half(site, phone)).status_of_me() == 401


@pytest.mark.parametrize("by", ["code", "recovery code"])
async def test_the_second_step_lets_in(site: Site, phone: Phone, by: str) -> None:
    browser = await half(site, phone)
    typed = await phone.code() if by == "code" else phone.recovery[0]
    answer = await post(browser, "sign-in/factor", code=typed)
    said = answer.json()
    assert (said["status"], said["me"]["person"]["id"]) == ("signed_in", phone.person.id)
    assert await browser.status_of_me() == 200


async def test_the_second_step_gives_the_session_another_secret(site: Site, phone: Phone) -> None:
    browser = await half(site, phone)
    before = browser.client.cookies["__Host-regie"]
    await post(browser, "sign-in/factor", code=await phone.code())
    assert browser.client.cookies["__Host-regie"] != before


async def test_a_wrong_code_lets_nobody_in(site: Site, phone: Phone) -> None:
    browser = await half(site, phone)
    answer = await post(browser, "sign-in/factor", code="000000")
    assert (answer.status_code, answer.json()["code"]) == (401, "identity.code_refused")
    assert await browser.status_of_me() == 401


async def test_five_wrong_codes_are_heard(site: Site, phone: Phone) -> None:
    browser = await half(site, phone)
    for _ in range(5):
        await post(browser, "sign-in/factor", code="000000")
    answer = await post(browser, "sign-in/factor", code=await phone.code())
    assert (answer.status_code, "retry-after" in answer.headers) == (429, True)


async def test_without_the_first_step_there_is_no_second(site: Site, phone: Phone) -> None:
    answer = await post(site.browser(), "sign-in/factor", code=await phone.code())
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_new_password_is_no_way_around_it(site: Site, phone: Phone) -> None:
    async with site.services.core.database.begin() as connection:
        link = await site.services.codes.reset(connection, phone.person.id)
    password = "une autre phrase que nul ne connaît"
    code = link.partition("#code=")[2]
    await post(site.browser(), "password-reset/confirm", code=code, password=password)
    answer = await site.browser().sign_in(phone.person.email, password)
    assert answer.json()["status"] == "factor_required"


async def test_what_is_seen_of_it(phone: Phone) -> None:
    seen = (await phone.browser.client.get(f"{IDENTITY}/me/factor")).json()
    assert (seen["enrolled"], seen["recovery_codes_left"], seen["required"]) == (True, 10, False)


@pytest.fixture
async def without_factor(site: Site) -> Browser:
    return await site.browser().signed_in(await site.person())


def lasts_fifteen_minutes(answer: httpx.Response) -> bool:
    until = datetime.fromisoformat(answer.json()["stepped_up_until"])
    return 890 < (until - datetime.now(UTC)).total_seconds() <= 901


async def test_stepping_up_by_password_lasts_fifteen_minutes(without_factor: Browser) -> None:
    assert lasts_fifteen_minutes(await post(without_factor, "step-up", password=PASSWORD))


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
async def test_who_has_a_factor_steps_up_by_it_alone(phone: Phone, password: str) -> None:
    answer = await post(phone.browser, "step-up", password=password)
    assert (answer.status_code, answer.json()["code"]) == (409, "identity.code_wanted")


@pytest.mark.parametrize("by", ["code", "recovery code"])
async def test_stepping_up_by_code_lasts_fifteen_minutes(phone: Phone, by: str) -> None:
    proofs = {
        "code": {"code": await phone.code()},
        "recovery code": {"code": phone.recovery[1]},
    }
    assert lasts_fifteen_minutes(await post(phone.browser, "step-up", **proofs[by]))


@pytest.mark.parametrize("by", ["password", "code"])
async def test_a_wrong_proof_is_refused_and_throttled(
    phone: Phone, without_factor: Browser, by: str
) -> None:
    browser, proof = {
        "password": (without_factor, {"password": "wrong"}),
        "code": (phone.browser, {"code": "000000"}),
    }[by]
    answers = [await post(browser, "step-up", **proof) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[0].json()["code"] == "identity.proof_wrong"


@pytest.mark.parametrize("proof", [{}, {"password": PASSWORD, "code": "000000"}])
async def test_a_proof_is_one_of_the_two(phone: Phone, proof: dict[str, str]) -> None:
    answer = await phone.browser.client.post(f"{IDENTITY}/step-up", json=proof)
    assert answer.status_code == 422


async def step_down(phone: Phone) -> None:
    async with phone.site.services.core.database.begin() as connection:
        sql = (
            "UPDATE identity.session SET stepped_up_at = now() - interval '1 hour'"
            " WHERE person_id = $1"
        )
        await connection.exec_driver_sql(sql, (phone.person.id,))
        await changed(connection, phone.person.id)
    await asyncio.sleep(FRESH_S)


@pytest.mark.parametrize("act", ["remove", "renew"])
async def test_dangerous_acts_want_a_proof_and_go_on_after_it(phone: Phone, act: str) -> None:
    await step_down(phone)
    acts = {
        "remove": lambda: phone.browser.client.delete(f"{IDENTITY}/me/factor"),
        "renew": lambda: post(phone.browser, "me/factor/recovery-codes"),
    }
    refused = await acts[act]()
    await post(phone.browser, "step-up", code=await phone.code())
    done = await acts[act]()
    assert (refused.json()["code"], done.status_code) == (
        "step_up_required",
        {"remove": 204, "renew": 200}[act],
    )


async def test_stepping_up_waits_for_whoever_ends_the_session(site: Site) -> None:
    """They hold the person first, then the sessions: it does so too, or one of both would fail."""
    somebody = await site.person()
    browser, person = await site.browser().signed_in(somebody), somebody.id
    async with site.services.core.database.begin() as ending:
        await changed(ending, person)
        stepping_up = asyncio.create_task(post(browser, "step-up", password=PASSWORD))
        await site.somebody_waits()
        await site.services.sessions.end(ending, person_id=person, why="disabled")
    assert (await stepping_up).status_code == 401


async def require_of_agents(site: Site, person: Somebody) -> None:
    """The other roles of this tenant are left alone: the tests share it."""
    async with site.services.core.database.begin() as connection:
        await set_roles(connection, person.id, [WantedRole("agent")])
        await set_factor_roles(connection, "main", ["agent"])
        await changed(connection, person.id)


async def test_whoever_must_set_one_may_do_nothing_else_until_it_is_set(site: Site) -> None:
    person = await site.person()
    await require_of_agents(site, person)
    browser = await site.browser().signed_in(person)
    me = (await browser.client.get(f"{IDENTITY}/me")).json()
    elsewhere = await browser.client.get(f"{IDENTITY}/me/sessions")
    assert (me["must"], me["permissions"], elsewhere.status_code) == (["set_factor"], [], 403)
    await Phone(site, person, browser).enrol()
    await asyncio.sleep(FRESH_S)
    settled = (await browser.client.get(f"{IDENTITY}/me")).json()
    elsewhere = await browser.client.get(f"{IDENTITY}/me/sessions")
    assert (settled["must"], elsewhere.status_code) == ([], 200)


async def test_what_a_role_requires_is_not_removed(site: Site, phone: Phone) -> None:
    await require_of_agents(site, phone.person)
    answer = await phone.browser.client.delete(f"{IDENTITY}/me/factor")
    assert (answer.status_code, answer.json()["code"]) == (409, "identity.factor_required")


async def test_an_administrator_resets_it(site: Site, phone: Phone) -> None:
    boss = await site.person(name="Zoé Roy")
    async with site.services.core.database.begin() as connection:
        await set_roles(connection, boss.id, [WantedRole("administrator")])
    browser = await site.browser().signed_in(boss)
    answer = await browser.client.post(f"{PEOPLE}/{phone.person.id}/reset-factor")
    assert (answer.status_code, answer.json()["factor"]) == (200, False)
    signed_in = await site.browser().sign_in(phone.person.email)
    assert signed_in.json()["status"] == "signed_in"


async def test_nobody_else_does(site: Site, phone: Phone) -> None:
    browser = await site.browser().signed_in(await site.person())
    answer = await browser.client.post(f"{PEOPLE}/{phone.person.id}/reset-factor")
    assert answer.status_code == 403
