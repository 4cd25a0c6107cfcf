"""The limit holds over all processes of an installation."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from people import add_person
from regie.identity.signin.throttle import TRIES
from served import Served, serving
from signinplay import SIGN_IN

AT_ONCE = 200
ADDRESSES = 50


@pytest.fixture
def two_workers(demo: dict[str, str]) -> Iterator[tuple[Served, Served]]:
    behind_a_proxy = {**demo, "REGIE_TRUSTED_PROXIES": "127.0.0.1/32"}
    with serving(behind_a_proxy) as one, serving(behind_a_proxy) as other:
        yield one, other


async def test_of_200_tries_at_once_over_50_addresses_and_2_processes_5_are_checked(
    demo: dict[str, str], two_workers: tuple[Served, Served]
) -> None:
    person = add_person(demo["REGIE_DATABASE_URL"])
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(limits=limits, timeout=60) as client:

        async def attempt(number: int) -> int:
            worker = two_workers[number % 2]
            answer = await client.post(
                worker.url + SIGN_IN,
                json={"email": person.email, "password": "not the password"},
                headers={
                    "X-Real-IP": f"198.51.100.{number % ADDRESSES}",
                    "X-Forwarded-Proto": "https",
                },
            )
            return answer.status_code

        statuses = Counter(await asyncio.gather(*map(attempt, range(AT_ONCE))))
        later = await asyncio.gather(*map(attempt, range(2 * ADDRESSES)))
    assert statuses[401] + later.count(401) == TRIES
    assert statuses.keys() <= {401, 429, 503}
