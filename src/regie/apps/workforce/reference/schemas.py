"""HTTP shapes of posts, tasks, unit times and the rules of calculation."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regie.apps.workforce.words import Method, Rhythm, Rounding
from regie.core.input import Day, ShortText

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$")]
Minutes = Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]
Complexity = Annotated[float, Field(ge=-0.9, le=10, allow_inf_nan=False)]
"""The part by which it makes a task longer: 0.15 is 15 per cent."""
Productivity = Annotated[float, Field(ge=0.1, le=10, allow_inf_nan=False)]
"""1 is the pace at which the unit time was found."""
Spread = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""Standard deviation of a value, as a part of the value."""
Hours = Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)]
ID = Annotated[int, Field(ge=1, lt=2**53)]
"""In a body: what every reader of JSON keeps exactly."""


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SeenPost(BaseModel):
    id: int
    code: str
    name: str
    tasks: int
    version: int


class SeenPosts(BaseModel):
    posts: list[SeenPost]


class PostDraft(_Body):
    code: Code
    name: ShortText


class PostChange(_Body):
    name: ShortText


class TimeDraft(_Body):
    """A unit time with all that vouches for it."""

    minutes: Minutes
    complexity: Complexity = 0.0
    productivity: Productivity = 1.0
    method: Method
    source: ShortText
    """The measurement, the document, the agreement."""
    author: ShortText
    sample: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    """How many executions were timed; only of a chronometry."""
    spread: Spread | None = None
    """Of the time itself; null: what simulations assume for its method."""
    measured_on: Day
    valid_from: Day
    valid_to: Day | None = None
    """The last day; null: until another one."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        if self.method == "chronometry" and self.sample is None:
            raise ValueError("a chronometry has a sample")
        return self


class SeenTime(TimeDraft):
    number: int
    """Of the version; 1 is the first."""
    recorded_at: datetime
    recorded_by: str
    """`person:7`, `service:3`, `system:0`."""
    current: bool
    """It is the one that calculations use today."""


class SeenTask(BaseModel):
    id: int
    post_id: int
    post: str
    code: str
    name: str
    unit: str
    """What is counted: « pli », « colis »."""
    rhythm: Rhythm
    time: SeenTime | None
    """That calculations use today; null when the first begins later."""
    expired: bool
    """It is over and nothing replaced it."""
    versions: int
    version: int
    """For If-Match."""


class SeenTasks(BaseModel):
    tasks: list[SeenTask]
    next: str | None


class TaskWithHistory(SeenTask):
    history: list[SeenTime]
    """Every version, the newest first."""


class TaskDraft(_Body):
    post_id: ID
    code: Code
    name: ShortText
    unit: ShortText
    rhythm: Rhythm
    time: TimeDraft


class TaskChange(_Body):
    """What is left out stays. A time becomes a new version; none is ever overwritten."""

    name: ShortText | None = None
    unit: ShortText | None = None
    time: TimeDraft | None = None


class Rules(_Body):
    """How volumes become people, for the whole organisation."""

    days_per_year: Annotated[float, Field(ge=1, le=366)] = 264
    days_per_month: Annotated[float, Field(ge=1, le=31)] = 22
    standard_hours: Annotated[float, Field(ge=0.5, le=24)] = 7.6
    """A day of one person."""
    idle_hours: Hours = 0.6
    """What of it no task takes: breaks, dressing, waiting."""
    rounding: Rounding = "half"
    minimum_crew: Annotated[int, Field(ge=0, le=1000)] = 0
    """People that a centre needs as soon as it has any work."""

    @model_validator(mode="after")
    def _leaves_time(self) -> Self:
        if self.idle_hours >= self.standard_hours:
            raise ValueError("idle_hours must be below standard_hours")
        return self


class SeenRules(Rules):
    version: int


class CentreRules(_Body):
    """What differs in one centre; null is the organisation's."""

    standard_hours: Annotated[float, Field(ge=0.5, le=24)] | None = None
    idle_hours: Hours | None = None
    minimum_crew: Annotated[int, Field(ge=0, le=1000)] | None = None


class SeenCentre(CentreRules):
    place_id: int
    code: str
    name: str
    version: int
    """0 while nothing differs."""


class SeenCentres(BaseModel):
    centres: list[SeenCentre]
    next: str | None
