"""What a reader sees of one window, computed: every figure of every place and post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from regie.apps.workforce import domain, engine
from regie.apps.workforce.engine import Floats
from regie.apps.workforce.reference.referentiel import KeptRules, Referentiel
from regie.apps.workforce.reference.weighing import weighed

from .complete import CompleteData
from .schemas import Figures, MonthFigures, Node, PostFigures, Window
from .tree import Branch, Tree
from .window import Months


@dataclass(frozen=True)
class Picture:
    window: Months
    referentiel: Referentiel
    rules: KeptRules
    tree: Tree
    volumes: Floats
    """[centre, task], per working day."""
    known: NDArray[np.uint8]
    """[centre, task]: months counted."""
    hours: Floats
    """[centre, post], per working day."""
    monthly: Floats
    """[post, centre, month]"""

    @cached_property
    def net(self) -> Floats:
        """[centre]: hours of a person's day that tasks may take."""
        return np.array([domain.net_hours(*self.day_of(index)) for index in self.every])

    @cached_property
    def present(self) -> Floats:
        """[centre, post]"""
        posts = {post.id: index for index, post in enumerate(self.referentiel.posts)}
        present = np.zeros((len(self.tree.centres), len(posts)))
        for index, centre in enumerate(self.tree.centres):
            for post, people in zip(centre.posts or (), centre.present or (), strict=True):
                if post in posts:  # else it was added since the referentiel was read
                    present[index, posts[post]] = people
        return present

    @cached_property
    def required(self) -> Floats:
        """[centre, post]"""
        return self.hours / self.net[:, None]

    @cached_property
    def rounded(self) -> Floats:
        """[centre, post]"""
        return engine.rounded(self.required, self.rules.rounding)

    @cached_property
    def crews(self) -> Floats:
        """[centre]: posts rounded each by itself, minimum crews included."""
        return engine.crews(self.required, self.rules.rounding, self.minimum)

    @cached_property
    def minimum(self) -> Floats:
        return np.array([self.minimum_of(index) for index in self.every], dtype=np.float64)

    @property
    def every(self) -> range:
        return range(len(self.tree.centres))

    def day_of(self, centre: int) -> tuple[float, float]:
        """Standard and idle hours."""
        place, rules = self.tree.centres[centre], self.rules
        return (
            rules.standard_hours if place.standard_hours is None else place.standard_hours,
            rules.idle_hours if place.idle_hours is None else place.idle_hours,
        )

    def minimum_of(self, centre: int) -> int:
        own = self.tree.centres[centre].minimum_crew
        return self.rules.minimum_crew if own is None else own

    def figures(self, centres: Sequence[int], post: int | None = None) -> Figures:
        """Of these centres together; `post` is an index."""
        rows = list(centres)
        posts = slice(None) if post is None else [post]
        wanted = float(self.required[rows][:, posts].sum())
        present = float(self.present[rows][:, posts].sum())
        staffed = self.crews[rows] if post is None else self.rounded[rows, post]
        return Figures(
            hours_per_day=float(self.hours[rows][:, posts].sum()),
            required=wanted,
            rounded=domain.rounded(wanted, self.rules.rounding),
            staffed=float(staffed.sum()),
            present=present,
            gap=domain.gap(present, wanted),
            ratio=domain.ratio(present, wanted),
        )

    def total(self, post: int | None = None) -> Node:
        """Of all that the reader sees; the one place at the top itself, where there is one."""
        roots = [branch for branch in self.tree.branches if branch.parent is None]
        if len(roots) == 1:
            return self.node(roots[0], post)
        everything = list(self.every)
        return Node(
            **dict(self.figures(everything, post)),
            place_id=None,
            parent_id=None,
            kind="all",
            code="",
            name="",
            depth=0,
            centres=len(everything),
            completeness=self.completeness(everything),
        )

    def node(self, branch: Branch, post: int | None = None) -> Node:
        place = branch.place
        return Node(
            **dict(self.figures(branch.centres, post)),
            place_id=place.id,
            parent_id=branch.parent_id,
            kind=place.kind,
            code=place.code,
            name=place.name,
            depth=branch.depth,
            centres=len(branch.centres),
            completeness=self.completeness(branch.centres),
        )

    def nodes(self, post: int | None = None) -> list[Node]:
        return [self.node(branch, post) for branch in self.tree.branches]

    def posts(self, centres: Sequence[int] | None = None) -> list[PostFigures]:
        rows = list(self.every) if centres is None else centres
        return [
            PostFigures(
                **dict(self.figures(rows, index)), post_id=post.id, code=post.code, name=post.name
            )
            for index, post in enumerate(self.referentiel.posts)
        ]

    def months(
        self, centres: Sequence[int] | None = None, post: int | None = None
    ) -> list[MonthFigures]:
        rows = list(self.every) if centres is None else list(centres)
        hours = self.monthly.sum(axis=0) if post is None else self.monthly[post]
        required = (hours[rows] / self.net[rows][:, None]).sum(axis=0).tolist()
        return [
            MonthFigures(month=month, required=each)
            for month, each in zip(self.window.names, required, strict=True)
        ]

    def completeness(self, centres: Sequence[int]) -> float | None:
        """Of tasks that a centre does at all: which part of the months was counted."""
        known = self.known[list(centres)]
        wanted = int((known > 0).sum()) * self.window.count
        return float(known.sum()) / wanted if wanted else None

    def seen_window(self) -> Window:
        return Window(until=self.window.names[-1], months=self.window.count)

    def with_hours(self, hours: Floats, rules: KeptRules) -> Picture:
        """Another load, or another rule; the volumes and months stay those of today."""
        return replace(self, hours=hours, rules=rules)


def drawn(window: Months, tree: Tree, data: CompleteData) -> Picture:
    referentiel = data.referentiel
    shape = len(tree.centres), len(referentiel.tasks)
    volumes = np.frombuffer(data.volumes).reshape(shape)
    return Picture(
        window=window,
        referentiel=referentiel,
        rules=referentiel.rules,
        tree=tree,
        volumes=volumes,
        known=np.frombuffer(data.known, dtype=np.uint8).reshape(shape),
        hours=engine.hours_per_day(volumes, weighed(referentiel)),
        monthly=np.frombuffer(data.hours).reshape(
            len(referentiel.posts), len(tree.centres), window.count
        ),
    )
