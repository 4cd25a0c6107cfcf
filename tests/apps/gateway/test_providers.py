"""Providers that refuse, die, hang or break off: what the client sees, and what it costs."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import openai
import pytest

from gatewayplay import Held, Tenant, ThreadedProvider, a_provider, ask
from regie.core.db import DatabaseUrl
from served import Served


@pytest.fixture
def own(gateway_url: DatabaseUrl) -> Iterator[tuple[Tenant, ThreadedProvider]]:
    """A tenant with a provider that the test may end, and one that stays beside it."""
    tenant = Tenant.of(gateway_url)
    with a_provider() as mine, a_provider() as spare:
        tenant.provider(mine.url or "")
        tenant.provider(spare.url or "", "Secours")
        fallback = tenant.model("secours", provider="Secours")
        for name in ("simple", "demo-muet", "demo-coupe", "demo-refuse", "demo-panne"):
            tenant.model(name, fallback_id=fallback)
        tenant.model("seul", "simple")
        tenant.model("refuse-seul", "demo-refuse")
        yield tenant, mine


Own = tuple[Tenant, ThreadedProvider]


def client_of(key: Held, gateway: Served) -> openai.OpenAI:
    return key.client(gateway, max_retries=0)


def test_a_kept_connection_that_died_meanwhile_is_replaced(gateway: Served, own: Own) -> None:
    tenant, mine = own
    key = tenant.key()
    ask(client_of(key, gateway), "seul")
    mine.closes_next = True
    ask(client_of(key, gateway), "seul")
    assert [call["outcome"] for call in key.booked(2)] == ["done", "done"]


def test_a_new_connection_that_dies_is_not_asked_twice(gateway: Served, own: Own) -> None:
    tenant, mine = own
    tenant.model("muet-seul", "demo-muet")
    with pytest.raises(openai.APIStatusError):
        ask(client_of(tenant.key(), gateway), "muet-seul")
    assert mine.asked == 1


@pytest.mark.parametrize("name", ["demo-muet", "demo-refuse", "demo-panne"])
@pytest.mark.parametrize("stream", [False, True])
def test_the_fallback_answers_for_a_provider_that_does_not(
    gateway: Served, own: Own, name: str, stream: bool
) -> None:
    key = own[0].key()
    answer = ask(client_of(key, gateway), name, stream=stream)
    if stream:
        list(answer)
    assert (call := key.booked()[0])["provider"] == "Secours"
    assert call["tokens_out"] > 10


def test_a_stream_that_has_begun_has_no_fallback(gateway: Served, own: Own) -> None:
    key = own[0].key()
    with pytest.raises(openai.APIError):
        list(ask(client_of(key, gateway), "demo-coupe", stream=True))
    assert (call := key.booked()[0])["provider"] == "Essai"
    assert call["outcome"] == "broke_off"


def test_a_provider_that_asks_to_wait_is_waited_for(gateway: Served, own: Own) -> None:
    tenant, mine = own
    key = tenant.key()
    for _ in range(2):
        with pytest.raises(openai.APIStatusError) as refused:
            ask(client_of(key, gateway), "refuse-seul")
    assert (mine.asked, 0 < int(refused.value.response.headers["retry-after"]) <= 20) == (1, True)
    assert key.balance.spent == key.balance.reserved == 0


def test_a_provider_that_fails_three_times_is_left_alone(gateway: Served, own: Own) -> None:
    tenant, mine = own
    tenant.model("panne-seule", "demo-panne")
    client = client_of(tenant.key(), gateway)
    for _ in range(5):
        with pytest.raises(openai.APIStatusError):
            ask(client, "panne-seule")
    assert mine.asked == 3


def test_a_provider_that_answers_again_is_well(gateway: Served, own: Own) -> None:
    tenant, _ = own
    tenant.model("panne-seule", "demo-panne")
    client = client_of(tenant.key(), gateway)
    with pytest.raises(openai.APIStatusError):
        ask(client, "panne-seule")
    ask(client, "seul")
    assert (
        tenant.value(
            "SELECT failures FROM gateway.provider WHERE id = %s", tenant.providers["Essai"]
        )
        == 0
    )


@contextmanager
def process_of_a_provider() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "regie.apps.gateway.demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


@pytest.mark.parametrize(
    ("how", "status"), [(signal.SIGKILL, 503), (signal.SIGSTOP, 504)], ids=["killed", "hung"]
)
def test_a_provider_that_is_gone_costs_nothing(
    gateway: Served, gateway_url: DatabaseUrl, how: signal.Signals, status: int
) -> None:
    tenant = Tenant.of(gateway_url)
    with process_of_a_provider() as (process, url):
        tenant.provider(url)
        tenant.model("simple")
        key = tenant.key()
        ask(client_of(key, gateway), "simple")
        spent = key.booked()[0]["cost_micros"]
        process.send_signal(how)
        with pytest.raises(openai.APIStatusError) as refused:
            ask(client_of(key, gateway), "simple")
    key.booked(2)
    assert (refused.value.status_code, key.balance.spent) == (status, spent)


def test_a_slow_provider_is_waited_for(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    assert ask(client_of(key, gateway), "demo-lent", max_tokens=2).usage.completion_tokens == 2
