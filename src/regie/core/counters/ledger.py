"""Where counts are kept: what every such place must do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, Protocol

OTHER: Final = "(other)"
"""What is counted when there is no room to tell items apart any more."""

MOST_ITEMS: Final = 1000
"""Told apart of one counter on one day. Of a top 10 no more is needed: who is among the first ten
at the end of a day has almost surely come up before a thousand others have."""


class Row(NamedTuple):
    tenant: str
    name: str
    day: date
    item: str
    """Empty when the counter tells none apart."""
    by: int


@dataclass(frozen=True, slots=True)
class Batch:
    writer: str
    """The process that counted."""
    number: int
    """Rises with each batch of this writer."""
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Days:
    """Both included; None is without a bound."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Top:
    items: tuple[tuple[str, int], ...]
    """The most counted first, then by name."""
    other: int
    """What was counted without being told apart: so much `items` may lack altogether."""


class Ledger(Protocol):
    """Totals are always exact. Of a counter's items the first MOST_ITEMS of each day are told
    apart; of those that come in one batch the most counted go first."""

    async def add(self, batch: Batch) -> bool:
        """All of it or nothing. False for a batch that has been added before: then nothing."""
        ...

    async def total(self, tenant: str, name: str, days: Days) -> int: ...

    async def per_day(self, tenant: str, name: str, days: Days) -> dict[date, int]:
        """Only days on which something was counted."""
        ...

    async def top(self, tenant: str, name: str, most: int, days: Days) -> Top: ...

    async def ping(self) -> None:
        """Raises when nothing can be written."""
        ...
