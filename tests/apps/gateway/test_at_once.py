"""One key, one address, many streams: a server with a hundred customers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import openai
import pytest

from gatewayplay import Held, Tenant
from served import Served, serving

MORE_THAN_AN_ADDRESS_MAY = 120
"""Live events of one address end at a hundred; those who ask here are no readers of pages."""


@pytest.fixture(scope="module")
def patient(gateway_environ: dict[str, str]) -> dict[str, str]:
    """So many streams share a provider in one thread: it may be silent for a while."""
    return {
        **gateway_environ,
        "REGIE_GATEWAY_FIRST_S": "30",
        "REGIE_GATEWAY_WHOLE_S": "60",
    }


@pytest.fixture(scope="module")
def usual(patient: dict[str, str]) -> Iterator[Served]:
    with serving(patient) as served:
        yield served


@pytest.fixture(scope="module")
def strict(patient: dict[str, str]) -> Iterator[Served]:
    with serving({**patient, "REGIE_GATEWAY_AT_ONCE_OF_KEY": "2"}) as served:
        yield served


@pytest.fixture
def key(tenant: Tenant) -> Held:
    return tenant.key()


async def answered(served: Served, key: Held, streams: int) -> list[str | openai.RateLimitError]:
    """What each of so many streams at once came to: its finish reason, or its refusal."""
    client = openai.AsyncOpenAI(
        api_key=key.secret, base_url=f"{served.url}/v1", max_retries=0, timeout=60
    )

    async def one() -> str | openai.RateLimitError:
        try:
            return await finished(client)
        except openai.RateLimitError as refused:
            return refused

    async with client:
        return await asyncio.gather(*(one() for _ in range(streams)))


async def finished(client: openai.AsyncOpenAI) -> str:
    asked: dict[str, Any] = {"model": "demo-lent", "stream": True}
    said = [{"role": "user", "content": "Bonjour"}]
    stream = await client.chat.completions.create(**asked, messages=said)
    return [chunk.choices[0].finish_reason async for chunk in stream][-1] or "broken off"


async def test_a_key_may_stream_more_than_an_address(usual: Served, key: Held) -> None:
    ends = await answered(usual, key, MORE_THAN_AN_ADDRESS_MAY)
    assert ends == ["stop"] * MORE_THAN_AN_ADDRESS_MAY


async def test_above_its_limit_a_key_is_told_to_wait(strict: Served, key: Held) -> None:
    ends = await answered(strict, key, 3)
    refused = [end for end in ends if isinstance(end, openai.RateLimitError)]
    assert [(each.type, each.response.headers["retry-after"]) for each in refused] == [
        ("rate_limit_error", "1")
    ]


async def test_who_has_ended_may_begin_again(strict: Served, key: Held) -> None:
    await answered(strict, key, 2)
    assert await answered(strict, key, 2) == ["stop", "stop"]


async def test_another_key_has_a_limit_of_its_own(
    strict: Served, tenant: Tenant, key: Held
) -> None:
    both = await asyncio.gather(answered(strict, key, 2), answered(strict, tenant.key(), 2))
    assert both == [["stop", "stop"]] * 2
