"""« Pourquoi ce chiffre ? »: a number with what it was made of, down to where it came from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Unit = Literal[
    "number",
    "eur_cents",
    "micro_euros",
    "percent",
    "hours",
    "minutes",
    "fte",
    "days",
    "points",
    "none",
]


class Explained(BaseModel):
    """One number of a calculation; `terms` are those it was made of, to any depth."""

    name: str
    """Stable, for programs: `fte`, `volume`."""
    label: str
    """For people, in their language."""
    value: float | int | None
    """In `unit`; percent are per cent (12.5), not parts of one. None: there is nothing to
    calculate with, and `source` says why."""
    unit: Unit = "number"
    formula: str | None = None
    """How the terms make the value, in the reader's words: « heures ÷ heures nettes »."""
    source: str | None = None
    """Of a number that was given and not calculated: the import, the agreement, the setting."""
    terms: list[Explained] = Field(default_factory=list["Explained"])
