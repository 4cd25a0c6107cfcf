"""How many pieces a simulation is computed in."""

from __future__ import annotations

from typing import Final

CHUNK: Final = 100
"""Draws."""


def chunks_of(draws: int) -> int:
    return -(-draws // CHUNK)
