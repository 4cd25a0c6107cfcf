"""The demo's production database on a real server, and the app on top of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import psycopg
import pytest

from regie.apps.orders.demo import ensure_demo
from regie.apps.orders.domain import Order, Status
from regie.apps.orders.mapping import SourceMapping
from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.service import OrderService
from regie.apps.orders.settings import OrdersSettings
from regie.apps.orders.sources import OrderSource, Sources
from regie.apps.orders.tries import Tries
from regie.core.cache import Cache
from regie.core.counters import Counters, MemoryLedger
from regie.core.embedded import EmbeddedPostgres
from regie.core.limits import Limiter, MemoryBuckets, Names
from regie.core.sqlguard import Engine, MemorySource, ReadOnlyPostgres
from regie.core.sqlguard.memory import Answer

TODAY = date(2026, 11, 21)
PARIS = ZoneInfo("Europe/Paris")
READER_PASSWORD = "only-in-tests: é/@"


def no_progress(*_: object) -> None:
    """Nobody watches."""


def noon() -> datetime:
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_dsn(postgres: EmbeddedPostgres) -> str:
    return ensure_demo(postgres.superuser_url(), READER_PASSWORD, TODAY, no_progress)


@pytest.fixture
def production(
    postgres: EmbeddedPostgres, demo_dsn: str
) -> Callable[[str], list[tuple[object, ...]]]:
    """Reads the other team's database as its administrator."""

    def read(statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(postgres.superuser_url("production")) as connection:
            return connection.execute(statement.encode()).fetchall()

    return read


def mapped(**settings: object) -> SourceMapping:
    """The demo's, with other settings."""
    (mapping,) = OrdersSettings(**settings).mappings
    return mapping


@pytest.fixture(scope="module")
async def source(demo_dsn: str) -> AsyncIterator[ProvenSource]:
    source = ProvenSource(
        "production",
        ReadOnlyPostgres("production", demo_dsn),
        mapped().relations(),
        strict=True,
    )
    await source.open()
    yield source
    await source.close()


@pytest.fixture(scope="module")
def service(source: ProvenSource) -> OrderService:
    return order_service(OrderSource(source, mapped(), PARIS))


def order_service(
    *sources: OrderSource,
    cache: Cache | None = None,
    counters: Counters | None = None,
    tries: int = 1_000_000,
) -> OrderService:
    """One that remembers nothing, unless it is given a cache."""
    limiter = Limiter(None, MemoryBuckets(Names(b"tests")), processes=1)
    return OrderService(
        Sources(sources),
        clock=noon,
        zone=PARIS,
        cache=Cache(enabled=False) if cache is None else cache,
        counters=Counters(MemoryLedger(), PARIS) if counters is None else counters,
        tries=Tries(limiter, most=tries, window_s=600),
        cache_ttl_s=60,
    )


def in_memory(
    answer: Answer, mapping: SourceMapping | None = None, *, engine: Engine = "postgresql"
) -> tuple[OrderSource, MemorySource]:
    """A source whose rows `answer` gives, mapped as the demo is unless it is mapped otherwise."""
    mapping = mapping or mapped()
    memory = MemorySource(answer, name=mapping.name, engine=engine)
    proven = ProvenSource(mapping.name, memory, mapping.relations(), strict=False)
    return OrderSource(proven, mapping, PARIS), memory


@pytest.fixture
def an_order() -> Callable[..., Order]:
    plain = Order(
        number="CL-1",
        customer="Mina RAMI",
        status=Status.IN_PRODUCTION,
        wording="En production",
        ordered_on=date(2026, 3, 2),
        dispatch_expected_on=date(2026, 3, 10),
        designation="Affiche",
        copies=1,
        history=(),
    )

    def make(**changes: object) -> Order:
        return replace(plain, **changes)  # type: ignore[arg-type]

    return make
