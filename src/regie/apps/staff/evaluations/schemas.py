"""HTTP shapes of evaluations. A mark is 0 to 20, to a tenth."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from regie.core.input import Day, Text

from .repository import EvaluationView

_ID = Annotated[int, Field(ge=1, lt=2**63)]
Tenths = Annotated[int, Field(ge=0, le=200)]
"""Of a point: 145 is 14.5 out of 20."""
Weight = Annotated[int, Field(ge=1, le=10)]


class EvaluatedEmployee(BaseModel):
    id: int
    number: str
    name: str
    place: str


class SeenEvaluation(BaseModel):
    id: int
    employee: EvaluatedEmployee
    period_from: date
    period_until: date
    mark: float
    """Out of 20."""
    weight: int
    comment: str | None
    evaluator: str | None
    made_at: datetime
    version: int
    may_change: bool

    @classmethod
    def of(cls, view: EvaluationView, *, may_change: bool) -> Self:
        return cls(
            id=view.id,
            employee=EvaluatedEmployee(
                id=view.employee_id, number=view.number, name=view.name, place=view.place
            ),
            period_from=view.period_from,
            period_until=view.period_until,
            mark=view.mark_tenths / 10,
            weight=view.weight,
            comment=view.comment,
            evaluator=view.evaluator,
            made_at=view.made_at,
            version=view.version,
            may_change=may_change,
        )


class SeenEvaluations(BaseModel):
    evaluations: list[SeenEvaluation]
    next: str | None


class EvaluationDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    employee_id: _ID
    period_from: Day
    period_until: Day
    mark_tenths: Tenths
    weight: Weight = 1
    comment: Text | None = None


class EvaluationChange(BaseModel):
    """What is left out stays."""

    model_config = ConfigDict(extra="forbid", strict=True)

    period_from: Day | None = None
    period_until: Day | None = None
    mark_tenths: Tenths | None = None
    weight: Weight | None = None
    comment: Text | None = None

    def changes(self) -> dict[str, Any]:
        given = self.model_dump(exclude_unset=True)
        return {
            name: value for name, value in given.items() if value is not None or name == "comment"
        }
