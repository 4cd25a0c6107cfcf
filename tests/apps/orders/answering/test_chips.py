"""Texts that customers tap are questions like any other, so they have to be understood."""

from __future__ import annotations

from datetime import date

import pytest

from regie.apps.orders.answering.chips import chip
from regie.apps.orders.understanding import Intent, NumberFormat, understand

FORMATS = [NumberFormat("CL-000000-000000")]
ASKS = {
    "human": Intent.HUMAN,
    "status": Intent.ORDER_STATUS,
    "history": Intent.ORDER_HISTORY,
    "content": Intent.ORDER_CONTENT,
    "statuses": Intent.STATUS_LIST,
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ASKS)
def test_what_is_tapped_asks_what_it_says(name: str, language: str) -> None:
    understood = understand(chip(name, language), date(2025, 10, 27), FORMATS)
    assert understood.intent is ASKS[name]
