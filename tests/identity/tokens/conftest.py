"""Processes that serve machines, on one database and one Valkey per module."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from tokenplay import House, opened_house


@pytest.fixture(scope="module")
async def process(migrated: DatabaseUrl, valkey: EmbeddedValkey) -> AsyncIterator[House]:
    async with opened_house(migrated, valkey.url, REGIE_IDENTITY_AUDIENCES="erp") as house:
        yield house


@pytest.fixture
def house(process: House) -> House:
    """A tenant per test."""
    return process.beside()
