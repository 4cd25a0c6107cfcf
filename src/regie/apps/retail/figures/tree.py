"""From what was sold at each place, or in each category, to what was sold below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .domain import NowAndThen, together
from .repository import Node


class Placed(NamedTuple):
    node: Node
    parent_id: int | None
    """Of a node that is there too; null for the highest ones."""
    level: int
    total: NowAndThen
    """Its own figures and all below it."""


def placed(nodes: Sequence[Node]) -> list[Placed]:
    """Depth first; those of one parent in the order in which they came."""
    known = {node.id for node in nodes}
    below: dict[int | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent_id if node.parent_id in known else None, []).append(node)
    return list(_placed(below, None, 0))


def total_of(rows: Sequence[Placed]) -> NowAndThen:
    return together([row.total for row in rows if row.parent_id is None])


def _placed(
    below: dict[int | None, list[Node]], parent_id: int | None, level: int
) -> Iterator[Placed]:
    for node in below.get(parent_id, ()):
        under = list(_placed(below, node.id, level + 1))
        direct = [row.total for row in under if row.parent_id == node.id]
        total = together([node.figures, *direct]) if direct else node.figures
        yield Placed(node, parent_id, level, total)
        yield from under
