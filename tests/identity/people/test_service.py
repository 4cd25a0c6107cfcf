"""What becomes of people, and what is on record of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import monotonic

import pytest

from peopleplay import Organisation
from regie.identity.people.domain import Status, WantedRole
from regie.identity.people.errors import (
    EmailTaken,
    LastAdministrator,
    OwnRights,
    PersonNotFound,
    StatusForbids,
)
from regie.identity.people.repository import (
    find_for_sign_in,
    set_password,
    upgrade_password,
)


async def call(house: Organisation, method: str, *args: object, **more: object):
    """As the command line does it."""
    acting = replace(await house.actor(("administrator", None)), kind="system")
    return await house.run(
        lambda c: getattr(house.services.people, method)(c, acting, *args, **more)
    )


async def status(house: Organisation, person: int) -> str:
    return await house.value("SELECT status FROM identity.person WHERE id = :id", id=person)


async def administrators(house: Organisation, number: int) -> list[int]:
    return [await house.person(f"Admin {n}", ("administrator", None)) for n in range(number)]


async def test_whoever_is_added_is_invited_by_mail(house: Organisation) -> None:
    address = f"ana@{house.tenant}.example"
    await call(house, "add", name="Ana", email=address, roles=[WantedRole("agent")])
    mailed = await house.value(
        "SELECT template FROM core.mail WHERE recipient = :address", address=address
    )
    assert (mailed, await house.actions()) == ("invitation", ["person.add", "person.invite"])


async def test_a_role_that_is_given_twice_is_had_once(house: Organisation) -> None:
    roles = [WantedRole("agent"), WantedRole("agent")]
    number, _ = await call(
        house, "add", name="Ana", email=f"ana@{house.tenant}.example", roles=roles
    )
    held = "SELECT count(*) FROM identity.assignment WHERE person_id = :id"
    assert await house.value(held, id=number) == 1


async def test_an_address_is_one_account(house: Organisation, other: Organisation) -> None:
    await other.person("Ana", email=f"Ana@{house.tenant}.example")
    with pytest.raises(EmailTaken):
        await call(house, "add", name="Ana", email=f"ana@{house.tenant}.EXAMPLE")


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("disable", "active", "disabled"),
        ("disable", "invited", "disabled"),
        ("erase", "disabled", "erased"),
        ("erase", "active", "erased"),
    ],
)
async def test_a_status_leads_to_another(
    house: Organisation, act: str, before: Status, after: Status
) -> None:
    mina = await house.person("Mina", ("agent", None), status=before)
    await call(house, act, mina)
    assert await status(house, mina) == after


@pytest.mark.parametrize("before", ["active", "invited"])
async def test_whoever_is_enabled_is_what_he_was_before(
    house: Organisation, before: Status
) -> None:
    mina = await house.person("Mina", ("agent", None), status=before)
    await call(house, "disable", mina)
    await call(house, "enable", mina)
    assert await status(house, mina) == before


@pytest.mark.parametrize(
    ("act", "before"),
    [
        ("disable", "disabled"),
        ("enable", "active"),
        ("invite", "active"),
        ("reset", "invited"),
        ("reset", "disabled"),
        ("erase", "erased"),
    ],
)
async def test_not_everything_is_done_to_everybody(
    house: Organisation, act: str, before: Status
) -> None:
    mina = await house.person("Mina", ("agent", None), status=before)
    with pytest.raises(StatusForbids):
        await call(house, act, mina)


@pytest.mark.parametrize(
    ("act", "more", "action"),
    [
        ("change", {"name": "Mina RAMI", "language": "fr"}, "person.change"),
        ("set_roles", {"roles": [WantedRole("agent")]}, "rights.change"),
        ("disable", {}, "person.disable"),
        ("erase", {}, "person.erase"),
        ("sign_out", {}, "session.end"),
    ],
)
async def test_what_is_done_is_on_record(
    house: Organisation, act: str, more: dict[str, object], action: str
) -> None:
    mina = await house.person("Mina", ("manager", None))
    await call(house, act, mina, **more)
    assert await house.actions() == [action]


@pytest.mark.parametrize("act", ["set_roles", "disable", "erase", "change"])
async def test_what_people_may_do_is_read_anew(house: Organisation, act: str) -> None:
    mina = await house.person("Mina", ("manager", None))
    more = {
        "set_roles": {"roles": [WantedRole("agent")]},
        "change": {"name": "Mina", "language": None},
    }
    await call(house, act, mina, **more.get(act, {}))
    assert await house.version(mina) > 1


@pytest.mark.parametrize("act", ["disable", "erase", "set_roles"])
async def test_the_last_administrator_stays(house: Organisation, act: str) -> None:
    (last,) = await administrators(house, 1)
    await house.person("Invitée", ("administrator", None), status="invited")
    await house.person("Ailleurs", ("administrator", await house.place("Ouest")))
    with pytest.raises(LastAdministrator):
        await call(house, act, last, **({"roles": []} if act == "set_roles" else {}))


async def test_of_two_administrators_one_may_go(house: Organisation) -> None:
    _, second = await administrators(house, 2)
    await call(house, "disable", second)
    assert await status(house, second) == "disabled"


async def test_of_two_who_are_disabled_at_once_one_stays(house: Organisation) -> None:
    both = await administrators(house, 2)
    outcomes = await asyncio.gather(
        *(call(house, "disable", each) for each in both), return_exceptions=True
    )
    assert [type(each) for each in outcomes if each is not None] == [LastAdministrator]


async def test_nobody_raises_his_own_rights(house: Organisation) -> None:
    west = await house.place("Ouest")
    mina = await house.person("Mina", ("administrator", west))
    acting = await house.actor(("administrator", None), person=mina)
    wanted = [WantedRole("administrator")]
    with pytest.raises(OwnRights):
        await house.run(lambda c: house.services.people.set_roles(c, acting, mina, wanted))


async def test_whoever_wants_less_gets_it(house: Organisation) -> None:
    west = await house.place("Ouest")
    mina, _ = await administrators(house, 2)
    acting = await house.actor(("administrator", None), person=mina)
    wanted = [WantedRole("administrator", west)]
    await house.run(lambda c: house.services.people.set_roles(c, acting, mina, wanted))
    held = "SELECT place_id FROM identity.assignment WHERE person_id = :id"
    assert await house.value(held, id=mina) == west


async def test_of_who_is_erased_only_the_number_stays(house: Organisation) -> None:
    mina = await house.person("Mina", ("agent", None))
    await call(house, "erase", mina)
    row = await house.value(
        "SELECT row_to_json(p) FROM (SELECT name, email, email_key, password, language"
        " FROM identity.person WHERE id = :id) AS p",
        id=mina,
    )
    empty = {"name": "", "email": "", "password": None, "language": None}
    assert row == empty | {"email_key": f"erased:{mina}"}


async def test_the_address_of_who_is_erased_is_free(house: Organisation) -> None:
    mina = await house.person("Mina", email=f"mina@{house.tenant}.example")
    await call(house, "erase", mina)
    number, _ = await call(house, "add", name="Mina", email=f"mina@{house.tenant}.example")
    assert number != mina


async def test_the_record_is_whole_after_an_erasure(house: Organisation) -> None:
    mina = await house.person("Mina", ("agent", None))
    await call(house, "change", mina, name="Mina RAMI", language=None)
    await call(house, "erase", mina)
    assert await house.actions() == ["person.change", "person.erase"]


async def test_signing_in_finds_somebody_by_any_spelling(house: Organisation) -> None:
    mina = await house.person("Mina", email=f"Mina@{house.tenant}.example")
    found = await house.run(lambda c: find_for_sign_in(c, f" mina@{house.tenant.upper()}.example"))
    assert found.id == mina


async def test_a_role_of_the_policy_needs_a_factor(house: Organisation) -> None:
    acting = await house.actor(("administrator", None))
    mina = await house.person("Mina", ("agent", None), email=f"m@{house.tenant}.example")
    rights = house.services.rights
    await house.run(lambda c: rights.require_factor(c, acting, ["agent"]))
    found = await house.run(lambda c: find_for_sign_in(c, f"m@{house.tenant}.example"))
    assert (found.needs_factor, await house.version(mina)) == (True, 2)


async def test_a_role_that_was_in_the_policy_before_is_not_read_anew(house: Organisation) -> None:
    acting = await house.actor(("administrator", None))
    mina = await house.person("Mina", ("agent", None))
    rights = house.services.rights
    await house.run(lambda c: rights.require_factor(c, acting, ["agent"]))
    await house.run(lambda c: rights.require_factor(c, acting, ["agent", "manager"]))
    assert await house.version(mina) == 2


async def test_who_waited_for_somebody_judges_by_the_roles_they_have_now(
    house: Organisation,
) -> None:
    west = await house.place("Ouest")
    mina = await house.person("Mina", ("agent", west))
    people = house.services.people
    everywhere = await house.actor(("administrator", None))
    below_west = await house.actor(("administrator", west))
    async with house.services.core.database.begin() as connection:
        await people.set_roles(connection, everywhere, mina, [WantedRole("administrator")])
        waiting = asyncio.create_task(house.run(lambda c: people.disable(c, below_west, mina)))
        await blocked(house)
    with pytest.raises(PersonNotFound):
        await waiting


async def test_who_is_given_a_role_while_it_gets_a_rule_is_told(house: Organisation) -> None:
    acting = await house.actor(("administrator", None))
    mina = await house.person("Mina", ("agent", None))
    people, rights = house.services.people, house.services.rights
    async with house.services.core.database.begin() as connection:
        await people.set_roles(connection, acting, mina, [WantedRole("manager")])
        waiting = asyncio.create_task(
            house.run(lambda c: rights.require_factor(c, acting, ["manager"]))
        )
        await blocked(house)
    await waiting
    assert await house.version(mina) == 3


async def blocked(house: Organisation) -> None:
    """Until a transaction of this database waits for another one."""
    waiting = (
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
        "AND cardinality(pg_blocking_pids(pid)) > 0)"
    )
    began = monotonic()
    while not await house.value(waiting):
        assert monotonic() - began < 30
        await asyncio.sleep(0.01)


async def test_a_password_makes_an_invited_person_active(house: Organisation) -> None:
    mina = await house.person("Mina", status="invited")
    await house.run(lambda c: set_password(c, mina, "digest"))
    assert await status(house, mina) == "active"


async def test_a_password_does_not_enable_anybody(house: Organisation) -> None:
    mina = await house.person("Mina", status="disabled")
    await house.run(lambda c: set_password(c, mina, "digest"))
    assert await status(house, mina) == "disabled"


async def test_a_better_digest_replaces_only_the_one_it_was_made_of(house: Organisation) -> None:
    mina = await house.person("Mina")
    await house.run(lambda c: set_password(c, mina, "chosen meanwhile"))
    await house.run(lambda c: upgrade_password(c, mina, old="digest", new="better"))
    stored = await house.value("SELECT password FROM identity.person WHERE id = :id", id=mina)
    assert stored == "chosen meanwhile"
