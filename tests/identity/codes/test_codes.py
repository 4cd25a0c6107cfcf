"""Codes that open one door once."""

from __future__ import annotations

import asyncio

import pytest

from clockplay import SetClock
from peopleplay import Organisation
from regie.identity.codes.domain import LIVES, Purpose, new_code
from regie.identity.codes.errors import LinkOver
from regie.identity.people.domain import Status

from .conftest import Post, administrator, code_in, make, make_link

STATUS: dict[Purpose, Status] = {"invitation": "invited", "reset": "active"}
of_a_person = pytest.mark.parametrize("purpose", STATUS)


async def person(house: Organisation, purpose: Purpose, name: str = "Ana") -> int:
    return await house.person(name, ("agent", None), status=STATUS[purpose])


async def use(house: Organisation, code: str, purpose: Purpose) -> int | None:
    return await house.run(lambda c: house.services.codes.use(c, code, purpose))


@of_a_person
async def test_a_code_tells_whose_it_is(house: Organisation, purpose: Purpose) -> None:
    number = await person(house, purpose)
    code = await make(house, purpose, number)
    looked_at = await house.run(lambda c: house.services.codes.look(c, code, purpose))
    assert (looked_at.id, await use(house, code, purpose)) == (number, number)


async def test_the_first_administrators_code_is_nobodys(house: Organisation) -> None:
    assert await use(house, await make(house, "first_run"), "first_run") is None


@pytest.mark.parametrize("purpose", LIVES)
async def test_a_code_is_used_once(house: Organisation, purpose: Purpose) -> None:
    number = None if purpose == "first_run" else await person(house, purpose)
    code = await make(house, purpose, number)
    await use(house, code, purpose)
    with pytest.raises(LinkOver):
        await use(house, code, purpose)


@pytest.mark.parametrize("purpose", LIVES)
async def test_of_a_hundred_uses_at_once_one_succeeds(
    house: Organisation, purpose: Purpose
) -> None:
    number = None if purpose == "first_run" else await person(house, purpose)
    code = await make(house, purpose, number)
    uses = [use(house, code, purpose) for _ in range(100)]
    found = await asyncio.gather(*uses, return_exceptions=True)
    refused = [each for each in found if isinstance(each, LinkOver)]
    assert (len(refused), found.count(number)) == (99, 1)


async def test_what_is_rolled_back_has_used_nothing(house: Organisation) -> None:
    code = await make(house, "first_run")

    async def fail(connection) -> None:
        await house.services.codes.use(connection, code, "first_run")
        raise LookupError

    with pytest.raises(LookupError):
        await house.run(fail)
    assert await use(house, code, "first_run") is None


@pytest.mark.parametrize(
    ("purpose", "seconds"), [("reset", 1800), ("invitation", 604_800), ("first_run", 86_400)]
)
async def test_a_code_lives_for_its_time_and_no_longer(
    house: Organisation, clock: SetClock, purpose: Purpose, seconds: int
) -> None:
    number = None if purpose == "first_run" else await person(house, purpose)
    former = await make(house, purpose, number)
    clock.move(seconds)
    with pytest.raises(LinkOver):
        await use(house, former, purpose)
    code = await make(house, purpose, number)
    clock.move(seconds - 1)
    assert await use(house, code, purpose) == number


@pytest.mark.parametrize("purpose", LIVES)
async def test_a_new_one_ends_the_former(house: Organisation, purpose: Purpose) -> None:
    number = None if purpose == "first_run" else await person(house, purpose)
    former = await make(house, purpose, number)
    code = await make(house, purpose, number)
    with pytest.raises(LinkOver):
        await use(house, former, purpose)
    assert await use(house, code, purpose) == number


async def test_other_peoples_codes_go_on(house: Organisation) -> None:
    one, two = [await person(house, "reset", name) for name in ("Ana", "Bob")]
    code = await make(house, "reset", one)
    await make(house, "reset", two)
    assert await use(house, code, "reset") == one


@pytest.mark.parametrize("made_for", ["invitation", "first_run"])
async def test_a_code_opens_no_other_door(house: Organisation, made_for: Purpose) -> None:
    number = None if made_for == "first_run" else await person(house, made_for)
    code = await make(house, made_for, number)
    with pytest.raises(LinkOver):
        await use(house, code, "reset")


@pytest.mark.parametrize(
    ("purpose", "became"),
    [
        ("invitation", "disabled"),
        ("invitation", "active"),
        ("invitation", "erased"),
        ("reset", "disabled"),
        ("reset", "erased"),
    ],
)
async def test_a_code_dies_with_what_its_person_may(
    house: Organisation, purpose: Purpose, became: str
) -> None:
    number = await person(house, purpose)
    code = await make(house, purpose, number)
    await house.value(
        "UPDATE identity.person SET status = :status WHERE id = :id RETURNING 1",
        status=became,
        id=number,
    )
    with pytest.raises(LinkOver):
        await use(house, code, purpose)


async def test_codes_can_be_ended(house: Organisation) -> None:
    number = await person(house, "reset")
    code = await make(house, "reset", number)
    await house.run(lambda c: house.services.codes.end(c, number))
    with pytest.raises(LinkOver):
        await use(house, code, "reset")


@pytest.mark.parametrize(
    "code",
    ["", "x", new_code(), new_code() + "=", "é" * 43, "\x00" * 43],
    ids=["none", "nonsense", "well-formed", "padded", "accents", "NUL"],
)
async def test_what_was_never_made_opens_nothing(house: Organisation, code: str) -> None:
    with pytest.raises(LinkOver):
        await use(house, code, "reset")


async def test_no_table_holds_a_code(house: Organisation) -> None:
    number = await person(house, "reset")
    code = await make(house, "reset", number)
    for table in ("identity.sent_code", "core.mail", "identity.audit_payload", "core.outbox"):
        rows = await house.value(f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t")
        assert code not in rows


@pytest.mark.parametrize(
    ("purpose", "path"),
    [("reset", "reset"), ("invitation", "invitation"), ("first_run", "first-run")],
)
async def test_a_link_keeps_its_code_behind_the_hash(
    house: Organisation, purpose: Purpose, path: str
) -> None:
    number = None if purpose == "first_run" else await person(house, purpose)
    link = await make_link(house, purpose, number)
    assert link == f"http://localhost:9000/{path}#code={code_in(link)}"


@pytest.mark.parametrize(
    ("by", "said"),
    [(True, "Zoé Roy vous a ouvert un compte"), (False, "Un compte vous est ouvert")],
)
async def test_an_invitation_says_who_asked(house: Organisation, by: bool, said: str) -> None:
    number = await person(house, "invitation")
    acting = administrator(house, await house.person("Zoé Roy")) if by else None
    await house.run(lambda c: house.services.codes.invite(c, number, actor=acting))
    (letter,) = await Post(house.services).letters(f"ana@{house.tenant}.example")
    assert letter.letter
    assert said in letter.letter.text


async def test_a_new_password_asked_by_another_is_said_to_be(house: Organisation) -> None:
    number = await person(house, "reset")
    acting = administrator(house, await house.person("Zoé Roy"))
    await house.run(lambda c: house.services.codes.reset(c, number, actor=acting))
    (letter,) = await Post(house.services).letters(f"ana@{house.tenant}.example")
    assert letter.letter
    assert "Zoé Roy vous propose de choisir un nouveau mot de passe" in letter.letter.text


async def test_links_are_recorded_in_their_persons_tenant(house: Organisation) -> None:
    await make(house, "invitation", await person(house, "invitation"))
    await make(house, "reset", await person(house, "reset", "Bob"))
    assert await house.actions() == ["person.invite", "password.reset"]
