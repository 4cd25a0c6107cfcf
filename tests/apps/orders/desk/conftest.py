"""The shop that customers talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orderplay import Customer, Shop, opened_shop, write_source
from regie.core.db import DatabaseUrl


@pytest.fixture(scope="module")
async def shop(
    migrated: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Shop]:
    folder: Path = tmp_path_factory.mktemp("shop")
    async with opened_shop(migrated, write_source(folder)) as shop:
        yield shop


@pytest.fixture
async def customer(shop: Shop) -> Customer:
    return await shop.customer()
