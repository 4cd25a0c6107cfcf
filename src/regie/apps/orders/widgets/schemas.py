"""HTTP shapes of the widget's keys."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from regie.core.i18n import Language
from regie.core.input import ShortText

from ..mapping.schema import SOURCE_NAME
from .domain import KEY_PATTERN, LONGEST_ORIGIN, ORIGIN_PATTERN, Position, Scheme, check_origin

WidgetKey = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Colour = Annotated[str, StringConstraints(pattern="^#[0-9a-f]{6}$")]
Origin = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_ORIGIN),
    AfterValidator(check_origin),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": ORIGIN_PATTERN}),
]
SourceName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=SOURCE_NAME)]


def _without_doubles(told: list[str]) -> list[str]:
    return list(dict.fromkeys(told))


class WidgetDraft(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "name": "Boutique en ligne",
                    "origins": ["https://www.exemple.fr"],
                    "title": "Suivi de commande",
                    "colour": "#0f766e",
                }
            ]
        },
    )

    name: ShortText
    """For the list of keys; customers do not see it."""
    origins: Annotated[
        list[Origin], Field(min_length=1, max_length=20), AfterValidator(_without_doubles)
    ]
    """Of the pages that may use the key, as browsers write them: `https://www.exemple.fr`."""
    sources: (
        Annotated[
            list[SourceName], Field(min_length=1, max_length=20), AfterValidator(_without_doubles)
        ]
        | None
    ) = None
    """Whose orders are found with it; an order of another one is as if it did not exist. Null: all,
    also those that are added later."""
    title: ShortText | None = None
    """Above the conversation; null: ours, in the reader's language."""
    colour: Colour = "#1f4b8f"
    language: Language | None = None
    """Null: the page's."""
    position: Position = "right"
    scheme: Scheme = "auto"
    active: bool = True


class SeenWidget(BaseModel):
    key: str
    name: str
    origins: list[str]
    sources: list[str] | None
    title: str | None
    colour: str
    language: Language | None
    position: Position
    scheme: Scheme
    active: bool
    created_at: datetime
    version: int


class SeenWidgets(BaseModel):
    widgets: list[SeenWidget]
    sources: list[str]
    """That a key may name."""
    next: str | None = None


class WidgetLinks(BaseModel):
    """The colour where it is text: on a light ground and on a dark one."""

    light: str
    dark: str


class WidgetTheme(BaseModel):
    colour: str
    links: WidgetLinks
    position: Position
    scheme: Scheme


class WidgetConfiguration(BaseModel):
    """What a shop's page has to know of its widget: nothing that a visitor may not see."""

    title: str | None
    language: Language | None
    languages: list[Language]
    theme: WidgetTheme
