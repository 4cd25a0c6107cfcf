"""Whatever happens in whatever order, nobody who asks after an invalidation gets what was before.

Two processes, each with its two connections through wires that can be cut; loads that read the
source and then wait as long as it pleases; evicted versions, flushed servers, lost messages. The
model holds, per process and tag, the oldest state that may still be served there.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cacheplay import HERE, PATIENT, Clock
from regie.core.cache import Cache, Policy, Region
from regie.core.cache.cache import DEGRADED_S
from regie.core.embedded import EmbeddedValkey
from regie.core.valkey import ValkeyLink
from upheaval import until
from wire import Wire, wired

State = dict[str, int]
TAGS_OF = {"one": ("a",), "both": ("a", "b")}

whos = st.integers(0, 1)
tags = st.sampled_from("ab")
keys = st.sampled_from(sorted(TAGS_OF))


@dataclass
class Peer:
    wires: list[Wire]
    links: list[ValkeyLink]
    cache: Cache
    region: Region[State]
    floor: State = field(default_factory=lambda: {"a": 0, "b": 0})
    """States before these must not be served to who asks now."""
    overheard: State = field(default_factory=dict)
    """What was invalidated while it was deaf."""
    untold: State = field(default_factory=dict)
    """What it invalidated while it could not speak."""


@dataclass
class Asked:
    task: asyncio.Task[State]
    floor: State

    def check(self) -> None:
        found = self.task.result()
        stale = {tag: at for tag, at in found.items() if at < self.floor[tag]}
        assert not stale, f"{found} is older than {self.floor}"


class Interleavings(RuleBasedStateMachine):
    server: ClassVar[EmbeddedValkey]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.clock = Clock()
        self.state: State = {"a": 0, "b": 0}
        self.gates: list[asyncio.Event] = []
        self.asked: list[Asked] = []
        self.peers = [self.run(self.new_peer()) for _ in range(2)]

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(doing)

    async def new_peer(self) -> Peer:
        wires: list[Wire] = []
        links: list[ValkeyLink] = []
        for name in ("cache", "cache bus"):
            folder = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="regie-w-"))
            wires.append(
                await self.stack.enter_async_context(wired(self.server.socket, Path(folder)))
            )
            url = self.server.url.replace(str(self.server.socket.parent), folder)
            links.append(ValkeyLink(name, url, limits=PATIENT, heartbeat_s=60))
        cache = Cache(*links, namespace="test:interleavings", now=self.clock)
        for link in links:
            await link.open()
            self.stack.push_async_callback(link.close)
        self.stack.push_async_callback(cache.close)
        region: Region[State] = cache.region("state", dict[str, int], Policy(ttl_s=600))
        return Peer(wires, links, cache, region)

    async def load(self, key: str) -> State:
        read = {tag: self.state[tag] for tag in TAGS_OF[key]}
        gate = asyncio.Event()
        self.gates.append(gate)
        await gate.wait()
        return read

    async def tell(self, teller: Peer, tag: str, state: int) -> None:
        """Valkey knows it: so do all that hear, and the others in time."""
        for peer in self.peers:
            if peer is teller:
                continue
            if peer.links[1].up:
                await peer.links[1].send("PING")  # comes after what was published before
                peer.floor[tag] = max(peer.floor[tag], state)
            else:
                peer.overheard[tag] = state

    @rule(who=whos, key=keys, at_once=st.sampled_from([True, True, False]))
    def ask(self, who: int, key: str, at_once: bool) -> None:
        peer = self.peers[who]

        async def begin() -> None:
            asking = peer.region.get_or_load(
                HERE, (key,), lambda: self.load(key), tags=TAGS_OF[key]
            )
            self.asked.append(Asked(asyncio.create_task(asking), dict(peer.floor)))
            await asyncio.sleep(0.001)

        self.run(begin())
        if at_once:
            self.finish_loads()

    @rule()
    def finish_loads(self) -> None:
        for gate in self.gates:
            gate.set()
        self.gates.clear()
        self.run(asyncio.sleep(0.001))

    @rule(who=whos, tag=tags)
    def change_and_invalidate(self, who: int, tag: str) -> None:
        self.state[tag] += 1
        peer, state = self.peers[who], self.state[tag]

        async def say() -> None:
            told = await peer.cache.invalidate(tag)
            peer.floor[tag] = state
            if told:
                await self.tell(peer, tag, state)
            else:
                peer.untold[tag] = state

        self.run(say())

    @rule(who=whos, which=st.sampled_from([(0,), (1,), (1,), (0, 1)]))
    def cut(self, who: int, which: tuple[int, ...]) -> None:
        peer = self.peers[who]
        for number in which:
            peer.wires[number].away = True
            peer.wires[number].cut()
        self.run(until(lambda: not any(peer.links[number].up for number in which)))

    @rule(who=whos)
    def heal(self, who: int) -> None:
        peer = self.peers[who]
        for wire in peer.wires:
            wire.away = False

        async def reconnect() -> None:
            for link in peer.links:
                await link.ping()
            self.catch_up(peer)
            untold, peer.untold = peer.untold, {}
            for tag, state in untold.items():
                await self.tell(peer, tag, state)

        self.run(reconnect())

    @rule()
    def let_time_pass(self) -> None:
        self.clock.pass_s(DEGRADED_S)
        for peer in self.peers:
            self.catch_up(peer)

    def catch_up(self, peer: Peer) -> None:
        for tag, state in peer.overheard.items():
            peer.floor[tag] = max(peer.floor[tag], state)
        peer.overheard.clear()

    @rule(tag=st.sampled_from(["a", "b", "everything"]))
    def evict(self, tag: str) -> None:
        if tag == "everything":
            self.at_valkey("FLUSHALL")
        else:
            self.at_valkey("DEL", f"test:interleavings:v:g:{tag}")

    def at_valkey(self, *command: str) -> None:
        for peer in self.peers:
            if peer.links[0].up:

                async def send(link: ValkeyLink = peer.links[0]) -> None:
                    await link.send(*command)

                self.run(send())
                return

    @invariant()
    def check_answers(self) -> None:
        for asked in [each for each in self.asked if each.task.done()]:
            self.asked.remove(asked)
            asked.check()

    def teardown(self) -> None:
        async def end() -> None:
            while pending := [each.task for each in self.asked if not each.task.done()]:
                for gate in self.gates:
                    gate.set()
                await asyncio.wait(pending, timeout=0.01)
            for peer in self.peers:
                for wire in peer.wires:
                    wire.away = False

        self.run(end())
        try:
            self.check_answers()
        finally:
            self.run(self.stack.aclose())
            self.run(self.let_wires_end())
            self.loop.close()

    async def let_wires_end(self) -> None:
        mine = asyncio.current_task()
        left = asyncio.all_tasks() - {mine}
        if left:
            await asyncio.wait(left, timeout=1)
        await asyncio.sleep(0.002)


@pytest.mark.parametrize("examples", [pytest.param(40), pytest.param(2000, marks=pytest.mark.long)])
def test_nobody_gets_what_was_before_an_invalidation(valkey: EmbeddedValkey, examples: int) -> None:
    Interleavings.server = valkey
    run_state_machine_as_test(
        Interleavings,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
