"""Two processes of one installation, and somebody who signs in there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from peopleplay import Organisation
from regie.core.db import DatabaseUrl
from regie.core.embedded import EmbeddedValkey
from sessionplay import Process, process


@pytest.fixture(scope="module")
async def here(migrated: DatabaseUrl, valkey: EmbeddedValkey) -> AsyncIterator[Process]:
    async with process(migrated, valkey.url) as process_:
        yield process_


@pytest.fixture(scope="module")
async def there(
    migrated: DatabaseUrl, valkey: EmbeddedValkey, here: Process
) -> AsyncIterator[Process]:
    """Another process; it knows what it hears, and what stands in Valkey."""
    async with process(migrated, valkey.url) as process_:
        yield process_


@pytest.fixture(scope="module")
async def alone(migrated: DatabaseUrl, here: Process) -> AsyncIterator[Process]:
    """A process of an installation without Valkey."""
    async with process(migrated) as process_:
        yield process_


@pytest.fixture
def house(here: Process) -> Organisation:
    return Organisation.new(here.services)


@pytest.fixture
async def ann(house: Organisation) -> int:
    return await house.person("Ann", ("administrator", None))
