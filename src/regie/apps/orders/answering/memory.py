"""What a conversation knows by now: kept with it as JSON, and forgotten with it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

import msgspec

Slot = Literal["", "number", "name", "code", "choice"]
"""What the assistant has asked for last."""
Means = Literal["name", "code", "search"]
"""How an order was opened here: by number and name, by a code, or found by a search for somebody
who had opened another."""
MOST_OPENED: Final = 20


class Opened(msgspec.Struct, frozen=True, array_like=True):
    number: str
    by: Means
    name: str | None = None
    """The one that opens it, with `name`: it is compared anew each time."""
    source: str | None = None
    """Where it was found: another source may have an order of somebody else under that number."""


class Memory(msgspec.Struct, frozen=True, omit_defaults=True):
    numbers: tuple[str, ...] = ()
    """The orders that are spoken of."""
    name: str | None = None
    period: tuple[date, date] | None = None
    intent: str | None = None
    """The question that waits for what was asked."""
    asked: Slot = ""
    opened: tuple[Opened, ...] = ()
    choices: tuple[str, ...] = ()
    """Orders that were offered, in that order."""
    misses: int = 0
    """Questions in a row that led to nothing."""
    question: str = ""
    """A digest of the last one."""

    def opened_as(self, number: str) -> Opened | None:
        return next((each for each in self.opened if each.number == number), None)

    def with_opened(self, *orders: Opened) -> Memory:
        """A code outweighs a name."""
        known = {each.number: each for each in self.opened}
        for order in orders:
            before = known.pop(order.number, None)
            known[order.number] = before if before and before.by == "code" else order
        return msgspec.structs.replace(self, opened=tuple(known.values())[-MOST_OPENED:])


def as_stored(memory: Memory) -> dict[str, Any]:
    return msgspec.to_builtins(memory)


def from_stored(stored: object) -> Memory:
    """One that another version wrote, and that this one cannot read, is a new one: who asks is
    asked again."""
    try:
        return msgspec.convert(stored, Memory)
    except msgspec.ValidationError:
        return Memory()
