"""Centres and the places above them, as far as the reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .repository import SeenPlace


@dataclass(slots=True)
class Branch:
    place: SeenPlace
    parent: Branch | None
    """The nearest place above that is seen."""
    depth: int = 1
    centre: int | None = None
    """Its index, of a centre; one may stand above others."""
    centres: list[int] = field(default_factory=list[int])
    """Indexes of the centres at or below it."""
    children: list[Branch] = field(default_factory=list["Branch"])

    @property
    def parent_id(self) -> int | None:
        return None if self.parent is None else self.parent.place.id


@dataclass(frozen=True, slots=True)
class Tree:
    centres: Sequence[SeenPlace]
    branches: Sequence[Branch]
    """Each behind the one above it; places without a centre are left out."""

    def find(self, place_id: int) -> Branch | None:
        return next((each for each in self.branches if each.place.id == place_id), None)


def grown(places: Iterable[SeenPlace]) -> Tree:
    """Neighbours stay in the order in which they come."""
    found = list(places)
    seen = {place.id: Branch(place, None) for place in found}
    roots: list[Branch] = []
    for place in found:
        branch = seen[place.id]
        branch.parent = _above(place, seen)
        (roots if branch.parent is None else branch.parent.children).append(branch)
    centres: list[SeenPlace] = []
    for branch in _downward(roots):
        branch.depth = 1 if branch.parent is None else branch.parent.depth + 1
        if branch.place.kind == "centre":
            branch.centre = len(centres)
            _count(branch, branch.centre)
            centres.append(branch.place)
    for branch in seen.values():
        branch.children = [child for child in branch.children if child.centres]
    roots = [root for root in roots if root.centres]
    return Tree(centres, list(_downward(roots)))


def _above(place: SeenPlace, seen: dict[int, Branch]) -> Branch | None:
    """By the path, for what stands right above may be closed, or out of reach."""
    for step in reversed(place.path.split(".")[:-2]):
        if (found := seen.get(int(step))) is not None:
            return found
    return None


def _count(branch: Branch, centre: int) -> None:
    above: Branch | None = branch
    while above is not None:
        above.centres.append(centre)
        above = above.parent


def _downward(roots: Sequence[Branch]) -> Iterable[Branch]:
    waiting = list(reversed(roots))
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting.extend(reversed(branch.children))
