"""What is on record of signing in, and what of it is in no record and no log."""

from __future__ import annotations

import pytest

from regie.identity.signin.throttle import TRIES
from signinplay import PASSWORD, Site, Somebody

NEW = "un autre que personne ne devine non plus"


@pytest.fixture
async def person(site: Site) -> Somebody:
    return await site.person()


async def entries(site: Site, action: str, subject: str) -> list[tuple[str, str, dict]]:
    """Who, how it ended and with which details."""
    rows = await site.rows(
        "SELECT actor, outcome, payload FROM identity.audit_entry"
        " JOIN identity.audit_payload USING (tenant, number)"
        " WHERE action = :action AND subject LIKE :subject ORDER BY number",
        action=action,
        subject=subject,
    )
    return [tuple(row) for row in rows]


async def test_a_session_is_on_record_with_who_began_it_and_how(
    site: Site, person: Somebody
) -> None:
    answer = await site.browser("198.51.100.7").sign_in(person.email)
    session = answer.json()["me"]["session"]["id"]
    ((actor, outcome, details),) = await entries(site, "session.begin", f"session:{session}")
    assert (actor, outcome, details["by"], details["address"]) == (
        f"person:{person.id}",
        "done",
        "password",
        "198.51.100.7",
    )


async def test_a_refusal_is_on_record_with_the_account_that_was_tried(
    site: Site, person: Somebody
) -> None:
    await site.browser("198.51.100.8").fail(person.email, 2)
    found = await entries(site, "session.refuse", f"person:{person.id}")
    assert [(outcome, details["try"]) for _, outcome, details in found] == [
        ("refused", 1),
        ("refused", 2),
    ]


async def test_tries_that_are_not_heard_make_the_record_no_longer(
    site: Site, person: Somebody
) -> None:
    browser = site.browser()
    await browser.fail(person.email, TRIES)
    for _ in range(5):
        await browser.sign_in(person.email, "wrong")
    assert len(await entries(site, "session.refuse", f"person:{person.id}")) == TRIES


async def test_of_an_account_that_does_not_exist_the_record_has_no_name(site: Site) -> None:
    await site.browser("198.51.100.9").fail("who-is-that@people.example", 1)
    rows = await site.rows(
        "SELECT subject, payload::text FROM identity.audit_entry"
        " JOIN identity.audit_payload USING (tenant, number)"
        " WHERE action = 'session.refuse' AND payload->>'address' = '198.51.100.9'"
    )
    ((subject, details),) = rows
    assert (subject, "who-is-that" in details) == (None, False)


async def test_a_new_password_is_on_record(site: Site, person: Somebody) -> None:
    browser = await site.browser().signed_in(person)
    await browser.change_password("wrong", NEW)
    await browser.change_password(PASSWORD, NEW)
    found = await entries(site, "password.change", f"person:{person.id}")
    assert [outcome for _, outcome, _ in found] == ["refused", "done"]


async def test_no_password_is_in_the_log(
    site: Site,
    person: Somebody,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser = await site.browser().signed_in(person)
    await browser.fail(person.email, 1)
    await browser.change_password(PASSWORD, "court")
    logged = "".join(capfd.readouterr()) + caplog.text
    assert [each for each in (PASSWORD, "wrong", "court", person.email) if each in logged] == []
