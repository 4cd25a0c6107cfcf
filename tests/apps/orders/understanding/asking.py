"""One question, asked on a Wednesday."""

from __future__ import annotations

from datetime import date
from typing import Final

from regie.apps.orders.understanding import NumberFormat, Understood, understand

TODAY: Final = date(2025, 10, 15)
FORMATS: Final = (NumberFormat("CL-000000-000000"),)
NUMBER: Final = "CL-401372-487531"


def ask(text: str, today: date = TODAY) -> Understood:
    return understand(text, today, FORMATS)
