"""Questions of two strangers that nobody who writes rules has read: keep it so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regie.apps.orders.understanding import understand

from .asking import FORMATS

SUNDAY = date(2026, 11, 22)
FLOORS = {"intent": 85.0, "numbers": 98.0, "name": 95.0, "period": 95.0}


def right(asked: dict[str, Any]) -> dict[str, bool]:
    got = understand(asked["text"], SUNDAY, FORMATS)
    period = got.period and [got.period.first.isoformat(), got.period.last.isoformat()]
    name, wanted = ((each or "").casefold() for each in (got.name, asked["name"]))
    return {
        "intent": got.intent.value == asked["intent"],
        "numbers": sorted(got.numbers) == sorted(asked["numbers"]),
        "name": name.replace("’", "'") == wanted.replace("’", "'"),
        "period": period == asked["period"],
    }


@pytest.fixture(scope="module")
def judged() -> list[dict[str, bool]]:
    lines = Path(__file__).with_name("strangers.jsonl").read_text("utf-8").splitlines()
    return [right(json.loads(line)) for line in lines]


@pytest.mark.parametrize("slot", FLOORS)
def test_a_stranger_is_understood_as_often_as_that(
    judged: list[dict[str, bool]], slot: str
) -> None:
    assert 100 * sum(each[slot] for each in judged) / len(judged) >= FLOORS[slot]
