"""The tree of places: no clock, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from regie.core.i18n import Language

Kind = Literal["nation", "direction", "region", "centre", "store", "site"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""Any of them may stand below any other: organisations differ."""

TITLES: Final[Mapping[Kind, Mapping[Language, str]]] = {
    "nation": {"fr": "National", "en": "National"},
    "direction": {"fr": "Direction", "en": "Directorate"},
    "region": {"fr": "Région", "en": "Region"},
    "centre": {"fr": "Centre", "en": "Centre"},
    "store": {"fr": "Magasin", "en": "Store"},
    "site": {"fr": "Site", "en": "Site"},
}


@dataclass(frozen=True, slots=True)
class PlaceChanges:
    name: str | None = None
    moves: bool = False
    parent_id: int | None = None
    """Where to, when it `moves`: None makes it a root."""
    closed: bool | None = None


def path_of(place_id: int, parent: str | None) -> str:
    """`1.4.9.`: each id on the way down, a dot behind each."""
    return f"{parent or ''}{place_id}."


def is_below(path: str, above: str) -> bool:
    """Also of a place itself."""
    return path.startswith(above)
