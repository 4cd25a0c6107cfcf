"""A demo under `regie up`, on servers that the tests may mistreat."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import httpx
import psutil

from people import session_of
from plain import NO_TLS
from regie.core.embedded import EmbeddedHome, open_home
from served import MINE, TRACK
from wire import Wire

from .receiver import receiving

VALKEY_MB = 24
PATIENCE_S = 180.0
READY = "Régie est prête"


@dataclass
class Site:
    """Two workers behind one port, one Valkey for everything, one PostgreSQL."""

    home: EmbeddedHome
    url: str
    process: subprocess.Popen[bytes]
    wires: Wires
    log: Path
    endpoint: str = ""
    """Of a webhook."""

    def __post_init__(self) -> None:
        self.promised: list[tuple[str, str]] = []
        """Path and state of what was accepted to happen in the background."""
        self._numbers = count(1)
        self._clients = count(1)
        self.session: dict[str, str] = {}
        """Headers."""

    def client(self) -> httpx.Client:
        """Somebody whom the site has not seen yet, at an address of its own."""
        number = next(self._clients)
        address = f"198.51.{number // 250}.{number % 250 + 1}"
        return httpx.Client(
            base_url=self.url, timeout=20, verify=NO_TLS, headers={"X-Forwarded-For": address}
        )

    def local(self) -> httpx.Client:
        """An administrator, who signed in before anything failed, at the machine."""
        return httpx.Client(base_url=self.url, timeout=20, verify=NO_TLS, headers=self.session)

    def new_question(self) -> dict[str, str]:
        """One that nobody has asked: the name is a wrong one each time, which must be read too."""
        return {**MINE, "name": f"Personne {next(self._numbers)}"}

    def workers(self) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "regie.entrypoints.asgi" in child.cmdline()]

    def resources(self) -> dict[str, str]:
        """Name → status, of what health reports; empty while nobody answers."""
        try:
            with self.local() as client:
                report = client.get("/readyz").json()
        except (httpx.HTTPError, ValueError):
            return {}
        return {each["name"]: each["status"] for each in report["resources"]}

    def settle(self) -> None:
        """Until every part is well, in both workers."""
        well = 0
        deadline = monotonic() + PATIENCE_S
        while well < 6:
            assert monotonic() < deadline, (self.resources(), self.log.read_text()[-3000:])
            resources = self.resources()
            well = well + 1 if resources and set(resources.values()) == {"up"} else 0
            sleep(0.1)


class Wires:
    """What stands between the site and its Valkey, and can be cut; it runs in its own thread."""

    def __init__(self, target: Path, socket: Path):
        self._wire = Wire(target)
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(socket,))
        self._thread.start()
        self._ready.wait(PATIENCE_S)

    def cut(self) -> None:
        self._loop.call_soon_threadsafe(self._wire.cut)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def _run(self, socket: Path) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(socket))

    async def _serve(self, socket: Path) -> None:
        async with await asyncio.start_unix_server(self._wire.serve, socket):
            self._ready.set()
            await self._over.wait()
            self._wire.cut()


@contextmanager
def running(folder: Path, port: int) -> Iterator[Site]:
    home = open_home(folder / "home", state_memory_mb=VALKEY_MB)
    wires: Wires | None = None
    process: subprocess.Popen[bytes] | None = None
    log = folder / "up.log"
    try:
        home.postgres.start()
        home.state.start()
        socket = folder / "valkey.sock"
        wires = Wires(home.state.socket, socket)
        process = _up(folder, port, home, socket, log)
        site = Site(home, f"http://127.0.0.1:{port}", process, wires, log)
        site.settle()
        site.session = _signed_in(site)
        with receiving() as url, site.local() as client:
            draft = {"url": url, "events": ["webhook.test"]}
            made = client.post("/api/v1/console/webhooks/endpoints", json=draft)
            site.endpoint = made.raise_for_status().json()["endpoint"]["id"]
            yield site
    finally:
        if process is not None:
            process.terminate()
            process.wait(PATIENCE_S)
        if wires is not None:
            wires.close()
        home.state.stop(quick=True)
        home.postgres.stop(quick=True)


def _signed_in(site: Site) -> dict[str, str]:
    with site.local() as client:
        session = session_of(client, site.home.postgres.superuser_url(), "administrator", "main")
    return {"Origin": site.url, **session}


def _up(
    folder: Path, port: int, home: EmbeddedHome, socket: Path, log: Path
) -> subprocess.Popen[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REGIE_")}
    through_the_wire = home.state.url.replace(str(home.state.socket), str(socket)).partition("?")[0]
    servers = {
        "REGIE_HOME": str(folder / "site"),
        "REGIE_CONFIG": os.devnull,
        "REGIE_DATABASE_URL": home.postgres.superuser_url(),
        "REGIE_CACHE_URL": f"{through_the_wire}?db=0",
        "REGIE_BROKER_URL": f"{through_the_wire}?db=1",
        "REGIE_RESULTS_URL": f"{through_the_wire}?db=2",
        "REGIE_TRUSTED_PROXIES": "127.0.0.0/8",
        "REGIE_DRAIN_S": "0.2",
        "REGIE_REQUESTS_A_MINUTE": "100000",
        "REGIE_ORDERS_TRIES_PER_NUMBER": "1000000",
        "REGIE_LOG_FORMAT": "json",
    }
    command = [sys.executable, "-m", "regie.entrypoints.cli"]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [*command, "up", "--demo", "--workers", "2", "--port", str(port)],
            env={**clean, **servers},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
        )
    wait_until(lambda: READY in log.read_text() or process.poll() is not None)
    assert process.poll() is None, log.read_text()
    return process


def wait_until(holds: Callable[[], object]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not holds():
        assert monotonic() < deadline, "waited in vain"
        sleep(0.02)


def remember(site: Site) -> None:
    """Has the order that everybody knows asked for, of both workers, so that it is remembered."""
    for _ in range(8):
        with site.client() as client:
            client.post(TRACK, json=MINE).raise_for_status()
