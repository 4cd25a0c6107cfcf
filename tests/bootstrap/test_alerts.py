"""What many processes notice at once is told once, and keeps no request waiting."""

from __future__ import annotations

import json

import pytest

from regie.bootstrap import Runtime
from regie.bootstrap.failures import FailureTeller
from regie.core.limits import ClientRules, Limit, RouteRules, Watch, client_limits
from regie.core.web import FailedRequest

from .conftest import AT, Listen, NewRuntime, Read

ADDRESS = "198.51.100.7"
ROUTE = "/api/v1/orders/track"
RULES = ClientRules(
    Limit("address", 600, 60),
    routes={ROUTE: RouteRules(watch=Watch("order-questions", threshold=100, window_s=60))},
)
ALERTS = "SELECT body FROM core.webhook_delivery WHERE event = 'requests.above_watch' ORDER BY body"


async def knock(runtime: Runtime, times: int, route: str = "/api/v1/about") -> None:
    for _ in range(times):
        await runtime.core.limiter.decide(client_limits(ADDRESS, route, RULES))


async def test_one_client_above_a_watch_is_one_event_of_all_processes(
    new_runtime: NewRuntime, listen: Listen, read: Read
) -> None:
    first, second = (new_runtime(REGIE_WORKERS="2") for _ in range(2))
    async with first.opened(relaying=False), second.opened(relaying=False):
        await listen(first)
        await knock(first, 60)
        await knock(second, 60)
    assert len(await read(ALERTS)) == 1


async def test_an_event_has_no_address(new_runtime: NewRuntime, listen: Listen, read: Read) -> None:
    runtime = new_runtime(REGIE_WORKERS="1", REGIE_JOB_WORKERS="0")
    async with runtime.opened(relaying=False):
        await listen(runtime)
        await knock(runtime, 120)
    ((body,),) = await read(ALERTS)
    assert ADDRESS not in body


async def test_what_all_clients_ask_together_is_nobody_s(
    new_runtime: NewRuntime, listen: Listen, read: Read
) -> None:
    runtime = new_runtime()
    async with runtime.opened(relaying=False):
        await listen(runtime)
        await knock(runtime, 120, ROUTE)
    told = [json.loads(body)["data"] for (body,) in await read(ALERTS)]
    assert {each["watch"]: "subject" in each for each in told} == {
        "client": True,
        "order-questions": False,
    }


async def test_a_route_that_fails_all_the_time_is_one_event_a_minute(
    new_runtime: NewRuntime, listen: Listen, read: Read
) -> None:
    first, second = new_runtime(), new_runtime()
    failed = FailedRequest("POST", ROUTE, 503, "unavailable", "a1")
    async with first.opened(relaying=False), second.opened(relaying=False):
        await listen(first)
        for runtime in (first, second):
            tell = FailureTeller(runtime.core.webhooks, lambda: AT)
            for _ in range(100):
                tell(failed)
    assert await read("SELECT count(*) FROM core.webhook_delivery WHERE event = 'api.error'") == [
        (1,)
    ]


@pytest.mark.parametrize(
    ("of", "told"), [("other", ["main", "other"]), ("main", ["main"]), (None, ["main"])]
)
async def test_a_failure_is_told_to_the_operator_and_to_whose_request_it_was(
    new_runtime: NewRuntime, listen: Listen, read: Read, of: str | None, told: list[str]
) -> None:
    runtime = new_runtime()
    async with runtime.opened(relaying=False):
        for tenant in ("main", "other", "third"):
            await listen(runtime, tenant=tenant)
        FailureTeller(runtime.core.webhooks, lambda: AT)(
            FailedRequest("POST", ROUTE, 503, "unavailable", "a1", of)
        )
    assert await read(
        "SELECT tenant FROM core.webhook_delivery WHERE event = 'api.error' ORDER BY 1"
    ) == [(tenant,) for tenant in told]
