"""Health says whether the installation serves, and hangs for nobody."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from regie.core.errors import Timeout
from regie.core.observe import Health, SwitchedOff
from regie.core.observe import health as health_module


@dataclass
class Server:
    """A stand-in for a server that answers, refuses or hangs."""

    name: str
    required: bool
    behaviour: str = "answers"
    pings: int = 0

    async def ping(self) -> None:
        self.pings += 1
        if self.behaviour == "refuses":
            raise ConnectionRefusedError("secret-host:5432")
        if self.behaviour == "gives up":
            raise Timeout("no answer within a time of its own")
        if self.behaviour == "is off":
            raise SwitchedOff
        if self.behaviour == "hangs":
            await asyncio.sleep(3600)


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_module, "PING_TIMEOUT_S", 0.02)


@pytest.mark.parametrize(
    ("required", "behaviour", "status"),
    [
        (True, "answers", "ready"),
        (True, "refuses", "unavailable"),
        (True, "hangs", "unavailable"),
        (False, "refuses", "degraded"),
        (False, "hangs", "degraded"),
    ],
)
async def test_the_status_follows_from_what_answers(
    required: bool, behaviour: str, status: str
) -> None:
    health = Health("1", [Server("a", True), Server("b", required, behaviour)])
    assert (await health.report()).status == status


async def test_draining_is_red_whatever_answers() -> None:
    health = Health("1", [Server("a", True)])
    health.draining = True
    assert not (await health.report()).serves


async def test_what_is_switched_off_is_said_and_degrades() -> None:
    report = await Health("1", [], switched_off=["cache"]).report()
    assert (report.status, report.resources[0].status) == ("degraded", "off")


async def test_a_check_may_say_that_it_is_switched_off() -> None:
    report = await Health("1", [Server("a", False, "is off")]).report()
    assert (report.status, report.resources[0].status) == ("degraded", "off")


async def test_a_failure_shows_no_text_of_the_exception() -> None:
    report = await Health("1", [Server("a", True, "refuses")]).report()
    assert report.resources[0].detail == "refused"


@pytest.mark.parametrize("behaviour", ["hangs", "gives up"])
async def test_silence_is_told_from_a_refusal(behaviour: str) -> None:
    report = await Health("1", [Server("a", True, behaviour)]).report()
    assert report.resources[0].detail == "timeout"


async def test_many_askers_at_once_make_one_ping() -> None:
    server = Server("a", True)
    health = Health("1", [server])
    await asyncio.gather(*(health.report() for _ in range(100)))
    assert server.pings == 1


async def test_an_asker_who_leaves_spoils_nothing_for_the_others() -> None:
    health = Health("1", [Server("a", True)])
    leaver = asyncio.create_task(health.report())
    stayer = asyncio.create_task(health.report())
    await asyncio.sleep(0)
    leaver.cancel()
    assert (await stayer).status == "ready"
