"""How long a refusal takes does not tell whether there is such an account."""

from __future__ import annotations

from collections.abc import Iterator
from math import erfc, sqrt
from random import Random
from statistics import median
from time import perf_counter

import bcrypt
import pytest

from regie.identity.signin.throttle import ACCOUNTS, TRIES
from signinplay import PASSWORD, Browser, Site

TRIES_OF_EACH = 2_000
MOST_MS = 0.2
LEAST_P = 0.001
_SEED = 20261121

pytestmark = pytest.mark.long


def chance(ones: list[float], others: list[float]) -> float:
    """That two samples of one distribution differ as much (Mann-Whitney's U, both sides, by the
    normal approximation, which is good from 20 on; ties are too rare among times to matter)."""
    ranked = sorted([(value, 0) for value in ones] + [(value, 1) for value in others])
    of_ones = sum(rank for rank, (_, which) in enumerate(ranked, 1) if which == 0)
    n, m = len(ones), len(others)
    u = of_ones - n * (n + 1) / 2
    z = (u - n * m / 2) / sqrt(n * m * (n + m + 1) / 12)
    return erfc(abs(z) / sqrt(2))


@pytest.mark.parametrize(("shift", "told"), [(0.0, False), (0.2, True)])
def test_the_statistics_tell_a_difference_from_none(shift: float, *, told: bool) -> None:
    random = Random(_SEED)
    ones = [random.gauss(25.0, 1.0) for _ in range(TRIES_OF_EACH)]
    others = [random.gauss(25.0 + shift, 1.0) for _ in range(TRIES_OF_EACH)]
    assert (chance(ones, others) < LEAST_P) is told


def browsers(site: Site) -> Iterator[Browser]:
    """Another address for each twenty accounts, of both kinds together."""
    while True:
        browser = site.browser()
        for _ in range(ACCOUNTS // 2):
            yield browser


async def took_ms(browser: Browser, email: str, password: str) -> float:
    started = perf_counter()
    answer = await browser.sign_in(email, password)
    elapsed_ms = (perf_counter() - started) * 1000
    assert answer.status_code == 401
    return elapsed_ms


async def told_apart(
    site: Site, known: list[str], unknown: list[str], password: str
) -> tuple[float, float]:
    """Difference of the medians in ms, and how probable it is by chance."""
    random = Random(_SEED)
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for browser, one, other in zip(browsers(site), known, unknown, strict=False):
        for _ in range(TRIES):
            pair = [("known", one), ("unknown", other)]
            random.shuffle(pair)
            for which, email in pair:
                times[which].append(await took_ms(browser, email, password))
    difference = median(times["known"]) - median(times["unknown"])
    return difference, chance(times["known"], times["unknown"])


@pytest.mark.parametrize("status", ["active", "disabled"])
async def test_known_and_unknown_accounts_take_the_same_time(site: Site, status: str) -> None:
    accounts = TRIES_OF_EACH // TRIES
    known = [(await site.person(status=status)).email for _ in range(accounts)]
    unknown = [f"{status}-nobody{number}@people.example" for number in range(accounts)]
    password = PASSWORD if status == "disabled" else "not the password"
    await took_ms(site.browser(), "warm-up@people.example", password)
    difference_ms, by_chance = await told_apart(site, known, unknown, password)
    print(f"medians {difference_ms:+.3f} ms apart, p = {by_chance:.4f}")  # noqa: T201 - the figure
    assert abs(difference_ms) < MOST_MS or by_chance >= LEAST_P, (difference_ms, by_chance)


async def test_accounts_with_bcrypt_take_the_same_time_as_any(site: Site) -> None:
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(12)).decode()
    known = [(await site.person(password=hashed)).email for _ in range(20)]
    unknown = [f"bcrypt-nobody{number}@people.example" for number in range(20)]
    site.services.sign_in.evenness.look_again()
    await took_ms(site.browser(), "bcrypt-warm-up@people.example", "x")
    difference_ms, by_chance = await told_apart(site, known, unknown, "not the password")
    print(f"medians {difference_ms:+.3f} ms apart, p = {by_chance:.4f}")  # noqa: T201 - the figure
    assert abs(difference_ms) < MOST_MS or by_chance >= LEAST_P, (difference_ms, by_chance)


async def test_without_the_wait_bcrypt_would_be_told_at_once(site: Site) -> None:
    """The proof of the above can fail."""
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(12)).decode()
    times = [[await _verified_ms(site, stored) for _ in range(20)] for stored in (hashed, None)]
    assert chance(*times) < LEAST_P


async def _verified_ms(site: Site, stored: str | None) -> float:
    started = perf_counter()
    await site.services.passwords.verify("not the password", stored)
    return (perf_counter() - started) * 1000
