"""What Valkey is left with, and what happens when its clock or its memory is not what it was."""

from __future__ import annotations

import asyncio

import pytest

from regie.core.limits import Asked, Claim, Decision, Limit, Names, ValkeyBuckets, Watch
from regie.core.valkey import ValkeyLink

from .conftest import NAMES

HOUR = Limit("hour", 10, 3600)


async def decide(link: ValkeyLink, claim: Claim, names: Names = NAMES) -> Decision:
    asked = Asked((claim,), (Watch("seen", 100, 60).of("203.0.113.7"),))
    return Decision.of(asked, await ValkeyBuckets(link, names).take(asked), local=False)


async def test_nobody_is_named_in_valkey(link: ValkeyLink) -> None:
    await decide(link, HOUR.of("203.0.113.7"))
    assert not any(b"203.0" in key for key in await link.send("KEYS", "*"))


async def test_an_address_cannot_be_found_from_its_hash_without_the_secret() -> None:
    assert Names(b"one").bucket("hour", "203.0.113.7") != Names(b"two").bucket(
        "hour", "203.0.113.7"
    )


async def test_namespaces_are_apart(link: ValkeyLink) -> None:
    for namespace in ("blue", "green"):
        decision = await decide(link, HOUR.of("a", cost=10), Names(b"one", namespace))
        assert decision.admitted


async def test_everything_expires(link: ValkeyLink) -> None:
    await decide(link, HOUR.of("a"))
    lives = [await link.send("PTTL", key) for key in await link.send("KEYS", "*")]
    assert all(0 < life <= 3_600_000 for life in lives)


async def test_a_bucket_outlives_its_backlog_by_a_moment(link: ValkeyLink) -> None:
    await decide(link, HOUR.of("a"))
    key = NAMES.bucket("hour", "a")
    until_us, lives_ms = int(await link.send("GET", key)), await link.send("PTTL", key)
    seconds, us = await link.send("TIME")
    left_us = until_us - int(seconds) * 1_000_000 - int(us)
    assert lives_ms * 1000 >= left_us - 1000


async def test_after_its_clock_was_set_back_nobody_waits_longer_than_a_bucket_takes(
    link: ValkeyLink,
) -> None:
    in_eight_days = 8 * 86_400 * 1_000_000 + int((await link.send("TIME"))[0]) * 1_000_000
    await link.send("SET", NAMES.bucket("hour", "a"), in_eight_days)
    assert (await decide(link, HOUR.of("a"))).retry_after_s == 360
    assert 0 < await link.send("PTTL", NAMES.bucket("hour", "a")) <= 3_600_001


async def test_a_server_that_lost_its_scripts_is_told_them_again(link: ValkeyLink) -> None:
    await link.send("SCRIPT", "FLUSH")
    assert (await decide(link, HOUR.of("a"))).admitted


async def test_a_decision_is_one_command(link: ValkeyLink) -> None:
    await decide(link, HOUR.of("a"))
    before = await _commands(link)
    await decide(link, HOUR.of("a"))
    assert await _commands(link) - before == 1


async def _commands(link: ValkeyLink) -> int:
    info: bytes = await link.send("INFO", "commandstats")
    named = (line for line in info.decode().splitlines() if line.startswith("cmdstat_"))
    counts = {line.split(":")[0]: int(line.split("calls=")[1].split(",")[0]) for line in named}
    return counts.get("cmdstat_evalsha", 0) + counts.get("cmdstat_eval", 0)


@pytest.mark.parametrize("scripts", ["known", "forgotten"])
async def test_decisions_of_one_turn_are_each_their_own(link: ValkeyLink, scripts: str) -> None:
    if scripts == "forgotten":
        await link.send("SCRIPT", "FLUSH")
    buckets, watch = ValkeyBuckets(link, NAMES), Watch("seen", 100, 60)
    asked = [
        Asked((HOUR.of(f"{index % 3}"), HOUR.of(f"own {index}", cost=index)), (watch.of("all"),))
        for index in range(90)
    ]
    found = await asyncio.gather(*(buckets.take(each) for each in asked))
    admitted = [Decision.of(*pair, local=False).admitted for pair in zip(asked, found, strict=True)]
    assert admitted == [index <= 10 for index in range(90)]
    assert [each.counts for each in found] == [[index + 1] for index in range(90)]


@pytest.mark.parametrize("spoiled", ["RPUSH", "SET"])
async def test_a_spoiled_key_fails_nobody_and_is_mended(link: ValkeyLink, spoiled: str) -> None:
    await link.send(spoiled, NAMES.bucket("hour", "a"), "no bucket")
    decisions = await asyncio.gather(*(decide(link, HOUR.of(who, cost=10)) for who in "abab"))
    assert [decision.admitted for decision in decisions] == [True, True, False, False]
