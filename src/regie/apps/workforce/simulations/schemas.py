"""HTTP shapes of simulations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regie.apps.workforce.reference.schemas import ID, Spread
from regie.apps.workforce.results.schemas import Lever, Window, YearMonth

SimulationKind = Literal["direction", "nationale", "centres"]
TaskState = Literal["waiting", "running", "done", "failed", "cancelled"]

LARGEST_DRAWS = 10_000


class SimulationRequest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    draws: Annotated[int, Field(ge=100, le=LARGEST_DRAWS)] = 1000
    seed: Annotated[int, Field(ge=0, lt=2**53)] | None = None
    """The same seed on the same inputs gives the same answer; null: one is drawn, and told."""
    volume_spread: Spread = 0.05
    """Of the volume of a task, everywhere at once."""
    centre_spread: Spread = 0.05
    """Of all volumes of a centre."""
    levers: Annotated[list[Lever], Field(max_length=50)] = Field(default_factory=list[Lever])
    until: YearMonth | None = None
    months: Annotated[int, Field(ge=1, le=24)] = 12


class CentresRequest(SimulationRequest):
    place_ids: Annotated[list[ID], Field(min_length=1, max_length=5000)]


class Band(BaseModel):
    expected: float
    """Without any variation."""
    p5: float
    p50: float
    p95: float
    mean: float
    present: float
    probability_short: float
    """The part of the runs in which more people are required than are present."""


class PlaceBand(Band):
    place_id: int
    parent_id: int | None
    """The direction of a centre."""
    kind: str
    code: str
    name: str


class PostBand(Band):
    post_id: int
    code: str
    name: str


class Swing(BaseModel):
    """What one uncertain value does to the total while all others stay as expected."""

    cause: Literal["time", "volume", "centre"]
    id: int
    """Of the task; of the centre."""
    name: str
    post: str | None
    spread: float
    low: float
    """The total with this value at its 5th percentile; `high` at its 95th."""
    high: float


class Assumptions(BaseModel):
    distribution: Literal["lognormal, mean 1"] = "lognormal, mean 1"
    volume_spread: float
    centre_spread: float
    times_from_provenance: int
    """Tasks whose unit time states its spread; the others have what their method is worth."""
    method_spreads: dict[str, float]
    """For a chronometry: of one execution, to be divided by the root of the sample."""


class SimulationResult(BaseModel):
    total: Band
    directions: list[PlaceBand]
    centres: list[PlaceBand]
    posts: list[PostBand]
    tornado: list[Swing]
    """The widest first."""
    assumptions: Assumptions


class TaskProgress(BaseModel):
    done: int
    total: int
    """Chunks of draws."""


class SimulationTask(BaseModel):
    task_id: int
    kind: SimulationKind
    place_id: int | None
    """The direction."""
    state: TaskState
    cancelling: bool
    progress: TaskProgress
    reason: str | None
    created_at: datetime
    ended_at: datetime | None
    window: Window
    draws: int
    seed: int
    engine_version: str
    inputs_hash: str
    """SHA-256 of all that went in but the seed."""
    result: SimulationResult | None


class SimulationHealth(BaseModel):
    status: Literal["ready", "degraded"]
    """Degraded: jobs wait and nobody takes them."""
    waiting: int
    running: int
    """The reader's own."""
