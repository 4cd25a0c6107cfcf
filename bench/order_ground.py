"""The ground on which the look-up is measured: real servers in a folder that goes away, the demo's
production database, and a thousand questions about it whose answers are known."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import psycopg

from bench.harness import Question
from regie.apps.orders.manifest import APP as ORDERS
from regie.core.app import DemoSite
from regie.core.clock import utc_now
from regie.core.db import DatabaseUrl, migrate
from regie.core.embedded import EmbeddedHome, open_home
from regie.core.files import MemoryStore
from regie.migrations import SCRIPTS

PATH: Final = "/api/v1/orders/track"
QUESTIONS: Final = 1000
_SEED: Final = 401372
_ROLE: Final = "regie"

_CHOSEN: Final = """
    SELECT "NumeroCommande", "NomClient", "Statut", "DateCommande"::text, "Designation",
           "NbExemplaires", (SELECT count(*) FROM "HistoriqueStatuts" AS h
                             WHERE h."NumeroCommande" = o."NumeroCommande")
    FROM "Commandes" AS o ORDER BY 1
"""

_ROOM_FOR_ALL: Final = "ALTER ROLE regie_reader CONNECTION LIMIT 90"
"""The demo's sixty are meant for one installation; here six servers hold pools at once."""


@dataclass(frozen=True, slots=True)
class Ground:
    home: EmbeddedHome
    environ: Mapping[str, str]
    """The settings of a web worker."""
    every_question: list[Question]
    """One about each order, in no order."""

    @property
    def questions(self) -> list[Question]:
        """Of them the thousand that most benchmarks ask."""
        return self.every_question[:QUESTIONS]

    @property
    def orders_dsn(self) -> str:
        return self.environ["REGIE_ORDERS_DSN"]


@contextmanager
def prepared() -> Iterator[Ground]:
    folder = Path(tempfile.mkdtemp(prefix="regie-bench-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        home = open_home(folder / "home")
        for server in (home.postgres, home.cache, home.state):
            server.start()
            stack.callback(server.stop, quick=True)
        environ = _fill(home)
        yield Ground(home, environ, _questions(environ["REGIE_ORDERS_DSN"]))


def _fill(home: EmbeddedHome) -> dict[str, str]:
    password = home.secret("postgres-regie")
    home.postgres.ensure_role(_ROLE, password)
    home.postgres.ensure_database(_ROLE, owner=_ROLE)
    url = home.postgres.url(_ROLE, _ROLE, password)
    migrate(DatabaseUrl(url), SCRIPTS)
    assert ORDERS.demo is not None
    site = DemoSite(
        home.postgres.superuser_url(),
        url,
        home.secret,
        utc_now,
        lambda *_: None,
        MemoryStore(),
    )
    dsn = ORDERS.demo.prepare(site)
    with psycopg.connect(home.postgres.superuser_url()) as connection:
        connection.execute(_ROOM_FOR_ALL)
    return {
        "REGIE_ENV": "production",
        "REGIE_HOME": str(home.home),
        "REGIE_ALLOWED_HOSTS": "orders.example.fr",
        "REGIE_SECRET_KEY": home.secret("secret-key"),
        "REGIE_DATABASE_URL": url,
        "REGIE_CACHE_URL": home.cache.url,
        "REGIE_BROKER_URL": f"{home.state.url}?db=0",
        "REGIE_RESULTS_URL": f"{home.state.url}?db=1",
        "REGIE_DRAIN_S": "0",
        **dsn,
    }


def _questions(dsn: str) -> list[Question]:
    with psycopg.connect(dsn) as connection:
        found = connection.execute(_CHOSEN).fetchall()
    return [_question(row) for row in Random(_SEED).sample(found, len(found))]


def _question(row: tuple[Any, ...]) -> Question:
    number, customer, status, ordered_on, designation, copies, steps = row
    body = json.dumps({"number": number, "name": customer}, ensure_ascii=False).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: orders.example.fr\r\nAccept: application/json\r\n"
        "Accept-Language: fr\r\nUser-Agent: bench\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    expected = {
        "number": number,
        "status_label": status,
        "ordered_on": ordered_on,
        "designation": designation,
        "copies": copies,
        "steps": steps,
    }
    return Question(head.encode() + body, expected)


def is_right(question: Question, body: bytes) -> bool:
    """Whether an answer says of the order what the database says, and has the whole shape."""
    answer = json.loads(body)
    told = {**answer, "steps": len(answer["history"])}
    return len(answer) == 11 and told.items() >= question.expected.items()
