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
from regie.apps.orders.proven import ProvenSource
from regie.apps.orders.repository import OrderRepository, relations
from regie.apps.orders.service import OrderService
from regie.apps.orders.settings import OrdersSettings
from regie.core.cache import Cache
from regie.core.counters import Counters, MemoryLedger
from regie.core.embedded import EmbeddedPostgres
from regie.core.sqlguard import ReadOnlyPostgres

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


@pytest.fixture(scope="module")
async def source(demo_dsn: str) -> AsyncIterator[ProvenSource]:
    source = ProvenSource(
        "production",
        ReadOnlyPostgres("production", demo_dsn),
        relations(OrdersSettings()),
        strict=True,
    )
    await source.open()
    yield source
    await source.close()


@pytest.fixture(scope="module")
def service(source: ProvenSource) -> OrderService:
    orders = OrderRepository(source, OrdersSettings(), PARIS)
    return order_service(orders, source)


def order_service(
    orders: OrderRepository,
    source: ProvenSource,
    *,
    cache: Cache | None = None,
    counters: Counters | None = None,
) -> OrderService:
    """One that remembers nothing, unless it is given a cache."""
    return OrderService(
        orders,
        source,
        clock=noon,
        zone=PARIS,
        cache=Cache(enabled=False) if cache is None else cache,
        counters=Counters(MemoryLedger(), PARIS) if counters is None else counters,
        cache_ttl_s=60,
    )


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
