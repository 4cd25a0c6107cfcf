"""A second organisation, beside the one that every test of identity has."""

from __future__ import annotations

import pytest

from peopleplay import Organisation
from regie.identity.services import Services


@pytest.fixture
def services(house: Organisation) -> Services:
    return house.services


@pytest.fixture
def other(house: Organisation) -> Organisation:
    """Of another tenant."""
    return Organisation.new(house.services)
