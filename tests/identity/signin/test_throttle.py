"""Tries are counted before they are made, and no more are let through than that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.identity.signin.errors import TooManyTries
from regie.identity.signin.repository import Tried
from regie.identity.signin.throttle import ACCOUNTS, TRIES, Throttle

_numbers = count(1)


@pytest.fixture
def account() -> str:
    """Of one test only."""
    return f"somebody{next(_numbers)}@example.fr"


@pytest.fixture
def address() -> str:
    return f"192.0.2.{next(_numbers)}"


@pytest.fixture
def age(database: Database) -> Callable[[str], object]:
    """Makes all tries so far older by that long."""

    async def older(by: str) -> None:
        async with database.begin() as connection:
            await connection.execute(
                text(
                    "UPDATE identity.sign_in_try SET at = ARRAY("
                    "SELECT moment - CAST(:by AS text)::interval FROM unnest(at) AS moment)"
                ),
                {"by": by},
            )

    return older


async def let_through(throttle: Throttle, *tries: Tried) -> int:
    """How many of them, made at the same time."""
    outcomes = await asyncio.gather(*map(throttle.reserve, tries), return_exceptions=True)
    unexpected = [each for each in outcomes if not isinstance(each, int | TooManyTries)]
    assert unexpected == []
    return sum(isinstance(each, int) for each in outcomes)


async def refusal(throttle: Throttle, tried: Tried) -> TooManyTries:
    with pytest.raises(TooManyTries) as refused:
        await throttle.reserve(tried)
    return refused.value


async def exhaust(throttle: Throttle, tried: Tried) -> None:
    for _ in range(TRIES):
        await throttle.reserve(tried)


async def test_of_200_tries_at_once_from_50_addresses_5_are_let_through(
    throttle: Throttle, account: str
) -> None:
    tries = [throttle.at_account(account, f"198.51.100.{n % 50}") for n in range(200)]
    assert await let_through(throttle, *tries) == TRIES


async def test_the_sixth_try_is_let_through_when_the_first_is_15_minutes_old(
    throttle: Throttle, account: str, address: str, age: Callable
) -> None:
    await throttle.reserve(throttle.at_account(account, address))
    await age("14 min")
    for _ in range(TRIES - 1):
        await throttle.reserve(throttle.at_account(account, address))
    await age("61 s")
    assert await throttle.reserve(throttle.at_account(account, address)) == TRIES


async def test_two_windows_together_let_no_more_through(
    throttle: Throttle, account: str, address: str, age: Callable
) -> None:
    await throttle.reserve(throttle.at_account(account, address))
    await age("14 min")
    tries = [throttle.at_account(account, address)] * 20
    await let_through(throttle, *tries)
    await age("2 min")
    assert await let_through(throttle, *tries) == 1


async def test_a_refused_try_puts_nothing_off(
    throttle: Throttle, account: str, address: str, age: Callable
) -> None:
    await exhaust(throttle, throttle.at_account(account, address))
    await age("14 min")
    await refusal(throttle, throttle.at_account(account, address))
    await age("1 min")
    assert await throttle.reserve(throttle.at_account(account, address)) == 1


async def test_a_refusal_says_when_the_next_try_is_heard(
    throttle: Throttle, account: str, address: str, age: Callable
) -> None:
    await exhaust(throttle, throttle.at_account(account, address))
    await age("10 min")
    refused = await refusal(throttle, throttle.at_account(account, address))
    assert refused.retry_after_s == pytest.approx(300, abs=5)


async def test_a_stranger_does_not_lock_a_known_device_out(
    throttle: Throttle, account: str
) -> None:
    tries = [throttle.at_account(account, f"198.51.100.{n}") for n in range(40)]
    await let_through(throttle, *tries)
    assert await throttle.reserve(throttle.at_device(account, "device")) == 1


async def test_a_known_device_has_5_tries_of_its_own(throttle: Throttle, account: str) -> None:
    tries = [throttle.at_device(account, "device")] * 30
    assert await let_through(throttle, *tries) == TRIES


async def test_20_accounts_may_fail_at_one_address(throttle: Throttle, address: str) -> None:
    tries = [throttle.at_account(f"p{n}@{address}", address) for n in range(60)]
    assert await let_through(throttle, *tries) == ACCOUNTS


async def test_five_typos_lock_no_colleague_behind_the_same_address(
    throttle: Throttle, account: str, address: str
) -> None:
    await exhaust(throttle, throttle.at_account(f"x{account}", address))
    assert await throttle.reserve(throttle.at_account(account, address)) == 1


async def test_an_address_that_is_full_takes_nothing_of_the_account(
    throttle: Throttle, account: str, address: str
) -> None:
    await let_through(
        throttle, *(throttle.at_account(f"p{n}@{address}", address) for n in range(ACCOUNTS))
    )
    for _ in range(2 * TRIES):
        await refusal(throttle, throttle.at_account(account, address))
    assert await throttle.reserve(throttle.at_account(account, f"{address}9")) == 1


async def test_an_account_that_has_failed_at_a_full_address_may_go_on(
    throttle: Throttle, address: str
) -> None:
    tries = [throttle.at_account(f"p{n}@{address}", address) for n in range(ACCOUNTS)]
    await let_through(throttle, *tries)
    assert await throttle.reserve(tries[0]) == 2


async def test_a_known_device_goes_on_behind_a_full_address(
    throttle: Throttle, account: str, address: str
) -> None:
    await let_through(
        throttle, *(throttle.at_account(f"p{n}@{address}", address) for n in range(ACCOUNTS))
    )
    assert await throttle.reserve(throttle.at_device(account, "device")) == 1


async def test_a_success_makes_room_at_the_address(throttle: Throttle, address: str) -> None:
    tries = [throttle.at_account(f"p{n}@{address}", address) for n in range(ACCOUNTS)]
    await let_through(throttle, *tries)
    await throttle.release(tries[0])
    newcomers = [throttle.at_account(f"n{n}@{address}", address) for n in range(10)]
    assert await let_through(throttle, *newcomers) == 1


async def test_an_address_full_of_tries_under_way_is_asked_again_soon(
    throttle: Throttle, account: str, address: str
) -> None:
    await let_through(
        throttle, *(throttle.at_account(f"p{n}@{address}", address) for n in range(ACCOUNTS))
    )
    refused = await refusal(throttle, throttle.at_account(account, address))
    assert refused.retry_after_s == 5


async def test_an_address_full_of_failures_is_free_when_the_oldest_has_gone(
    throttle: Throttle, account: str, address: str, age: Callable
) -> None:
    tries = [throttle.at_account(f"p{n}@{address}", address) for n in range(ACCOUNTS)]
    await throttle.reserve(tries[0])
    await age("10 min")
    await let_through(throttle, *tries[1:])
    await age("1 min")
    refused = await refusal(throttle, throttle.at_account(account, address))
    assert refused.retry_after_s == pytest.approx(240, abs=5)


@pytest.mark.parametrize("device", [None, "device"])
async def test_a_success_clears_the_counter(
    throttle: Throttle, account: str, address: str, device: str | None
) -> None:
    tried = (
        throttle.at_account(account, address)
        if device is None
        else throttle.at_device(account, device)
    )
    await exhaust(throttle, tried)
    await throttle.release(tried)
    assert await let_through(throttle, *[tried] * 20) == TRIES


async def test_tries_and_successes_at_one_address_never_wait_for_each_other_in_a_ring(
    throttle: Throttle, address: str
) -> None:
    async def come_and_go(account: str) -> None:
        for _ in range(10):
            tried = throttle.at_account(account, address)
            try:
                await throttle.reserve(tried)
            except TooManyTries:
                continue
            await throttle.release(tried)

    await asyncio.gather(*(come_and_go(f"p{n % 4}@{address}") for n in range(12)))


async def test_the_table_names_nobody(
    throttle: Throttle, database: Database, account: str, address: str
) -> None:
    await throttle.reserve(throttle.at_account(account, address))
    async with database.begin() as connection:
        rows = await connection.execute(text("SELECT sign_in_try::text FROM identity.sign_in_try"))
        kept = " ".join(row for (row,) in rows)
    as_bytes = "".join(f"{byte:02x}" for byte in account.encode())
    assert account not in kept
    assert as_bytes not in kept
