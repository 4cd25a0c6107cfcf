"""In which order cases are run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def interleaved(items: Sequence[Item], rounds: int) -> Iterator[tuple[int, Item]]:
    """A B C, C B A, A B C …, each with the number of its round.

    A neighbour that takes the machine for some seconds then meets all cases, and what drifts
    (heat, memory, the size of a table) weighs on the first and the last alike.
    """
    for number in range(rounds):
        for item in items if number % 2 == 0 else reversed(items):
            yield number, item
