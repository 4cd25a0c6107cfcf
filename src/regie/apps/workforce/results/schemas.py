"""HTTP shapes of results and scenarios."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.workforce.reference.schemas import ID, Rules, SeenRules

YearMonth = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


class Window(BaseModel):
    """The months that results are the mean of."""

    until: str
    """The last one: `2026-11`."""
    months: int


class Figures(BaseModel):
    """People are full-time equivalents."""

    hours_per_day: float
    """Of work, per working day."""
    required: float
    """Exactly."""
    rounded: float
    """By the rule of the organisation, from the exact sum of this line."""
    staffed: float
    """The sum of what is rounded per centre and post, minimum crews included: the people whom the
    rule makes necessary. Never below `rounded` but for rounding `none`."""
    present: float
    gap: float
    """Present less required: below 0 somebody is missing."""
    ratio: float | None
    """Present by required; null when nothing is required."""


class PostFigures(Figures):
    post_id: int
    code: str
    name: str


class MonthFigures(BaseModel):
    month: str
    required: float


class Node(Figures):
    """One place of the tree; `place_id` is null for all that the reader sees together."""

    place_id: int | None
    parent_id: int | None
    """Within this tree."""
    kind: str
    code: str
    name: str
    depth: int
    centres: int
    completeness: float | None
    """Of tasks that a centre does at all, the part of the months that was counted; null when
    nothing was."""


class ResultTree(BaseModel):
    window: Window
    rules: SeenRules
    total: Node
    nodes: list[Node]
    """Each behind the one above it."""
    posts: list[PostFigures]
    """Of the total."""
    months: list[MonthFigures]


class PlaceResult(BaseModel):
    window: Window
    rules: SeenRules
    place: Node
    above: list[Node]
    """From the top of what the reader sees."""
    children: list[Node]
    posts: list[PostFigures]
    months: list[MonthFigures]


class PostResult(BaseModel):
    window: Window
    rules: SeenRules
    post: PostFigures
    nodes: list[Node]
    """The tree, counting this post alone."""
    months: list[MonthFigures]


class Lever(BaseModel):
    """Multiplies what it names. What no field narrows holds for all."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Literal["volume", "time", "productivity"]
    factor: Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)]
    """1.1 is ten per cent more."""
    place_id: ID | None = None
    """A centre or a place above some; only of volumes and productivity, for times are one for
    the whole organisation."""
    post_id: ID | None = None
    task_id: ID | None = None


class ScenarioRequest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    levers: Annotated[list[Lever], Field(max_length=50)] = Field(default_factory=list[Lever])
    rules: Rules | None = None
    """In place of the organisation's."""
    place_id: ID | None = None
    """Only that place and what is below it."""
    until: YearMonth | None = None
    months: Annotated[int, Field(ge=1, le=24)] = 12


class ScenarioResult(BaseModel):
    window: Window
    rules: Rules
    before: ScenarioSide
    after: ScenarioSide


class ScenarioSide(BaseModel):
    total: Node
    nodes: list[Node]
    posts: list[PostFigures]


ScenarioResult.model_rebuild()
