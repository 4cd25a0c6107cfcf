"""At the edge of a budget: many at once, over several processes, with one killed in between."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import openai
import pytest

from gatewayplay import MICROS_A_TOKEN, Held, Tenant, ThreadedProvider, a_provider, ask
from regie.apps.gateway.demo.provider import Manner
from regie.core.db import DatabaseUrl
from served import Served, serving

TOKENS = 10
WORST = TOKENS * MICROS_A_TOKEN
FIT = 5
AT_ONCE = 16
IN_DOOMED = 1
"""Of the streams, one that goes through the process that is killed: it begins before all others,
and does not end before it."""


@pytest.fixture
def edge(tenant: Tenant) -> Held:
    """A key whose budget is for five answers of ten tokens; reading is free."""
    for name in ("simple", "demo-lent"):
        tenant.execute(
            "UPDATE gateway.model SET price_in_micros = 0 WHERE tenant = %s AND name = %s",
            tenant.name,
            name,
        )
    return tenant.key(budget_micros=FIT * WORST)


def all_at_once(many: int, work: Callable[[int], str]) -> list[str]:
    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(work, range(many)))


def test_sixteen_streams_at_once_never_overspend(
    gateway: Served, gateway_environ: dict[str, str], edge: Held, provider: ThreadedProvider
) -> None:
    said_before = provider.words_said
    with serving(gateway_environ) as other:
        clients = [edge.client(served, max_retries=0) for served in (gateway, other)]

        def stream(number: int) -> str:
            try:
                chunks = ask(clients[number % 2], "simple", stream=True, max_tokens=TOKENS)
                list(chunks)
            except openai.RateLimitError as refused:
                return str(refused.code)
            return "answered"

        outcomes = all_at_once(AT_ONCE, stream)
        edge.booked(outcomes.count("answered"))
    balance = edge.balance
    assert (outcomes.count("answered"), balance.spent, balance.reserved) == (FIT, FIT * WORST, 0)
    assert (provider.words_said - said_before) * MICROS_A_TOKEN == balance.spent


def test_a_process_that_is_killed_in_between_leaves_nothing_overspent(
    gateway: Served, gateway_environ: dict[str, str], gateway_url: DatabaseUrl
) -> None:
    tenant = Tenant.of(gateway_url)
    with a_provider(langsam=Manner(each_s=0.05), endlos=Manner(each_s=30.0)) as provider:
        tenant.provider(provider.url or "")
        for model in ("langsam", "endlos"):
            tenant.model(model, price_in_micros=0)
        key = tenant.key(budget_micros=FIT * WORST)
        begun = threading.Barrier(FIT + 1, timeout=15)
        waiting = threading.Event()

        with serving(gateway_environ, exit_code=-signal.SIGKILL) as doomed:
            clients = [key.client(served, max_retries=0) for served in (gateway, doomed)]

            def stream(number: int) -> str:
                model = "endlos" if number == IN_DOOMED else "langsam"
                try:
                    chunks = ask(clients[number % 2], model, stream=True, max_tokens=TOKENS)
                    for place, _ in enumerate(chunks):
                        if place == 0:
                            begun.wait()
                            waiting.wait(10)
                except openai.RateLimitError as refused:
                    return str(refused.code)
                except (openai.APIError, OSError):
                    return "lost"
                except Exception as error:  # noqa: BLE001 - of the transport below the client
                    return type(error).__name__
                return "answered"

            with ThreadPoolExecutor(AT_ONCE) as threads:
                running = [threads.submit(stream, IN_DOOMED)]
                while not key.balance.reserved:
                    assert not running[0].done()
                    time.sleep(0.01)
                others = set(range(AT_ONCE)) - {IN_DOOMED}
                running += [threads.submit(stream, number) for number in others]
                begun.wait()
                assert (held := key.balance).spent + held.reserved <= FIT * WORST
                doomed.process.kill()
                waiting.set()
                outcomes = [each.result(30) for each in running]
        expire_now(tenant)
        balance = key.balance
        said = provider.words_said * MICROS_A_TOKEN
    assert outcomes.count("answered") < FIT
    assert (balance.reserved, said <= balance.spent <= FIT * WORST) == (0, True)


def expire_now(tenant: Tenant) -> None:
    """As the processes that are left do, once the time of a request is over."""
    late = "UPDATE gateway.reservation SET expires_at = now() - interval '1 s' WHERE tenant = %s"
    tenant.execute(late, tenant.name)
    tenant.execute("SELECT gateway.expire('Europe/Paris')")


def test_a_client_that_leaves_pays_for_what_was_said(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    stream = ask(key.client(gateway), "demo-lent", stream=True)
    next(iter(stream))
    stream.close()
    call = key.booked()[0]
    assert (call["outcome"], call["estimated"]) == ("left", True)
    assert call["cost_micros"] == key.balance.spent > 0


def test_an_answer_that_broke_off_is_paid_as_far_as_it_went(
    gateway: Served, tenant: Tenant
) -> None:
    key = tenant.key()
    with pytest.raises(openai.APIError):
        list(ask(key.client(gateway), "demo-coupe", stream=True))
    call = key.booked()[0]
    assert (call["outcome"], call["estimated"], call["tokens_out"] >= 12) == (
        "broke_off",
        True,
        True,
    )
    assert key.balance.spent == call["cost_micros"]


@pytest.mark.parametrize("stream", [False, True])
def test_what_nobody_counted_is_an_estimate(gateway: Served, tenant: Tenant, stream: bool) -> None:
    key = tenant.key()
    answer = ask(key.client(gateway), "sans-compte", stream=stream)
    if stream:
        list(answer)
    call = key.booked()[0]
    assert (call["estimated"], call["outcome"], call["tokens_out"] > 20) == (True, "done", True)


def test_what_is_left_of_a_reservation_is_given_back(gateway: Served, tenant: Tenant) -> None:
    key = tenant.key()
    ask(key.client(gateway), "simple", max_tokens=1)
    call = key.booked()[0]
    balance = key.balance
    assert (balance.reserved, balance.spent) == (0, call["cost_micros"])
