"""An organisation per test, on one database per module."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from peopleplay import Organisation, opened_services
from regie.core.db import DatabaseUrl
from regie.identity.services import Services


@pytest.fixture(scope="module")
async def services(migrated: DatabaseUrl) -> AsyncIterator[Services]:
    async with opened_services(migrated) as services:
        yield services


@pytest.fixture
def house(services: Services) -> Organisation:
    return Organisation.new(services)


@pytest.fixture
def other(services: Services) -> Organisation:
    """Of another tenant."""
    return Organisation.new(services)
