"""Limits at the edge: what meets them, and what an answer tells of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from regie.bootstrap import build_asgi, build_runtime, configure

SETTINGS = {
    "REGIE_ENV": "development",
    "REGIE_DATABASE_URL": "postgresql:///nobody-there",
    "REGIE_REDIS_URL": "none",
    "REGIE_WORKERS": "1",
    "REGIE_REQUESTS_A_MINUTE": "3",
    "REGIE_TRUSTED_PROXIES": "127.0.0.0/8",
}
ABOUT = "/api/v1/about"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = build_asgi(build_runtime(configure(SETTINGS)))
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("path", [ABOUT, "/api/v1/nowhere"])
async def test_the_fourth_of_three_is_refused(client: httpx.AsyncClient, path: str) -> None:
    statuses = [(await client.get(path)).status_code for _ in range(4)]
    assert (429 in statuses[:3], statuses[3]) == (False, 429)


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz"])
async def test_pages_and_probes_meet_no_limit(client: httpx.AsyncClient, path: str) -> None:
    assert all([(await client.get(path)).status_code != 429 for _ in range(6)])


async def test_an_admitted_answer_tells_what_is_left(client: httpx.AsyncClient) -> None:
    answer = await client.get(ABOUT)
    assert answer.headers["RateLimit-Policy"] == '"address";q=3;w=60'
    assert answer.headers["RateLimit"].startswith('"address";r=2;t=')


async def test_a_refusal_says_when_to_come_back(client: httpx.AsyncClient) -> None:
    for _ in range(3):
        await client.get(ABOUT)
    refusal = await client.get(ABOUT)
    assert refusal.json()["code"] == "limits.exceeded"
    assert 1 <= int(refusal.headers["Retry-After"]) <= 20


async def test_each_address_has_its_own(client: httpx.AsyncClient) -> None:
    for _ in range(4):
        await client.get(ABOUT, headers={"X-Forwarded-For": "198.51.100.1"})
    answer = await client.get(ABOUT, headers={"X-Forwarded-For": "198.51.100.2"})
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["X-Real-IP", "CF-Connecting-IP", "Forwarded", "True-Client-IP"])
async def test_a_header_that_changes_all_the_time_is_no_way_round(
    client: httpx.AsyncClient, header: str
) -> None:
    """What contradicts the proxy counts as the proxy's own, all of it together."""
    statuses = [
        (
            await client.get(
                ABOUT,
                headers={
                    "X-Forwarded-For": f"203.0.113.{number}, 198.51.100.1",
                    header: f"192.0.2.{number}",
                },
            )
        ).status_code
        for number in range(1, 12)
    ]
    assert statuses.count(200) == 3
