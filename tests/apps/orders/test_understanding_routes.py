"""A sentence tried by the staff, as it is served with the demo's two sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from regie.core.clock import local_date, utc_now
from served import Served

from .conftest import PARIS

PATH = "/api/v1/orders/understanding"


@pytest.fixture(scope="module")
def staff(served: Served) -> Iterator[httpx.Client]:
    with served.signed_in() as client:
        yield client


def read(staff: httpx.Client, text: str) -> dict[str, Any]:
    return staff.post(PATH, json={"text": text}).raise_for_status().json()


def test_each_number_is_told_as_it_was_read_and_as_its_source_writes_it(
    staff: httpx.Client,
) -> None:
    numbers = read(staff, "cl 4O1372 487531 et ph2025-20964")["numbers"]
    assert [(each["written"], each["number"], each["sources"]) for each in numbers] == [
        ("cl 4O1372 487531", "CL-401372-487531", ["production"]),
        ("ph2025-20964", "PH-2025-20964", ["atelier"]),
    ]


def test_what_was_understood_is_told_with_the_words_that_decided(staff: httpx.Client) -> None:
    told = read(staff, "ma commande est en retard, au nom de Lefèvre")
    assert (told["intent"], told["language"], told["name"]) == ("order_delay", "fr", "Lefèvre")
    assert told["because"]


def test_a_period_is_that_of_the_day_on_which_it_is_read(staff: httpx.Client) -> None:
    today = local_date(utc_now(), PARIS)
    told = read(staff, "mes commandes d'hier")
    yesterday = (date.fromisoformat(told["today"]) - timedelta(days=1)).isoformat()
    assert told["period"] == {"first": yesterday, "last": yesterday}
    assert date.fromisoformat(told["today"]) - today <= timedelta(days=1)


def test_what_is_not_said_is_empty(staff: httpx.Client) -> None:
    told = read(staff, "Bonjour")
    assert (told["numbers"], told["name"], told["period"]) == ([], None, None)


@pytest.mark.parametrize("text", ["", "x" * 2001, "un\x01deux"], ids=["none", "long", "control"])
def test_what_the_chat_would_not_take_is_not_read(staff: httpx.Client, text: str) -> None:
    assert staff.post(PATH, json={"text": text}).status_code == 422


def test_nothing_of_it_is_logged(served: Served, staff: httpx.Client) -> None:
    read(staff, "Je suis Zénobie Quatrebarbes, CL-111111-222222")
    read(staff, "la phrase d’après, pour que la précédente soit écrite")
    logged = served.log.read_text(errors="replace")
    assert [word for word in ("Quatrebarbes", "222222") if word in logged] == []


def test_strangers_are_told_nothing(served: Served) -> None:
    with served.client() as client:
        assert client.post(PATH, json={"text": "Bonjour"}).status_code == 401
