"""The same question, asked again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import openai

from gatewayplay import Held, Tenant, ThreadedProvider, ask
from served import Served

EXACT = {"temperature": 0}


def cache_header(key: Held, gateway: Served, text: str, **more: object) -> str:
    created = key.client(gateway).chat.completions.with_raw_response.create(
        model="simple",
        messages=[{"role": "user", "content": text}],
        **more,  # type: ignore[arg-type]
    )
    created.parse()
    return created.headers["x-regie-cache"]


def test_what_leaves_nothing_to_chance_is_answered_again_for_nothing(
    gateway: Served, tenant: Tenant
) -> None:
    key = tenant.key()
    first = ask(key.client(gateway), "simple", "Une fois", **EXACT)
    again = ask(key.client(gateway), "simple", "Une fois", **EXACT)
    assert again == first
    assert [(call["cache"], call["cost_micros"] > 0) for call in key.booked(2)] == [
        ("miss", True),
        ("hit", False),
    ]


def test_the_header_says_which_it_was(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    assert [cache_header(key, gateway, "Deux fois", **EXACT) for _ in range(2)] == ["miss", "hit"]


def test_a_stream_is_answered_again_as_a_stream(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    first, again = (
        [
            chunk.choices[0].delta.content
            for chunk in ask(key.client(gateway), "simple", "En flux", stream=True, **EXACT)
        ]
        for _ in range(2)
    )
    assert (again, [call["cache"] for call in key.booked(2)]) == (first, ["miss", "hit"])


def test_what_may_differ_is_asked_anew(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    assert [cache_header(key, gateway, "Au hasard") for _ in range(2)] == ["miss", "miss"]


def test_the_cache_may_be_asked_for_and_refused(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    asked = [
        cache_header(key, gateway, "Choisi", extra_headers={"x-regie-cache": wanted})
        for wanted in ("on", "on", "off")
    ]
    assert asked == ["miss", "hit", "miss"]


def test_another_tenant_is_not_answered_from_it(
    gateway: Served, tenant: Tenant, provider: ThreadedProvider
) -> None:
    other = Tenant(tenant.dsn)
    other.provider(provider.url or "")
    other.model("simple")
    asked = [cache_header(each.key(), gateway, "À nous", **EXACT) for each in (tenant, other)]
    assert asked == ["miss", "miss"]


def test_many_who_ask_the_same_at_once_cost_one_answer(gateway: Served, tenant: Tenant) -> None:
    tenant.model("lent", "demo-rapide")
    key = tenant.key()
    with ThreadPoolExecutor(6) as threads:
        for done in [
            threads.submit(ask, key.client(gateway), "lent", "Ensemble", **EXACT) for _ in range(6)
        ]:
            done.result(20)
    assert sorted(call["cache"] for call in key.booked(6)) == ["hit"] * 5 + ["miss"]


def test_a_failure_is_not_remembered(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    client = key.client(gateway, max_retries=0)
    for _ in range(2):
        with suppress(openai.APIStatusError):
            ask(client, "demo-panne", "Encore", **EXACT)
    assert [call["cache"] for call in key.booked(2)] == ["miss", "miss"]
