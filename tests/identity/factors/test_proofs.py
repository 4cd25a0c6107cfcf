"""Codes that count once, however they are tried."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from clockplay import SetClock
from regie.identity.factors import recovery, repository, totp
from regie.identity.factors.errors import CodeRefused
from regie.identity.signin.errors import TooManyTries

from .conftest import Holder

AT_ONCE = 100


async def outcomes(works: list[Awaitable[object]]) -> list[object]:
    return await asyncio.gather(*works, return_exceptions=True)


async def test_a_code_counts_once(mina: Holder) -> None:
    await mina.enrol()
    await mina.prove(mina.code())
    with pytest.raises(CodeRefused):
        await mina.prove(mina.code())


async def test_the_next_code_counts(mina: Holder, clock: SetClock) -> None:
    await mina.enrol()
    await mina.prove(mina.code())
    clock.move(totp.STEP_S)
    assert await mina.prove(mina.code()) == "done"


async def test_a_code_used_in_the_neighbouring_step_does_not_count_again(
    mina: Holder, clock: SetClock
) -> None:
    await mina.enrol()
    code = mina.code()
    await mina.prove(code)
    clock.move(totp.STEP_S)
    with pytest.raises(CodeRefused):
        await mina.prove(code)


async def test_a_code_before_the_last_used_does_not_count(mina: Holder) -> None:
    await mina.enrol()
    await mina.prove(mina.code(1))
    with pytest.raises(CodeRefused):
        await mina.prove(mina.code())


async def test_a_clock_set_back_does_not_bring_codes_back(mina: Holder, clock: SetClock) -> None:
    await mina.enrol()
    clock.move(3600)
    await mina.prove(mina.code())
    clock.move(-3600)
    with pytest.raises(CodeRefused):
        await mina.prove(mina.code())


async def test_a_clock_set_forward_is_followed(mina: Holder, clock: SetClock) -> None:
    await mina.enrol()
    clock.move(3600)
    assert await mina.prove(mina.code()) == "done"


async def test_another_persons_code_does_not_count(mina: Holder, other: Holder) -> None:
    await mina.enrol()
    await other.enrol()
    with pytest.raises(CodeRefused):
        await mina.prove(other.code())


async def test_a_recovery_code_counts_once(mina: Holder) -> None:
    codes = await mina.enrol()
    await mina.prove(codes[3].upper())
    with pytest.raises(CodeRefused):
        await mina.prove(codes[3])


async def test_another_persons_recovery_code_does_not_count(mina: Holder, other: Holder) -> None:
    await mina.enrol()
    codes = await other.enrol()
    with pytest.raises(CodeRefused):
        await mina.prove(codes[0])


async def test_a_recovery_code_that_was_used_is_told_and_recorded(mina: Holder) -> None:
    codes = await mina.enrol()
    await mina.prove(codes[0])
    told, recorded = (await mina.mailed())[-1], (await mina.house.actions())[-1]
    assert (told, recorded) == ("Un code de secours a servi", "recovery.use")


async def test_a_refusal_is_recorded(mina: Holder) -> None:
    await mina.enrol()
    with pytest.raises(CodeRefused):
        await mina.prove("000000")
    assert await mina.house.actions() == ["factor.set", "factor.refuse"]


async def test_what_fails_uses_no_code_up(mina: Holder) -> None:
    codes = await mina.enrol()

    async def fail(_: object) -> None:
        raise LookupError

    proofs = mina.house.services.factors.proofs
    with pytest.raises(LookupError):
        await proofs.proven(mina.id, mina.house.tenant, codes[0], fail)
    assert await mina.prove(codes[0]) == "done"


async def test_after_five_wrong_codes_the_right_one_is_not_heard(mina: Holder) -> None:
    await mina.enrol()
    for _ in range(5):
        with pytest.raises(CodeRefused):
            await mina.prove("000000")
    with pytest.raises(TooManyTries):
        await mina.prove(mina.code())


async def test_a_right_code_clears_the_count(mina: Holder, clock: SetClock) -> None:
    codes = await mina.enrol()
    for code in codes[:2]:
        for _ in range(4):
            with pytest.raises(CodeRefused):
                await mina.prove("000000")
        await mina.prove(code)


async def test_of_many_at_once_no_more_than_five_are_heard(mina: Holder) -> None:
    await mina.enrol()
    found = await outcomes([mina.prove("000000") for _ in range(40)])
    heard = [each for each in found if isinstance(each, CodeRefused)]
    refused = [each for each in found if isinstance(each, TooManyTries)]
    assert (len(heard), len(refused)) == (5, 35)


async def test_of_many_sign_ins_at_once_with_one_code_one_succeeds(mina: Holder) -> None:
    await mina.enrol()
    found = await outcomes([mina.prove(mina.code()) for _ in range(AT_ONCE)])
    assert found.count("done") == 1


@pytest.mark.parametrize("kind", ["step", "recovery code"])
async def test_of_many_uses_that_the_throttle_would_let_through_one_succeeds(
    mina: Holder, kind: str
) -> None:
    codes = await mina.enrol()
    kept = await mina.house.run(lambda c: repository.kept(c, mina.id))
    step = totp.step_at(mina.clock())
    digest = recovery.digest_of(recovery.normal(codes[0]) or "", kept.recovery_salt)
    uses: dict[str, Callable[..., Awaitable[bool]]] = {
        "step": partial(repository.use_step, sealed=kept.sealed, step=step),
        "recovery code": partial(repository.use_recovery_code, digest=digest, now=mina.clock()),
    }

    async def use() -> bool:
        return await mina.house.run(lambda c: uses[kind](c, mina.id))

    found = await outcomes([use() for _ in range(AT_ONCE)])
    assert (found.count(True), found.count(False)) == (1, AT_ONCE - 1)
