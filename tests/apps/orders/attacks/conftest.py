"""The whole app over five orders, behind a proxy that says who asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orderplay import Shop, opened_shop, write_source
from regie.core.db import DatabaseUrl

from .attacker import Attacker

USUAL = {
    "REGIE_TRUSTED_PROXIES": "127.0.0.0/8",
    "REGIE_ORDER_QUESTIONS_A_MINUTE": "10",
    "REGIE_ORDERS_CONVERSATIONS_IN_15_MINUTES": "50",
    "REGIE_ORDERS_TRIES_PER_NUMBER": "10",
}
"""What an installation has unless it is told otherwise."""


@pytest.fixture
async def shop(migrated: DatabaseUrl, tmp_path: Path) -> AsyncIterator[Shop]:
    """Nothing has been tried on it yet."""
    async with opened_shop(migrated, write_source(tmp_path), **USUAL) as shop:
        yield shop


@pytest.fixture
def attacker(shop: Shop) -> Attacker:
    return Attacker(shop.client)
