"""What is kept about a person is told to them, given to them, and forgotten with them."""

from __future__ import annotations

from typing import Any

import pytest

from httpplay import SignIn
from peopleplay import Organisation
from regie.bootstrap import Runtime
from regie.core.access import Actor, AuditEvent
from regie.core.mail import INVITATION, TEST
from regie.identity.audit.verifying import Verification

ME = "/api/v1/identity/me"


async def record(house: Organisation, event: AuditEvent, by: Actor | None = None) -> None:
    core = house.services.core
    async with core.database.begin() as connection:
        await core.audit.record(connection, event, actor=by, tenant=house.tenant)


async def write(house: Organisation, to: str) -> None:
    core = house.services.core
    async with core.database.begin() as connection:
        data = {"at": core.clock(), "server": "mail.example.fr"}
        await core.mailer.send(connection, TEST, to=to, data=data, tenant=house.tenant)


async def data(house: Organisation, sign_in: SignIn, person: int) -> dict[str, Any]:
    client = await sign_in(person=person)
    answer = await client.get(f"{ME}/data")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_class_that_the_notice_names_is_there(runtime: Runtime) -> None:
    named = {each.keeps for each in runtime.core.kept if isinstance(each.keeps, str)}
    assert named <= runtime.core.retention.classes.keys()


async def test_the_notice_says_what_why_and_how_long(sign_in: SignIn) -> None:
    client = await sign_in("employee")
    kept = (await client.get(f"{ME}/privacy", headers={"Accept-Language": "en"})).json()["kept"]
    assert ("To understand an incident", 365) in [(each["why"], each["keep_days"]) for each in kept]


@pytest.mark.parametrize(("language", "word"), [("fr", "Vos connexions\u00a0:"), ("en", "Your ")])
async def test_the_notice_is_in_the_readers_language(
    sign_in: SignIn, language: str, word: str
) -> None:
    client = await sign_in("employee")
    answer = await client.get(f"{ME}/privacy", headers={"Accept-Language": language})
    assert any(each["what"].startswith(word) for each in answer.json()["kept"])


@pytest.mark.parametrize("path", ["privacy", "data"])
async def test_a_stranger_is_told_nothing(sign_in: SignIn, path: str) -> None:
    client = await sign_in()
    client.cookies.clear()
    assert (await client.get(f"{ME}/{path}")).status_code == 401


async def test_ones_own_data_are_a_file(sign_in: SignIn) -> None:
    answer = await (await sign_in("employee")).get(f"{ME}/data")
    assert answer.headers["content-disposition"].startswith("attachment;")


async def test_ones_own_data_hold_who_one_is(house: Organisation, sign_in: SignIn) -> None:
    person = await house.person("Zoé Blanc", ("employee", None))
    found = await data(house, sign_in, person)
    assert [each["name"] for each in found["person"]] == ["Zoé Blanc"]
    assert [each["role"] for each in found["roles"]] == ["employee"]
    assert [each["browser"] for each in found["sessions"]] == ["Firefox 132"]


async def test_no_secret_leaves_with_them(house: Organisation, sign_in: SignIn) -> None:
    found = await data(house, sign_in, await house.person("Zoé Blanc", ("employee", None)))
    columns = {name for rows in found.values() for row in rows for name in row}
    assert not columns & {"password", "digest", "secret", "seed", "salt"}


async def test_mails_to_ones_address_are_among_them(house: Organisation, sign_in: SignIn) -> None:
    address = f"zoe@{house.tenant}.example"
    person = await house.person("Zoé", ("employee", None), email=address)
    await write(house, address)
    await write(house, f"other@{house.tenant}.example")
    found = await data(house, sign_in, person)
    assert [each["template"] for each in found["mails"]] == ["test"]


async def test_a_link_that_was_mailed_is_not_in_the_file(
    house: Organisation, sign_in: SignIn
) -> None:
    address = f"zoe@{house.tenant}.example"
    person = await house.person("Zoé", ("employee", None), email=address)
    core = house.services.core
    secret = "https://regie.example.fr/i#code=q7Vw"
    async with core.database.begin() as connection:
        invited = {"name": "Zoé", "inviter": "Claire", "valid_until": core.clock(), "link": secret}
        await core.mailer.send(
            connection, INVITATION, to=address, data=invited, tenant=house.tenant
        )
    (mail,) = (await data(house, sign_in, person))["mails"]
    assert ("Claire" in mail["text"], "q7Vw" in mail["text"]) == (True, False)


async def test_more_than_a_page_is_in_the_file(house: Organisation, sign_in: SignIn) -> None:
    person = await house.person("Zoé", ("employee", None))
    for _ in range(450):
        await record(house, AuditEvent("person.change", f"person:{person}"))
    found = await data(house, sign_in, person)
    numbers = [each["id"] for each in found["audit"]]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 450 + 1  # and the export itself


async def test_what_others_did_is_among_them_without_their_address(
    house: Organisation, sign_in: SignIn
) -> None:
    person = await house.person("Zoé", ("employee", None))
    event = AuditEvent("person.change", f"person:{person}", payload={"address": "203.0.113.7"})
    await record(house, event, by=Actor(house.tenant, "person", person + 1000))
    first = (await data(house, sign_in, person))["audit"][0]
    assert (first["actor"], first["payload"]) == (None, {})


async def test_what_others_did_elsewhere_is_not_among_them(
    house: Organisation, sign_in: SignIn
) -> None:
    person = await house.person("Zoé", ("employee", None))
    await record(house, AuditEvent("person.change", f"person:{person + 1000}"))
    found = await data(house, sign_in, person)
    assert [each["action"] for each in found["audit"]] == ["export.make"]


async def erase(house: Organisation, person: int) -> None:
    acting = await house.actor(("administrator", None), person=person + 1000)
    await house.person("Another", ("administrator", None))
    async with house.services.core.database.begin() as connection:
        await house.services.people.erase(connection, acting, person)


async def test_erasing_somebody_takes_the_details_and_leaves_the_chain_whole(
    house: Organisation,
) -> None:
    person = await house.person("Zoé", ("employee", None))
    await record(house, AuditEvent("person.add", f"person:{person}", payload={"name": "Zoé"}))
    await record(house, AuditEvent("place.change"), by=Actor(house.tenant, "person", person))
    await record(house, AuditEvent("person.add", f"person:{person + 1000}"))
    await erase(house, person)
    async with house.services.core.database.begin() as connection:
        verdict = await Verification(house.tenant, {}).run(connection)
    assert (verdict.intact, verdict.erased, verdict.entries) == (True, 2, 4)


@pytest.mark.parametrize("state", ["sent", "failed"])
async def test_erasing_somebody_takes_what_was_written_to_them(
    house: Organisation, state: str
) -> None:
    address = f"Zoe@{house.tenant}.example"
    person = await house.person("Zoé", ("employee", None), email=address)
    await write(house, address.lower())
    await house.run(
        lambda c: c.exec_driver_sql(
            f"UPDATE core.mail SET state = '{state}' WHERE tenant = '{house.tenant}'"
        )
    )
    await erase(house, person)
    left = await house.value(
        "SELECT recipient || subject || coalesce(text, '') || coalesce(html, '') "
        "FROM core.mail WHERE tenant = :t",
        t=house.tenant,
    )
    assert left == ""


async def test_a_mail_that_is_still_to_leave_stays_whole(house: Organisation) -> None:
    address = f"zoe@{house.tenant}.example"
    person = await house.person("Zoé", ("employee", None), email=address)
    await write(house, address)
    await erase(house, person)
    recipient = "SELECT recipient FROM core.mail WHERE tenant = :t"
    assert await house.value(recipient, t=house.tenant) == address
