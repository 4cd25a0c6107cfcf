"""No mail is lost and none is sent twice unasked, whatever happens to workers and mail servers.

The seed is printed; REGIE_CHAOS_SEED repeats a run, as far as timing allows. With REGIE_PROOF a
run adds its figures to that file.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from regie.core.db import Database
from regie.core.embedded import EmbeddedPostgres
from regie.core.mail import TEST, decide_mail

from .conftest import url_of
from .mail_relay import AT_ONCE, mailer

FOLDER = Path(__file__).parent
LEASE_S = 1.0
ANSWER_MS = 30.0
NEVER_S = 900.0


@pytest.fixture
async def database(server: EmbeddedPostgres) -> AsyncIterator[Database]:
    database = Database(url_of(server), pool_size=5, pool_overflow=0)
    await database.open()
    async with database.begin() as connection:
        await connection.execute(text("TRUNCATE core.mail, core.outbox, core.outbox_ended"))
    yield database
    await database.close()


@dataclass
class Post:
    """A mail server and relays, as processes; they end with the test."""

    database_url: str
    folder: Path
    port: int
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    server: subprocess.Popen[str] | None = None

    def start_server(self) -> None:
        self.server = self._started(
            "smtp_server.py", str(self.port), *map(str, (self.ledger, self.mode, ANSWER_MS))
        )

    def start_relay(self) -> subprocess.Popen[str]:
        return self._started("mail_relay.py", self.database_url, str(self.port), str(LEASE_S))

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"

    @property
    def mode(self) -> Path:
        return self.folder / "mode"

    def taken(self) -> Counter[str]:
        """By Message-ID, how often the mail server has taken it."""
        return Counter(self.ledger.read_text().split())

    def _started(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Returns when it is ready."""
        log = (self.folder / "log").open("a")
        process = subprocess.Popen(
            [sys.executable, FOLDER / script, *arguments],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        self.started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", (self.folder / "log").read_text()
        return process


@pytest.fixture
def post(server: EmbeddedPostgres, tmp_path: Path) -> Iterator[Post]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = url_of(server).for_sqlalchemy().set(drivername="postgresql")
    post = Post(address.render_as_string(hide_password=False), tmp_path, port)
    post.mode.write_text("well")
    post.ledger.touch()
    yield post
    post.end()


async def write_mails(database: Database, number: int) -> None:
    writer = mailer(database)
    await writer.open()
    await writer.close()
    data = {"at": datetime.now(UTC), "server": "smtp.example.fr"}
    for first in range(0, number, 500):
        to = [f"person{n}@example.fr" for n in range(first, min(first + 500, number))]
        async with database.begin() as connection:
            await writer.send(connection, TEST, to=to, data=data)


async def states(database: Database) -> dict[str, tuple[int, str]]:
    """By Message-ID: the mail's number and its state."""
    async with database.begin() as connection:
        rows = await connection.execute(text("SELECT message_id, id, state FROM core.mail"))
        return {row.message_id: (row.id, row.state) for row in rows}


async def until_settled(database: Database, within_s: float = NEVER_S) -> None:
    """Every mail is sent, failed or waits for a person."""
    open_ = text("SELECT count(*) FROM core.mail WHERE state IN ('queued', 'sending')")
    async with asyncio.timeout(within_s):
        while True:
            async with database.begin() as connection:
                if (await connection.execute(open_)).scalar_one() == 0:
                    return
            await asyncio.sleep(0.2)


def in_state(found: dict[str, tuple[int, str]], state: str) -> set[str]:
    return {message_id for message_id, (_, its) in found.items() if its == state}


async def decided(database: Database, post: Post) -> dict[str, int]:
    """A person asks the mail server about each mail that is unknown. Of those that it has, every
    tenth is repeated all the same, as by somebody who does not know. Returns figures."""
    found, taken = await states(database), post.taken()
    unknown = sorted(in_state(found, "unknown"))
    repeated: set[str] = set()
    for index, message_id in enumerate(unknown):
        if message_id in taken and index % 10 == 0:
            repeated.add(message_id)
        verdict = "sent" if message_id in taken and message_id not in repeated else "again"
        async with database.begin() as connection:
            await decide_mail(connection, found[message_id][0], verdict)
    await until_settled(database)
    twice = {message_id for message_id, times in post.taken().items() if times > 1}
    assert twice == repeated  # the same Message-ID, and only where a person asked for it
    return {
        "unknown": len(unknown),
        "unknown_and_taken": sum(message_id in taken for message_id in unknown),
        "repeated_by_a_person": len(repeated),
    }


def add_figures(name: str, **figures: object) -> None:
    if file := os.environ.get("REGIE_PROOF"):
        path = Path(file)
        proofs = json.loads(path.read_text()) if path.exists() else {}
        path.write_text(json.dumps(proofs | {name: figures}, indent=2) + "\n")


@pytest.mark.parametrize(
    ("mails", "kills"), [(150, 4), pytest.param(10_000, 200, marks=pytest.mark.long)]
)
async def test_killed_workers_lose_no_mail_and_double_none(
    database: Database, post: Post, rng: random.Random, mails: int, kills: int
) -> None:
    await write_mails(database, mails)
    post.start_server()
    began = time.monotonic()
    for _ in range(kills):
        victim = await asyncio.to_thread(post.start_relay)
        await asyncio.sleep(rng.uniform(0, 0.8))
        victim.kill()
        victim.wait()
    left = sum(state in ("queued", "sending") for _, state in (await states(database)).values())
    assert left > 0  # else the last kills hit nobody at work
    await asyncio.to_thread(post.start_relay)
    await until_settled(database)
    found, taken = await states(database), post.taken()
    assert max(taken.values()) == 1
    assert in_state(found, "sent") <= taken.keys()
    assert in_state(found, "sent") | in_state(found, "unknown") == found.keys()
    assert len(in_state(found, "unknown")) <= kills * AT_ONCE
    figures = await decided(database, post)
    assert post.taken().keys() == in_state(await states(database), "sent") == found.keys()
    add_figures(
        "workers_killed",
        mails=mails,
        kills=kills,
        lost=0,
        taken_twice_unasked=0,
        seconds=round(time.monotonic() - began, 1),
        **figures,
    )


Fault = Callable[[Post], Awaitable[None]]


async def killed(post: Post) -> None:
    assert post.server is not None
    post.server.kill()
    post.server.wait()
    await asyncio.sleep(0.5)
    await asyncio.to_thread(post.start_server)


async def hung(post: Post) -> None:
    """Longer than every time-out."""
    assert post.server is not None
    post.server.send_signal(signal.SIGSTOP)
    await asyncio.sleep(2.5)
    post.server.send_signal(signal.SIGCONT)


def misbehaving(mode: str) -> Fault:
    async def fault(post: Post) -> None:
        post.mode.write_text(mode)
        await asyncio.sleep(0.5)
        post.mode.write_text("well")

    fault.__name__ = mode
    return fault


FAULTS: list[Fault] = [killed, hung, *map(misbehaving, ("slow", "defer", "refuse", "drop"))]


@pytest.mark.parametrize(
    ("rounds", "mails"), [(1, 250), pytest.param(10, 5_000, marks=pytest.mark.long)]
)
async def test_a_mail_server_in_trouble_loses_no_mail_and_doubles_none(
    database: Database, post: Post, rng: random.Random, rounds: int, mails: int
) -> None:
    await write_mails(database, mails)
    post.start_server()
    began = time.monotonic()
    await asyncio.to_thread(post.start_relay)
    for _ in range(rounds):
        for fault in rng.sample(FAULTS, len(FAULTS)):
            await asyncio.sleep(rng.uniform(0.2, 0.6))
            await fault(post)
    await until_settled(database)
    found, taken = await states(database), post.taken()
    assert max(taken.values()) == 1
    assert in_state(found, "sent") <= taken.keys()
    assert in_state(found, "sent") | in_state(found, "unknown") == found.keys()
    figures = await decided(database, post)
    assert post.taken().keys() == in_state(await states(database), "sent") == found.keys()
    add_figures(
        "server_in_trouble",
        mails=mails,
        faults={getattr(fault, "__name__", ""): rounds for fault in FAULTS},
        lost=0,
        taken_twice_unasked=0,
        seconds=round(time.monotonic() - began, 1),
        **figures,
    )
