"""Where somebody may do something: everywhere, or below some places of the tree that apps share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reach:
    """`paths` are those of places (`1.4.9.`: each id on the way down, a dot behind each); None is
    everywhere. What belongs to no place is only reached from everywhere."""

    paths: frozenset[str] | None

    @property
    def everywhere(self) -> bool:
        return self.paths is None

    def covers(self, path: str | None) -> bool:
        """Whether a place lies within it."""
        if self.paths is None:
            return True
        return path is not None and any(path.startswith(above) for above in self.paths)

    @classmethod
    def joined(cls, parts: Iterable[Reach]) -> Reach:
        paths: set[str] = set()
        for part in parts:
            if part.paths is None:
                return EVERYWHERE
            paths |= part.paths
        return cls(frozenset(paths))


EVERYWHERE: Final = Reach(None)
