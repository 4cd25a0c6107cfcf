"""Webhooks reach receivers as bad as receivers get, whatever happens to whoever sends them.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from regie.core.db import Database, DatabaseUrl
from regie.core.vault import Vault
from regie.core.webhooks import (
    Draft,
    Secret,
    WebhookEvent,
    Webhooks,
    create_endpoint,
    verify,
)

from .webhook_relay import KEY, webhooks_of

RELAY = Path(__file__).with_name("webhook_relay.py")
RECEIVER = Path(__file__).with_name("webhook_receiver.py")
NEVER_S = 60.0
LEASE_S = 1.0
LOW = {"provider": "groq", "remaining": 100}

Start = Callable[..., subprocess.Popen[str]]
_numbers = count(1)


@pytest.fixture(scope="module")
async def database(migrated: DatabaseUrl) -> AsyncIterator[Database]:
    database = Database(migrated, pool_size=10, pool_overflow=0)
    await database.open()
    yield database
    await database.close()


@pytest.fixture(scope="module")
async def webhooks(database: Database) -> AsyncIterator[Webhooks]:
    webhooks = webhooks_of(database, 0.0)
    await webhooks.open()
    yield webhooks
    await webhooks.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts processes and ends those that still live."""
    children: list[subprocess.Popen[str]] = []

    def run(script: Path, *arguments: object) -> subprocess.Popen[str]:
        with (tmp_path / f"{script.stem}-{len(children)}.log").open("w") as log:
            children.append(
                subprocess.Popen(
                    [sys.executable, script, *map(str, arguments)],
                    stdout=subprocess.PIPE if script == RECEIVER else log,
                    stderr=log,
                    text=True,
                )
            )
        return children[-1]

    yield run
    for child in children:
        child.kill()
        child.wait(timeout=NEVER_S)
        if child.stdout is not None:
            child.stdout.close()


@pytest.fixture
def relay(start: Start, migrated: DatabaseUrl) -> Callable[..., subprocess.Popen[str]]:
    address = migrated.for_sqlalchemy().set(drivername="postgresql")

    def run(retry_s: float = 0.2) -> subprocess.Popen[str]:
        return start(RELAY, address.render_as_string(hide_password=False), LEASE_S, retry_s)

    return run


class Ledger:
    """What receivers have read."""

    def __init__(self, path: Path):
        self.path = path
        path.touch()

    @property
    def receipts(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger")


def ports_of(receiver: subprocess.Popen[str]) -> list[int]:
    assert receiver.stdout is not None
    return [int(port) for port in receiver.stdout.readline().split()]


@dataclass(frozen=True)
class Scene:
    """A tenant, its endpoints and what was sent to them."""

    database: Database
    webhooks: Webhooks
    tenant: str

    async def endpoint(self, url: str) -> str:
        draft = Draft(url, ["quota.*"])
        async with self.database.begin() as connection:
            return (await create_endpoint(connection, Vault(KEY), self.tenant, draft))[1]

    async def tell(self, times: int) -> set[str | None]:
        async with self.database.begin() as connection:
            return {
                await self.webhooks.trigger(
                    WebhookEvent.QUOTA_LOW, LOW, tenant=self.tenant, connection=connection
                )
                for _ in range(times)
            }

    async def deliveries(self) -> list[Any]:
        async with self.database.begin() as connection:
            found = await connection.execute(
                text(
                    "SELECT d.*, e.url, (SELECT count(*) FROM core.webhook_attempt AS a"
                    " WHERE a.delivery_id = d.id) AS noted FROM core.webhook_delivery AS d"
                    " JOIN core.webhook_endpoint AS e ON e.id = d.endpoint_id WHERE d.tenant = :t"
                ),
                {"t": self.tenant},
            )
            return [*found]

    async def until(
        self, holds: Callable[[list[Any]], bool], within_s: float = NEVER_S
    ) -> list[Any]:
        async with asyncio.timeout(within_s):
            while not holds(found := await self.deliveries()):  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.1)
        return found


@pytest.fixture
def scene(database: Database, webhooks: Webhooks) -> Scene:
    return Scene(database, webhooks, f"chaos{next(_numbers)}")


OUTCOMES = {
    "/ok": ("delivered", 200, None),
    "/slow": ("delivered", 200, None),
    "/large": ("delivered", 200, None),
    "/500": ("waiting", 500, "webhooks.status"),
    "/302": ("waiting", 302, "webhooks.redirected"),
    "/429": ("waiting", 429, "webhooks.status"),
    "/410": ("failed", 410, "webhooks.gone"),
    "/cut": ("waiting", None, "remote.unavailable"),
    "/reset": ("waiting", None, "remote.unavailable"),
}


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param([*OUTCOMES], id="quick"),
        pytest.param([*OUTCOMES, "/hang"], id="with one that hangs", marks=pytest.mark.long),
    ],
)
async def test_each_kind_of_receiver_gets_its_due(
    scene: Scene, start: Start, relay: Start, ledger: Ledger, *, paths: list[str]
) -> None:
    ports = ports_of(start(RECEIVER, ledger.path, len(paths), 0))
    for port, path in zip(ports, paths, strict=True):
        await scene.endpoint(f"http://127.0.0.1:{port}{path}")
    relay(retry_s=1000.0)
    await scene.tell(1)
    found = await scene.until(lambda rows: all(row.attempts for row in rows))
    outcomes = {
        "/" + row.url.rpartition("/")[2]: (row.state, row.last_status, row.last_error)
        for row in found
    }
    expected = OUTCOMES | {"/hang": ("waiting", None, "remote.timeout")}
    assert outcomes == {path: expected[path] for path in paths}


async def test_an_endpoint_that_hangs_delays_no_other(
    scene: Scene, start: Start, relay: Start, ledger: Ledger
) -> None:
    hanging, well = ports_of(start(RECEIVER, ledger.path, 2, 0))
    await scene.endpoint(f"http://127.0.0.1:{hanging}/hang")
    await scene.endpoint(f"http://127.0.0.1:{well}/ok")
    await scene.tell(100)
    relay()
    found = await scene.until(
        lambda rows: all(row.state == "delivered" for row in rows if row.url.endswith("/ok"))
    )
    assert Counter((row.url.rpartition("/")[2], row.attempts) for row in found) == {
        ("ok", 1): 100,
        ("hang", 0): 100,
    }


@pytest.mark.parametrize(
    ("messages", "endpoints", "kills"),
    [
        pytest.param(60, 5, 4, id="short"),
        pytest.param(250, 20, 60, id="long", marks=pytest.mark.long),
    ],
)
async def test_nothing_is_lost_to_relays_that_are_killed(
    scene: Scene,
    start: Start,
    relay: Start,
    ledger: Ledger,
    seed: int,
    *,
    messages: int,
    endpoints: int,
    kills: int,
) -> None:
    """Receivers answer 500, hang and reset after receipt meanwhile (the short one: no hanging,
    which takes its 15 s)."""
    rng = random.Random(seed)
    path = "mixed" if kills > 10 else "slow"
    ports = ports_of(start(RECEIVER, ledger.path, endpoints, seed))
    secrets = {
        port: Secret(await scene.endpoint(f"http://127.0.0.1:{port}/{path}")) for port in ports
    }
    ids = await scene.tell(messages)
    began = datetime.now(UTC)
    relays = [relay() for _ in range(3)]
    for _ in range(kills):
        before = len(ledger.receipts)
        async with asyncio.timeout(NEVER_S):
            while len(ledger.receipts) < before + 5:  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.05)
        await asyncio.sleep(rng.uniform(0, 0.5))
        relays.pop(rng.randrange(3)).kill()
        relays.append(relay())
    unfinished = [row for row in await scene.deliveries() if row.state == "waiting"]
    found = await scene.until(lambda rows: all(row.state != "waiting" for row in rows), 300.0)
    took_s = (datetime.now(UTC) - began).total_seconds()
    receipts = ledger.receipts
    received = Counter((each["port"], each["headers"]["webhook-id"]) for each in receipts)
    noted = {(_port(row.url), row.message_id): row.noted for row in found}
    bodies: dict[str, set[str]] = defaultdict(set)
    for each in receipts:
        bodies[each["headers"]["webhook-id"]].add(each["body"])
        verify(
            [secrets[each["port"]]],
            each["headers"],
            each["body"].encode(),
            now=datetime.fromtimestamp(int(each["headers"]["webhook-timestamp"]), UTC),
        )
    _keep_figures(
        kills=kills,
        deliveries=len(found),
        unfinished_at_last_kill=len(unfinished),
        received=len(receipts),
        answers=Counter(each["mode"] for each in receipts),
        lost=len(noted.keys() - received.keys()),
        foreign_ids=len(received.keys() - noted.keys()),
        seconds=round(took_s, 1),
        seed=seed,
    )
    assert unfinished  # else the last kills hit nobody at work
    assert Counter(row.state for row in found) == {"delivered": messages * endpoints}
    assert received.keys() == noted.keys() == {(port, id_) for port in ports for id_ in ids}
    assert all(len(each) == 1 for each in bodies.values())
    assert all(times <= noted[which] for which, times in received.items())  # the whole history


def _port(url: str) -> int:
    return int(url.rpartition(":")[2].partition("/")[0])


def _keep_figures(**figures: object) -> None:
    """Where REGIE_PROOFS names a file."""
    if name := os.environ.get("REGIE_PROOFS"):
        with Path(name).open("a") as out:
            out.write(json.dumps(figures) + "\n")
