"""Who one is and where one is signed in, as it is served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from peopleplay import Organisation
from plain import NO_TLS
from regie.core.access import MAIN_TENANT
from regie.core.db import DatabaseUrl
from served import Served
from sessionplay import Process, eventually, process

Client = Callable[[int], Awaitable[httpx.AsyncClient]]
COOKIE = "regie-dev"


@pytest.fixture(scope="module")
async def desk(demo: dict[str, str]) -> AsyncIterator[Process]:
    """A process beside the one that serves, which lets people in."""
    async with process(DatabaseUrl(demo["REGIE_DATABASE_URL"])) as process_:
        yield process_


@pytest.fixture
def firm(desk: Process) -> Organisation:
    return Organisation.new(desk.services)


@pytest.fixture
async def boss(firm: Organisation) -> int:
    return await firm.person("Boss", ("administrator", None))


@pytest.fixture
async def signed_in(served: Served, desk: Process) -> AsyncIterator[Client]:
    """A browser in which somebody is signed in."""
    clients: list[httpx.AsyncClient] = []

    async def client(person: int) -> httpx.AsyncClient:
        session = await desk.begin(person, stepped_up=True)
        made = httpx.AsyncClient(
            base_url=f"http://localhost:{served.port}/api/v1",
            cookies={COOKIE: session.secret},
            headers={"Sec-Fetch-Site": "same-origin"},
            timeout=20,
            verify=NO_TLS,
        )
        clients.append(made)
        return made

    yield client
    await asyncio.gather(*(each.aclose() for each in clients))


async def refused(browser: httpx.AsyncClient) -> bool:
    return (await browser.get("/identity/me")).status_code == 401


async def test_strangers_are_told_to_sign_in(served: Served) -> None:
    with served.client() as client:
        answer = await asyncio.to_thread(client.get, "/api/v1/identity/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_one_is_told_who_one_is_and_what_one_may(
    signed_in: Client, firm: Organisation
) -> None:
    place = await firm.place("Lyon")
    bob = await firm.person("Bob", ("manager", place))
    me = (await (await signed_in(bob)).get("/identity/me")).json()
    assert me["person"] | {"tenant": me["tenant"], "roles": me["roles"]} == {
        "id": bob,
        "name": "Bob",
        "email": f"bob@{firm.tenant}.example",
        "language": None,
        "theme": None,
        "tenant": firm.tenant,
        "roles": [
            {"role": "manager", "title": "Responsable", "place": {"id": place, "name": "Lyon"}}
        ],
    }
    assert "console.people.read" in me["permissions"]
    assert (me["must"], me["factor"]) == ([], {"enrolled": False, "required": False})


async def test_language_and_theme_are_ones_own_to_change(signed_in: Client, boss: int) -> None:
    browser = await signed_in(boss)
    await browser.patch("/identity/me", json={"language": "en", "theme": "dark"})
    me = (await browser.patch("/identity/me", json={"name": "Anne", "theme": None})).json()
    told = me["person"]
    assert (told["name"], told["language"], told["theme"]) == ("Anne", "en", None)


@pytest.mark.parametrize("change", [{"theme": "pink"}, {"email": "x@y.example"}, {"name": ""}])
async def test_nothing_else_is(signed_in: Client, boss: int, change: dict[str, str]) -> None:
    browser = await signed_in(boss)
    assert (await browser.patch("/identity/me", json=change)).status_code == 422


async def test_who_signs_out_is_a_stranger_and_the_cookie_is_taken_back(
    signed_in: Client, boss: int, firm: Organisation
) -> None:
    browser = await signed_in(boss)
    answer = await browser.post("/identity/sign-out")
    assert answer.status_code == 204
    assert f"{COOKIE}=; Path=/; Max-Age=0" in answer.headers["set-cookie"]
    assert await eventually(lambda: refused(browser))
    assert "session.end" in await firm.actions()


async def test_the_devices_are_listed_and_the_current_one_is_marked(
    signed_in: Client, boss: int
) -> None:
    browser, _ = await signed_in(boss), await signed_in(boss)
    told = (await browser.get("/identity/me/sessions")).json()["sessions"]
    seen = [(each["browser"], each["system"], each["address"]) for each in told]
    assert seen == [("Firefox 132", "Windows", "192.0.2.0/24")] * 2
    assert [each["current"] for each in told].count(True) == 1


async def test_a_device_is_signed_out_by_another(signed_in: Client, boss: int) -> None:
    browser, lost = await signed_in(boss), await signed_in(boss)
    listed = (await browser.get("/identity/me/sessions")).json()["sessions"]
    other = next(each["id"] for each in listed if not each["current"])
    assert (await browser.delete(f"/identity/me/sessions/{other}")).status_code == 204
    assert await eventually(lambda: refused(lost))
    assert (await browser.delete(f"/identity/me/sessions/{other}")).status_code == 404


async def test_all_other_devices_are_signed_out_together(signed_in: Client, boss: int) -> None:
    browser, _, _ = [await signed_in(boss) for _ in range(3)]
    assert (await browser.delete("/identity/me/sessions")).json() == {"ended": 2}
    assert (await browser.delete("/identity/me/sessions")).json() == {"ended": 0}


async def test_an_administrator_lists_and_ends_the_sessions_of_others(
    signed_in: Client, boss: int, firm: Organisation
) -> None:
    bob = await firm.person("Bob")
    browser, _ = await signed_in(boss), await signed_in(bob)
    told = (await browser.get("/console/sessions", params={"person": bob})).json()
    (session,) = told["sessions"]
    assert (session["person"], told["next"]) == ({"id": bob, "name": "Bob"}, None)
    assert (await browser.delete(f"/console/sessions/{session['id']}")).status_code == 204
    again = await browser.get("/console/sessions", params={"person": bob})
    assert again.json()["sessions"] == []


@pytest.mark.parametrize("role", ["director", "manager", "analyst", "agent", "employee"])
async def test_nobody_else_sees_the_sessions_of_others(
    signed_in: Client, firm: Organisation, role: str
) -> None:
    browser = await signed_in(await firm.person("Bob", (role, None)))
    assert (await browser.get("/console/sessions")).status_code == 403


async def test_a_session_check_asks_no_sql(signed_in: Client, desk: Process) -> None:
    operator = await Organisation(desk.services, MAIN_TENANT).person("Op", ("administrator", None))
    browser = await signed_in(operator)
    answers = [await browser.get("/console/cache") for _ in range(10)]
    told = {(each.status_code, each.headers["x-sql-statements"]) for each in answers}
    assert (200, "0") in told
