"""A shop to play with: its orders in a file, its mapping, and customers who ask."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import text

from peopleplay import Organisation
from regie.bootstrap import build_asgi, build_runtime, configure
from regie.core.access import MAIN_TENANT
from regie.core.clock import Clock, local_date, utc_now
from regie.core.db import DatabaseUrl
from regie.core.mail import open_mail
from regie.core.outbox import drain
from regie.identity.services import Services
from tokenplay import House

_numbers = count(1)

CONVERSATIONS = "/api/v1/orders/conversations"
DESK = "/api/v1/orders/desk"

PARIS = ZoneInfo("Europe/Paris")

SOURCE = "atelier"
MINE = "CL-401372-487531"
LATE = "CL-401373-000002"
OLD = "CL-401374-000003"
NAMESAKES = "CL-500000-000001"
WITHOUT_EMAIL = "CL-600000-000001"
UNKNOWN = "CL-999999-999999"
NAME = "Mina Rami"

_MAPPING = """
name = "atelier"
[connection]
dsn = "sqlite:///{file}"
[orders]
table = "commandes"
number = "numero"
customer = "client"
status = "statut"
ordered_on = "commandee"
expected_on = "prevue"
designation = "designation"
copies = "exemplaires"
email = "courriel"
[history]
table = "etapes"
number = "numero"
status = "statut"
on = "le"
[numbers]
formats = ["CL-000000-000000"]
[statuses]
in_production = ["En production"]
preparing_dispatch = ["En préparation expédition"]
dispatched = ["Expédiée"]
[answers]
{answers}
"""


def write_source(folder: Path, answers: str = "") -> Path:
    """The mapping's file, with that table `[answers]`; the orders are beside it."""
    file = folder / "orders.db"
    today = local_date(utc_now(), PARIS)
    late, soon = today - timedelta(days=4), today + timedelta(days=5)
    began = today - timedelta(days=10)
    mine, other = "mina@example.org", "une.autre@example.org"
    rows = [
        (MINE, "Mina RAMI", "En production", began, soon, "Affiche « Été »", 250, mine),
        (LATE, "Mina RAMI", "En préparation expédition", began, late, "Flyers", 1000, mine),
        (OLD, "Mina RAMI", "Expédiée", began, soon, "Cartes", 100, "MINA@example.org"),
        (NAMESAKES, "Mina RAMI", "En production", began, soon, "Menus", 40, other),
        (WITHOUT_EMAIL, "Paul NOIR", "En production", began, None, "Livre", 2, None),
    ]
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as database:
        database.executescript(
            """
            CREATE TABLE commandes (numero TEXT PRIMARY KEY, client TEXT, statut TEXT,
                commandee TEXT, prevue TEXT, designation TEXT, exemplaires INTEGER, courriel TEXT);
            CREATE TABLE etapes (numero TEXT, statut TEXT, le TEXT);
            CREATE INDEX etapes_numero ON etapes (numero);
            """
        )
        database.executemany(
            "INSERT INTO commandes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [_stored(row) for row in rows]
        )
        database.executemany(
            "INSERT INTO etapes VALUES (?, ?, ?)",
            [(row[0], "En production", str(began)) for row in rows],
        )
    database.close()
    mapping = folder / "atelier.toml"
    mapping.write_text(_MAPPING.format(file=file, answers=answers))
    return mapping


def _stored(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(str(value) if isinstance(value, date) else value for value in row)


@dataclass(frozen=True)
class Answer:
    status: int
    events: list[tuple[str, Any]]
    body: Any

    @property
    def done(self) -> Any:
        return next(data for name, data in self.events if name == "done")

    @property
    def text(self) -> str:
        return self.done["message"]["text"].replace("\u202f", " ").replace("\u00a0", " ")

    @property
    def card(self) -> Any:
        return self.done["message"]["card"]


@dataclass
class Customer:
    """In one conversation."""

    client: httpx.AsyncClient
    id: str
    token: str
    begun: Any = field(repr=False)

    @property
    def url(self) -> str:
        return f"{CONVERSATIONS}/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Conversation-Token": self.token}

    async def say(self, written: str, client_id: str | None = None) -> Answer:
        body = {"text": written, "client_id": client_id or str(uuid4())}
        answer = await self.client.post(f"{self.url}/messages", json=body, headers=self.headers)
        if answer.status_code != 200:
            return Answer(answer.status_code, [], answer.json())
        return Answer(200, list(events_of(answer.text)), None)

    async def read(self) -> Any:
        answer = await self.client.get(self.url, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()


def events_of(streamed: str) -> Iterator[tuple[str, Any]]:
    for block in streamed.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            yield fields["event"], json.loads(fields["data"])


@dataclass(frozen=True)
class Shop:
    house: House
    client: httpx.AsyncClient

    async def customer(self, language: str = "fr") -> Customer:
        answer = await self.client.post(CONVERSATIONS, json={"language": language})
        assert answer.status_code == 201, answer.text
        begun = answer.json()
        return Customer(self.client, begun["id"], begun["token"], begun)

    async def agent(self) -> dict[str, str]:
        """The headers of a new one, of the given name Camille."""
        person = await self.house.organisation.person(f"Camille {next(_numbers)}", ("agent", None))
        return await self.house.session(person)

    async def codes(self, address: str | None = None) -> list[str]:
        """Every code that was sent, after whatever waits has left."""
        core = self.house.services.core
        part = self.house.runtime.parts["orders"]
        await drain(core.database, part.subscriptions)
        async with core.database.begin() as connection:
            rows = await connection.execute(
                text(
                    "SELECT id FROM core.mail WHERE template = 'orders_code'"
                    " AND (:address = '' OR recipient = :address) ORDER BY id"
                ),
                {"address": address or ""},
            )
            numbers = [row.id for row in rows]
            opened = [await open_mail(connection, number, core.vault) for number in numbers]
        return [
            next(line for line in each.letter.text.splitlines() if line[:3].isdigit())
            for each in opened
        ]

    async def count(self, table: str) -> int:
        async with self.house.services.core.database.begin() as connection:
            return (
                await connection.execute(text(f"SELECT count(*) FROM orders.{table}"))
            ).scalar_one()


@asynccontextmanager
async def opened_shop(
    url: DatabaseUrl, mapping: Path, *, clock: Clock = utc_now, **more: str
) -> AsyncIterator[Shop]:
    environ = {
        "REGIE_ENV": "development",
        "REGIE_APPS": "orders",
        "REGIE_DATABASE_URL": url.for_libpq(),
        "REGIE_REDIS_URL": "none",
        "REGIE_WORKERS": "1",
        "REGIE_SECRET_KEY": "0123456789abcdef" * 4,
        "REGIE_REQUESTS_A_MINUTE": "100000",
        "REGIE_ORDER_QUESTIONS_A_MINUTE": "100000",
        "REGIE_ORDERS_CONVERSATIONS_IN_15_MINUTES": "1000",
        "REGIE_ORDERS_SOURCES": str(mapping),
        **more,
    }
    runtime = build_runtime(configure(environ), clock=clock)
    transport = httpx.ASGITransport(build_asgi(runtime), raise_app_exceptions=False)
    async with (
        runtime.opened(relaying=False),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        service = runtime.parts["identity"].service
        assert isinstance(service, Services)
        yield Shop(House(runtime, client, Organisation(service, MAIN_TENANT)), client)
