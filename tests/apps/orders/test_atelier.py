"""The demo's second source: a SQLite file that is read by its own mapping."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from regie.apps.orders.demo import ensure_atelier
from regie.apps.orders.domain import Status
from regie.apps.orders.mapping import read_mapping
from regie.apps.orders.service import OrderService
from regie.apps.orders.sources.opening import order_source
from regie.core.settings import sized_for

from .conftest import PARIS, TODAY, order_service

MINE = "PH-2025-20964"


@pytest.fixture(scope="module")
async def atelier(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OrderService]:
    settings = ensure_atelier(tmp_path_factory.mktemp("atelier"), TODAY)
    mapping = read_mapping(Path(settings["REGIE_ORDERS_SOURCES"]), settings)
    source = order_source(mapping, zone=PARIS, sized=sized_for("small"), processes=1, strict=True)
    await source.guarded.open()
    yield order_service(source)
    await source.guarded.close()


async def test_its_orders_are_told_as_any_others(atelier: OrderService) -> None:
    found = await atelier.track("ph–2025 – 20964", "rami")
    order = found.order
    assert (order.number, order.customer, order.status, order.ordered_on, order.copies) == (
        MINE,
        "Mina RAMI",
        Status.DELIVERED,
        date(2025, 10, 6),
        4,
    )
    assert [step.on.day for step in order.history] == [6, 9, 11, 13]


@pytest.mark.parametrize("name", ["Mina Rami", "Mina Rami de Brive-la-Gaillarde"])
async def test_they_are_found_by_name_and_month_though_days_are_text(
    atelier: OrderService, name: str
) -> None:
    found = await atelier.search(name, date(2025, 9, 1), date(2025, 10, 31))
    assert [each.order.number for each in found] == [MINE]


def test_a_second_start_of_the_same_day_changes_nothing(tmp_path: Path) -> None:
    ensure_atelier(tmp_path, TODAY)
    before = (tmp_path / "atelier.db").stat()
    ensure_atelier(tmp_path, TODAY)
    assert (tmp_path / "atelier.db").stat().st_ino == before.st_ino


def test_each_day_it_is_made_anew(tmp_path: Path) -> None:
    ensure_atelier(tmp_path, TODAY)
    before = (tmp_path / "atelier.db").read_bytes()
    ensure_atelier(tmp_path, date(2026, 11, 22))
    assert (tmp_path / "atelier.db").read_bytes() != before
