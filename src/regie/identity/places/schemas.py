"""HTTP shapes of places."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from regie.core.input import ShortText

from .domain import Kind, PlaceChanges
from .repository import Place

_ID = Annotated[int, Field(ge=1, lt=2**63)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$")]
"""What other systems call it: `MAG-014`."""


class SeenPlace(BaseModel):
    id: int
    parent_id: int | None
    """Perhaps of a place that the reader does not see."""
    path: str
    """Each id on the way down, a dot behind each."""
    kind: Kind
    code: str
    name: str
    closed_at: datetime | None
    people: int
    """Who have a role for this very place."""

    @classmethod
    def of(cls, place: Place) -> Self:
        return cls(
            id=place.id,
            parent_id=place.parent_id,
            path=place.path,
            kind=place.kind,
            code=place.code,
            name=place.name,
            closed_at=place.closed_at,
            people=place.people,
        )


class SeenKind(BaseModel):
    kind: Kind
    title: str


class SeenPlaces(BaseModel):
    places: list[SeenPlace]
    """By name, as French sorts them."""
    kinds: list[SeenKind]


class PlaceDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    parent_id: _ID | None = None
    kind: Kind
    code: Code
    name: ShortText


class PlaceChange(BaseModel):
    """What is left out stays; a `parent_id` of null makes it a root."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText | None = None
    parent_id: _ID | None = None
    closed: bool | None = None

    def changes(self) -> PlaceChanges:
        return PlaceChanges(
            name=self.name,
            moves="parent_id" in self.model_fields_set,
            parent_id=self.parent_id,
            closed=self.closed,
        )
