"""What only concerns Celery; the contract holds the messages against it."""

from __future__ import annotations

import pytest

from regie.core.tasks import CeleryWakes, WakesAway
from regie.core.tasks.celery_worker import kombu_url
from regie.core.valkey import Valkey


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://:p@host:6379/1", "redis://:p@host:6379/1"),
        (
            "unix://:p%2Fw@/run/state.sock?db=3",
            "redis+socket://:p%2Fw@/run/state.sock?virtual_host=3",
        ),
        ("unix://:p@/run/state.sock", "redis+socket://:p@/run/state.sock?virtual_host=0"),
    ],
)
def test_an_address_is_spelt_as_kombu_reads_it(url: str, expected: str) -> None:
    assert kombu_url(url) == expected


@pytest.mark.parametrize("ask", [lambda wakes: wakes.wake(1), lambda wakes: wakes.waiting()])
async def test_a_server_that_is_away_is_said_to_be(ask) -> None:
    nowhere = Valkey("state", "redis://127.0.0.1:1/0")
    await nowhere.open()
    with pytest.raises(WakesAway):
        await ask(CeleryWakes(nowhere))
    await nowhere.close()
