"""Setting a second factor, removing it, and who is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clockplay import SetClock
from peopleplay import Organisation
from regie.core.access import StepUpRequired
from regie.core.vault import SealBroken
from regie.identity.factors.errors import (
    CodeRefused,
    CodeWrong,
    FactorRequired,
    FactorSet,
    NoFactor,
)
from regie.identity.people.errors import PersonNotFound
from regie.identity.people.policy import set_factor_roles
from regie.identity.services import Services

from .conftest import Holder


async def seen(holder: Holder):
    factors = holder.house.services.factors
    return await holder.house.run(lambda c: factors.seen(c, holder.id))


async def remove(holder: Holder) -> None:
    factors = holder.house.services.factors
    await holder.house.run(lambda c: factors.remove(c, holder.acting))


async def test_it_counts_once_a_first_code_has_confirmed_it(mina: Holder) -> None:
    await mina.begin()
    before = (await seen(mina)).confirmed_at
    await mina.house.services.factors.confirm(mina.acting, mina.code())
    after = await seen(mina)
    assert (before, after.confirmed_at, after.codes_left) == (None, mina.clock(), 10)


async def test_what_was_only_begun_opens_nothing(mina: Holder) -> None:
    await mina.begin()
    with pytest.raises(CodeRefused):
        await mina.prove(mina.code())


async def test_another_persons_code_does_not_confirm_it(mina: Holder, other: Holder) -> None:
    await mina.begin()
    await other.begin()
    with pytest.raises(CodeWrong):
        await mina.house.services.factors.confirm(mina.acting, other.code())


async def test_a_seed_that_was_begun_before_does_not_confirm_it(mina: Holder) -> None:
    await mina.begin()
    former = mina.code()
    await mina.begin()
    with pytest.raises(CodeWrong):
        await mina.house.services.factors.confirm(mina.acting, former)


async def test_the_code_that_confirmed_it_opens_nothing_more(mina: Holder) -> None:
    await mina.begin()
    code = mina.code()
    await mina.house.services.factors.confirm(mina.acting, code)
    with pytest.raises(CodeRefused):
        await mina.prove(code)


async def test_nothing_is_confirmed_that_was_not_begun(mina: Holder) -> None:
    with pytest.raises(NoFactor):
        await mina.house.services.factors.confirm(mina.acting, "123456")


async def test_a_confirmed_one_is_not_replaced(mina: Holder) -> None:
    await mina.enrol()
    with pytest.raises(FactorSet):
        await mina.begin()


async def test_wrong_first_codes_are_throttled(mina: Holder) -> None:
    await mina.begin()
    for _ in range(5):
        with pytest.raises(CodeWrong):
            await mina.house.services.factors.confirm(mina.acting, "000000")
    with pytest.raises(Exception, match="too_many_tries"):
        await mina.house.services.factors.confirm(mina.acting, mina.code())


async def test_who_must_set_one_need_not_step_up(mina: Holder) -> None:
    assert (await mina.begin(mina.enrolling)).seed


@pytest.mark.parametrize("act", ["begin", "remove", "renew_codes"])
async def test_an_open_session_alone_changes_nothing(mina: Holder, act: str) -> None:
    factors, acting = mina.house.services.factors, replace(mina.acting, stepped_up_until=None)
    acts = {
        "begin": lambda: mina.house.run(lambda c: factors.begin(c, acting)),
        "remove": lambda: mina.house.run(lambda c: factors.remove(c, acting)),
        "renew_codes": lambda: factors.renew_codes(acting),
    }
    with pytest.raises(StepUpRequired):
        await acts[act]()


async def test_it_is_not_removed_while_a_role_requires_it(mina: Holder) -> None:
    await mina.enrol()
    await mina.house.run(lambda c: set_factor_roles(c, mina.house.tenant, ["agent"]))
    with pytest.raises(FactorRequired):
        await remove(mina)


@pytest.mark.parametrize("where", ["another role", "another tenant"])
async def test_what_others_must_have_may_be_removed(
    mina: Holder, services: Services, where: str
) -> None:
    await mina.enrol()
    house = mina.house if where == "another role" else Organisation.new(services)
    role = "director" if where == "another role" else "agent"
    await house.run(lambda c: set_factor_roles(c, house.tenant, [role]))
    await remove(mina)
    assert await seen(mina) == (None, 0, False)


async def test_once_removed_no_code_opens_anything(mina: Holder) -> None:
    recovery = await mina.enrol()
    await remove(mina)
    for typed in (mina.code(), recovery[0]):
        with pytest.raises(CodeRefused):
            await mina.prove(typed)


async def test_there_must_be_one_to_be_removed(mina: Holder) -> None:
    with pytest.raises(NoFactor):
        await remove(mina)


async def test_new_recovery_codes_end_the_former(mina: Holder) -> None:
    former = await mina.enrol()
    renewed = await mina.house.services.factors.renew_codes(mina.acting)
    with pytest.raises(CodeRefused):
        await mina.prove(former[0])
    assert await mina.prove(renewed[0]) == "done"


async def test_an_administrator_removes_it_and_its_owner_is_told(
    mina: Holder, other: Holder
) -> None:
    await mina.enrol()
    factors = mina.house.services.factors
    await mina.house.run(lambda c: factors.reset(c, other.acting, mina.id))
    assert await mina.mailed() == [
        "Double authentification activée",
        "Double authentification retirée par un administrateur",
    ]


async def test_another_tenants_administrator_finds_nobody(mina: Holder, services: Services) -> None:
    await mina.enrol()
    elsewhere = Organisation.new(services)
    acting = await elsewhere.actor(("administrator", None))
    with pytest.raises(PersonNotFound):
        await elsewhere.run(lambda c: services.people.reset_factor(c, acting, mina.id))


async def test_an_administrator_does_not_reset_what_their_own_role_requires(
    mina: Holder, services: Services
) -> None:
    await mina.enrol()
    await mina.house.run(lambda c: set_factor_roles(c, mina.house.tenant, ["agent"]))
    rights = await mina.house.actor(("administrator", None), person=mina.id)
    acting = replace(mina.acting, reaches=rights.reaches)
    with pytest.raises(FactorRequired):
        await mina.house.run(lambda c: services.people.reset_factor(c, acting, mina.id))


async def test_every_change_is_told_and_recorded(mina: Holder) -> None:
    await mina.enrol()
    await mina.house.services.factors.renew_codes(mina.acting)
    await remove(mina)
    assert (await mina.mailed(), await mina.house.actions()) == (
        [
            "Double authentification activée",
            "Codes de secours renouvelés",
            "Double authentification désactivée",
        ],
        ["factor.set", "recovery.renew", "factor.remove"],
    )


async def test_every_process_reads_the_person_anew(mina: Holder) -> None:
    before = await mina.house.version(mina.id)
    await mina.enrol()
    await remove(mina)
    assert await mina.house.version(mina.id) == before + 2


async def test_no_table_holds_the_seed_or_a_recovery_code(mina: Holder) -> None:
    recovery = await mina.enrol()
    tables = ("identity.factor", "identity.recovery_code", "core.mail", "identity.audit_payload")
    for table in tables:
        rows = await mina.house.value(
            f"SELECT coalesce(string_agg(t::text, ''), '') FROM {table} t"
        )
        assert mina.seed not in rows
        assert not any(code in rows for code in recovery)


async def test_a_seed_moved_to_another_person_opens_nothing(mina: Holder, other: Holder) -> None:
    await mina.enrol()
    await other.enrol()
    await mina.house.value(
        "UPDATE identity.factor SET seed = (SELECT seed FROM identity.factor WHERE person_id = :of)"
        " WHERE person_id = :to RETURNING 1",
        of=other.id,
        to=mina.id,
    )
    with pytest.raises(SealBroken):
        await mina.prove(other.code())


async def test_a_clock_that_is_a_step_late_does_not_hinder(mina: Holder, clock: SetClock) -> None:
    await mina.begin()
    await mina.house.services.factors.confirm(mina.acting, mina.code(-1))
    assert await mina.prove(mina.code()) == "done"
