"""`regie cache`, on servers of the operator's own."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from cacheplay import HERE, Order
from regie.core.cache import Cache, Policy
from regie.core.valkey import ValkeyLink
from served import outside

Outcome = subprocess.CompletedProcess[str]
Regie = Callable[..., Outcome]


@pytest.fixture
def regie(demo: dict[str, str]) -> Regie:
    def run(*arguments: str, **more: str) -> Outcome:
        return subprocess.run(
            [sys.executable, "-m", "regie.entrypoints.cli", "cache", *arguments],
            env={**outside(), **demo, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


async def _tell(cache: Cache) -> None:
    """As a process does: what was told a while ago counts for nothing."""
    while True:
        await asyncio.sleep(1)
        await cache.tell()


async def test_it_adds_up_what_processes_told_and_clears_what_they_hold(
    regie: Regie, demo: dict[str, str]
) -> None:
    links = [ValkeyLink(name, demo["REGIE_CACHE_URL"]) for name in ("cache", "news")]
    cache = Cache(*links)
    for link in links:
        await link.open()
    region = cache.region("command", Order, Policy(ttl_s=60))

    async def load() -> Order:
        return Order("CL-1", "first")

    for _ in range(2):
        await region.get_or_load(HERE, (), load)
    telling = asyncio.create_task(_tell(cache))
    await cache.tell()
    seen = await asyncio.to_thread(regie, "stats", "--prefix", "command", "--json")
    telling.cancel()
    cleared = await asyncio.to_thread(regie, "clear", "--prefix", "command")
    peeked = region.peek(HERE, ())
    await cache.close()
    for link in links:
        await link.close()
    (told,) = json.loads(seen.stdout)["prefixes"]
    assert (told["loads"], told["memory_hits"], told["hit_ratio"]) == (1, 1, 0.5)
    assert (cleared.returncode, peeked) == (0, None)


def test_both_a_prefix_and_a_tag_are_refused(regie: Regie) -> None:
    assert "either --prefix or --tag" in regie("clear", "--prefix", "a", "--tag", "b").stderr


def test_without_valkey_it_says_why_there_is_nothing_to_see(
    regie: Regie, demo: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CACHE", "BROKER", "RESULTS"):
        monkeypatch.delitem(demo, f"REGIE_{name}_URL")
    assert "out of reach" in regie("stats", REGIE_REDIS_URL="none").stderr
