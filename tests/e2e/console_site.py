"""A site whose console has something to show: somebody who receives webhooks, and the traces of
some work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final, NamedTuple

import httpx
import psycopg

from served import MINE, TRACK, Served, serving

API: Final = "/api/v1"
HOOKS: Final = f"{API}/console/webhooks"
MAIL: Final = f"{API}/console/mail"
DONE_S: Final = 60.0
READER: Final = "claire.martin@example.fr"


class ConsoleSite(NamedTuple):
    served: Served
    receiver: str
    """Answers 200, and 500 below /refuse."""


@contextmanager
def console_site(demo: Mapping[str, str]) -> Iterator[ConsoleSite]:
    environ = {**demo, "REGIE_SLOW_SQL_MS": "1"}
    with _receiver() as receiver, serving(environ) as served:
        with served.signed_in() as client:
            _work(client, receiver)
            wait_until(client, f"{API}/console/slow-queries", lambda found: bool(found["shapes"]))
        _be_slow(served)
        yield ConsoleSite(served, receiver)


def post(client: httpx.Client, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    return client.post(path, json=body).raise_for_status().json()


def wait_for(client: httpx.Client, path: str, name: str, wanted: object) -> None:
    wait_until(client, path, lambda found: found[name] == wanted)


def wait_until(client: httpx.Client, path: str, arrived: Callable[[dict[str, Any]], bool]) -> None:
    limit = monotonic() + DONE_S
    while not arrived(found := client.get(path).json()):
        assert monotonic() < limit, f"{path}: still {found!r}"
        sleep(0.2)


def _work(client: httpx.Client, receiver: str) -> None:
    """One of each: a job that has ended, a mail that has left, an endpoint that has listened and
    one that has not."""
    post(client, TRACK, MINE)
    job = post(client, f"{API}/jobs/self-test", {"steps": 3, "pause_ms": 10})
    post(client, f"{MAIL}/test", {"to": READER})
    for path, what in (("hooks", "ERP"), ("refuse", "Supervision")):
        draft = {"url": f"{receiver}/{path}", "events": ["*"], "description": what}
        made = post(client, f"{HOOKS}/endpoints", draft)
        id_ = made["endpoint"]["id"]
        post(client, f"{HOOKS}/endpoints/{id_}/test")
        wait_until(client, f"{HOOKS}/deliveries?endpoint={id_}", _answered)
    wait_until(client, f"{MAIL}?state=sent&address={READER}", lambda sent: bool(sent["mails"]))
    wait_for(client, f"{API}/jobs/{job['id']}", "state", "done")


def _be_slow(served: Served) -> None:
    """The slowest statement of all, whose words are longer than a phone is wide."""
    words = ("statement", "database", "cause")
    long = {name: f"{name}_" * 12 for name in words}
    with psycopg.connect(served.database_url) as connection:
        connection.execute(
            "INSERT INTO core.slow_queries (at, digest, statement, database, elapsed_ms, cause)"
            " VALUES (now(), '00000000deadbeef', %(statement)s, %(database)s, 3600000, %(cause)s)",
            long,
        )


def _answered(found: dict[str, Any]) -> bool:
    return any(delivery["last_status"] for delivery in found["deliveries"])


class _Receives(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        refuses = self.path.startswith("/refuse")
        body = b"la base est pleine" if refuses else b"merci"
        self.send_response(500 if refuses else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's
        """Says nothing."""


@contextmanager
def _receiver() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Receives)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
