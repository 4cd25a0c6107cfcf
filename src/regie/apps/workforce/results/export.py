"""Results as files: a line per centre and post, of what the reader sees and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from regie.core.i18n import Catalogue, Language

from .tree import Branch

if TYPE_CHECKING:
    from .picture import Picture

_COLUMNS: Final = (
    "direction",
    "centre_code",
    "centre",
    "post_code",
    "post",
    "hours",
    "required",
    "rounded",
    "present",
    "gap",
    "ratio",
)


def table(picture: Picture, catalogue: Catalogue, language: Language) -> Iterator[Sequence[object]]:
    yield [catalogue.text(f"workforce.export.{name}", language, {}) for name in _COLUMNS]
    for branch in picture.tree.branches:
        if branch.centre is not None:
            yield from _lines(picture, branch, branch.centre)


def _lines(picture: Picture, branch: Branch, centre: int) -> Iterator[Sequence[object]]:
    above = "" if branch.parent is None else branch.parent.place.name
    for post in picture.posts([centre]):
        yield (
            above,
            branch.place.code,
            branch.place.name,
            post.code,
            post.name,
            round(post.hours_per_day, 4),
            round(post.required, 4),
            post.rounded,
            post.present,
            round(post.gap, 4),
            None if post.ratio is None else round(post.ratio, 4),
        )
