"""The words of sizing, as tables, files and answers write them."""

from __future__ import annotations

from typing import Final, Literal, get_args

Rhythm = Literal["month", "year"]
"""How the volumes of a task are counted: per month, or once for a whole year."""
RHYTHMS: Final[tuple[Rhythm, ...]] = get_args(Rhythm)

Method = Literal["chronometry", "estimate", "agreement"]
"""Where a unit time comes from: it was measured, somebody estimated it, or it was negotiated."""
METHODS: Final[tuple[Method, ...]] = get_args(Method)

Rounding = Literal["none", "half", "up"]
"""Of required people: not at all, up to the next half, up to the next whole post."""
ROUNDINGS: Final[tuple[Rounding, ...]] = get_args(Rounding)
