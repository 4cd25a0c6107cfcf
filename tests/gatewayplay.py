"""A gateway to play with: the demo's provider in a thread, and keys and money in a database."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import openai
import psycopg

from regie.apps.gateway.demo.provider import MANNERS, DemoProvider, Manner
from regie.apps.gateway.keys.form import digest_of, new_key, shown
from regie.core.db import DatabaseUrl
from served import Served

_numbers = count(1)
MICROS_A_TOKEN = 100
"""What reading and what writing a token costs, unless a test says otherwise."""
_clients: list[openai.OpenAI] = []
_CALL = (
    "model",
    "provider",
    "outcome",
    "cache",
    "tokens_in",
    "tokens_out",
    "estimated",
    "cost_micros",
)


class ThreadedProvider(DemoProvider):
    """Serves from a thread of its own, so that tests may block."""

    def __init__(self, **manners: Manner):
        super().__init__(dict(MANNERS) | manners)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self, port: int = 0) -> None:
        if not self._thread.is_alive():
            self._thread.start()
        self._run(self.open(port))

    def stop(self) -> None:
        self._run(self.close())

    def cut_idle(self) -> None:
        """As a server does whose patience with idle connections is over."""
        self._loop.call_soon_threadsafe(self.cut)

    @property
    def port(self) -> int:
        assert self.url is not None
        return int(self.url.split(":")[2].split("/")[0])

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


@contextmanager
def a_provider(**manners: Manner) -> Iterator[ThreadedProvider]:
    provider = ThreadedProvider(**manners)
    provider.start()
    yield provider
    provider.stop()


@dataclass
class Tenant:
    """One tenant's gateway, written straight into its tables."""

    dsn: str
    name: str = field(default_factory=lambda: f"gateway-{next(_numbers)}")
    providers: dict[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(cls, url: DatabaseUrl) -> Tenant:
        return cls(url.for_libpq())

    def provider(self, url: str, name: str = "Essai", **more: object) -> int:
        values = {"tenant": self.name, "name": name, "kind": "openai", "base_url": url, **more}
        self.providers[name] = self._insert("provider", values)
        return self.providers[name]

    def model(self, name: str, upstream: str = "", *, provider: str = "Essai", **more: Any) -> int:
        values = {
            "tenant": self.name,
            "name": name,
            "provider_id": self.providers[provider],
            "upstream": upstream or name,
            "price_in_micros": MICROS_A_TOKEN * 1_000_000,
            "price_out_micros": MICROS_A_TOKEN * 1_000_000,
            "context_tokens": 8192,
            "max_output_tokens": 200,
            **more,
        }
        return self._insert("model", values)

    def key(
        self,
        budget_micros: int = 10**9,
        *,
        period: str = "total",
        ends_at: object = None,
        **more: Any,
    ) -> Held:
        secret = new_key()
        values = {
            "tenant": self.name,
            "name": f"Clé {next(_numbers)}",
            "prefix": shown(secret),
            "digest": digest_of(secret.encode()),
            **more,
        }
        id_ = self._insert("key", values)
        self.execute(
            "INSERT INTO gateway.balance (key_id, tenant, period_kind, budget_micros, ends_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            id_,
            self.name,
            period,
            budget_micros,
            ends_at,
        )
        return Held(self, id_, secret)

    def execute(self, sql: str, *values: object) -> list[Any]:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            found = connection.execute(sql, values)  # type: ignore[call-overload]
            return found.fetchall() if found.description else []

    def value(self, sql: str, *values: object) -> Any:
        return self.execute(sql, *values)[0][0]

    def _insert(self, table: str, values: dict[str, object]) -> int:
        places = ", ".join(["%s"] * len(values))
        sql = f"INSERT INTO gateway.{table} ({', '.join(values)}) VALUES ({places}) RETURNING id"
        return self.value(sql, *values.values())


@dataclass(frozen=True)
class Balance:
    budget: int
    spent: int
    reserved: int


@dataclass
class Held:
    """A key, with what it has left."""

    tenant: Tenant
    id: int
    secret: str

    @property
    def balance(self) -> Balance:
        sql = (
            "SELECT budget_micros, spent_micros, reserved_micros"
            " FROM gateway.balance WHERE key_id = %s"
        )
        return Balance(*self.tenant.execute(sql, self.id)[0])

    def calls(self) -> list[dict[str, Any]]:
        """As they were booked, the first first."""
        listed = ", ".join(_CALL)
        sql = f"SELECT {listed} FROM gateway.call WHERE key_id = %s ORDER BY id"
        return [dict(zip(_CALL, row, strict=True)) for row in self.tenant.execute(sql, self.id)]

    def booked(self, many: int = 1) -> list[dict[str, Any]]:
        """Once so many are: they are booked behind their answer."""
        for _ in range(200):
            calls = self.calls()
            if len(calls) >= many:
                return calls
            threading.Event().wait(0.02)
        raise AssertionError(f"{len(self.calls())} of {many} were booked")

    def client(self, served: Served, **options: Any) -> openai.OpenAI:
        made = openai.OpenAI(api_key=self.secret, base_url=f"{served.url}/v1", **options)
        _clients.append(made)
        return made


def close_clients() -> None:
    while _clients:
        _clients.pop().close()


def ask(client: openai.OpenAI, model: str, text: str = "Bonjour", **more: Any) -> Any:
    return client.chat.completions.create(
        model=model, messages=[{"role": "user", "content": text}], **more
    )
