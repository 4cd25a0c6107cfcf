"""HTTP shapes of saved queries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal, TypeVar

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regie.core.files import SheetFormat
from regie.core.input import ShortText, Text
from regie.core.sqlguard import Engine
from regie.core.sqlguard.guard import ParameterType, Reason
from regie.identity.audit.schemas import AuditActor

from ..mapping.schema import SOURCE_NAME
from .domain import LONGEST_VALUE, NO_CONTROL, PARAMETER_NAME, Cell, ColumnType, Parameter

SourceName = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=SOURCE_NAME)]
QueryId = Annotated[int, Path(ge=1, lt=2**63)]
ParameterName = Annotated[str, StringConstraints(pattern=PARAMETER_NAME)]

_MOST_PARAMETERS: Final = 10
_STRICT: Final = ConfigDict(extra="forbid", strict=True)
_EXAMPLE: Final = {
    "source": "production",
    "sql": 'SELECT "Statut", COUNT(*) AS nombre FROM "Commandes" '
    'WHERE "DateCommande" >= {depuis} GROUP BY "Statut"',
    "parameters": [{"name": "depuis", "type": "date"}],
}


class QueryParameter(BaseModel):
    model_config = _STRICT

    name: ParameterName
    """Stands in the SQL as `{name}`, where a value may stand."""
    type: ParameterType


class ParameterValue(BaseModel):
    model_config = _STRICT

    name: ParameterName
    value: Annotated[str, StringConstraints(max_length=LONGEST_VALUE, pattern=NO_CONTROL)]
    """A number as `-12.5`, a date as `2026-01-31`."""


_Named = TypeVar("_Named", QueryParameter, ParameterValue)


def _each_once(named: list[_Named]) -> list[_Named]:
    """Of two that have one name the later one counts."""
    return [*{each.name: each for each in named}.values()]


class QueryText(BaseModel):
    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    source: SourceName
    sql: Text
    """One SELECT in the dialect of the source, of the tables and columns that are mapped."""
    parameters: Annotated[
        list[QueryParameter], Field(max_length=_MOST_PARAMETERS), AfterValidator(_each_once)
    ] = []

    def named(self) -> tuple[Parameter, ...]:
        return tuple(Parameter(each.name, each.type) for each in self.parameters)


class QueryDraft(QueryText):
    model_config = _STRICT | ConfigDict(
        json_schema_extra={"examples": [{"name": "Commandes par statut", **_EXAMPLE}]}
    )

    name: ShortText
    description: Text | None = None


class QueryRun(BaseModel):
    model_config = _STRICT

    parameters: Annotated[
        list[ParameterValue], Field(max_length=_MOST_PARAMETERS), AfterValidator(_each_once)
    ] = []

    def given(self) -> dict[str, str]:
        return {each.name: each.value for each in self.parameters}


class SeenQuery(BaseModel):
    id: int
    name: str
    description: str | None
    source: str
    sql: str
    """As it was typed; what runs is written anew each time."""
    parameters: list[QueryParameter]
    created_by: str | None
    created_at: datetime
    changed_by: str | None
    changed_at: datetime
    version: int


class SeenQueries(BaseModel):
    queries: list[SeenQuery]
    next: str | None = None


class OpenTable(BaseModel):
    name: str
    columns: list[str]


class QuerySource(BaseModel):
    name: str
    engine: Engine
    tables: list[OpenTable]
    """What a query may read."""


class QuerySources(BaseModel):
    sources: list[QuerySource]


class CheckedQuery(BaseModel):
    allowed: bool
    sql: str | None
    """What would run."""
    columns: list[str]
    reason: Reason | None
    message: str | None
    """The reason in the reader's language."""
    detail: str | None
    """What of the statement it is about, in English."""


class ResultColumn(BaseModel):
    name: str
    type: ColumnType


class SeenRun(BaseModel):
    number: int
    at: datetime
    by: AuditActor
    outcome: Literal["done", "failed"]
    format: SheetFormat | None
    """Of the file that it was run for."""
    source: str | None
    """That was asked then. With what follows it is null once the details are not kept any more."""
    version: int | None
    """Of the query, as it was then."""
    rows: int | None
    capped: bool | None
    """There may have been others."""
    took_ms: float | None
    why: str | None
    """Of a run that failed, in the reader's language."""


class QueryRuns(BaseModel):
    runs: list[SeenRun]
    """The newest first."""
    next: int | None
    """`before` of the page that follows."""


class QueryResult(BaseModel):
    columns: list[ResultColumn]
    rows: list[list[Cell]]
    """Amounts are texts, with all of their digits; days and moments as ISO 8601 has them."""
    capped: bool
    """No more rows are asked for than these; there may be others."""
    took_ms: float
